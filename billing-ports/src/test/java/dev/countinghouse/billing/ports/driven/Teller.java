package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.BookChanges;
import dev.countinghouse.billing.domain.credit.BookState;
import dev.countinghouse.billing.domain.credit.CreditBook;
import dev.countinghouse.billing.domain.credit.GrantOrder;
import dev.countinghouse.billing.domain.credit.HoldId;
import dev.countinghouse.billing.domain.credit.HoldOrder;
import dev.countinghouse.billing.domain.ledger.CommandKey;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.EntrySeal;
import dev.countinghouse.billing.domain.ledger.GrantId;
import dev.countinghouse.billing.domain.ledger.JournalEntry;
import dev.countinghouse.billing.domain.ledger.LedgerAccount;
import dev.countinghouse.billing.domain.ledger.LedgerCheck;
import dev.countinghouse.billing.domain.ledger.LedgerHead;
import dev.countinghouse.billing.domain.ledger.LedgerKey;
import dev.countinghouse.billing.domain.ledger.SealedEntry;
import dev.countinghouse.billing.domain.plan.GrantScope;
import dev.countinghouse.billing.domain.plan.SpendPurpose;
import dev.countinghouse.billing.ports.driven.Journal.Booked;
import dev.countinghouse.billing.ports.driven.Journal.Needs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Does commands on ledgers as the engine does: locks, reads what they need, lets the book work, seals, saves. */
public final class Teller {

    public static final LedgerKey KEY = LedgerKey.of("0123456789abcdef".repeat(4));
    public static final CreditUnit USD = new CreditUnit("USD");
    public static final CreditUnit MINUTES = new CreditUnit("gpu-minutes");

    private final Storage storage;

    public Teller(Storage storage) {
        this.storage = storage;
    }

    public void open(AccountId account) {
        storage.transactions().inTransaction(Scope.of(account), () -> {
            storage.journal().open(account);
            return true;
        });
    }

    /** In a transaction of its own. */
    public void serve(AccountId account, Instant at, Consumer<CreditBook> commands) {
        serve(Needs.of(account, at), commands);
    }

    public void serve(Needs needs, Consumer<CreditBook> commands) {
        serve(List.of(needs), commands);
    }

    /** The same, and opens the ledger before in the same transaction. */
    public void serveOpening(AccountId account, Instant at, Consumer<CreditBook> commands) {
        storage.transactions().inTransaction(Scope.of(account), () -> {
            storage.journal().open(account);
            within(List.of(Needs.of(account, at)), commands);
            return true;
        });
    }

    /** The same commands for each account. */
    public void serve(List<Needs> needs, Consumer<CreditBook> commands) {
        Scope scope = Scope.of(needs.stream().map(Needs::account).toList());
        storage.transactions().inTransaction(scope, () -> {
            within(needs, commands);
            return true;
        });
    }

    /** In the transaction that is running. */
    public void within(List<Needs> needs, Consumer<CreditBook> commands) {
        Map<AccountId, BookState> states = storage.journal().lock(needs);
        List<Booked> booked = new ArrayList<>();
        for (Needs each : needs) {
            BookState state = Optional.ofNullable(states.get(each.account())).orElseThrow();
            CreditBook book = new CreditBook(state).advanceTo(each.dueBy());
            commands.accept(book);
            booked.add(booked(state, book));
        }
        storage.journal().save(booked);
    }

    public static Booked booked(BookState state, CreditBook book) {
        BookChanges changes = book.changes();
        return new Booked(
                state.head().account(), sealed(state.head().seal(), changes.entries()), changes, book.plannedAt());
    }

    private static List<SealedEntry> sealed(EntrySeal before, List<JournalEntry> entries) {
        List<SealedEntry> chain = new ArrayList<>();
        EntrySeal last = before;
        for (JournalEntry entry : entries) {
            last = KEY.seal(last, entry);
            chain.add(new SealedEntry(entry, last));
        }
        return chain;
    }

    /** A ledger without credits whose last entry was made then. */
    static BookState endingAt(LedgerHead head, Instant lastAt) {
        BookState empty = BookState.empty(head.account());
        return new BookState(
                head,
                Optional.of(lastAt),
                empty.balances(),
                empty.creditLines(),
                empty.topUp(),
                empty.plannedAt(),
                empty.grants(),
                empty.holds(),
                empty.burns(),
                empty.done());
    }

    /** What is found wrong with a ledger, entry by entry and against its balances. */
    public Optional<LedgerCheck.Defect> defect(AccountId account) {
        return storage.transactions().inTransaction(Scope.of(account), () -> {
            LedgerCheck check = new LedgerCheck(account, KEY);
            storage.journal().entriesAfter(account, 0, Integer.MAX_VALUE).forEach(check::next);
            storage.journal().head(account).ifPresent(check::mustHaveReached);
            storage.journal()
                    .read(Needs.of(account, Samples.START))
                    .ifPresent(state -> check.mustAddUpTo(state.balances()));
            return check.defect();
        });
    }

    public static Needs needs(AccountId account, Instant dueBy, HoldId... holds) {
        return new Needs(account, dueBy, Set.of(holds), Set.of(), Set.of(), Set.of());
    }

    public static Needs needs(
            AccountId account, Instant dueBy, Set<GrantId> grants, Set<CommandKey> commands, Set<Instant> burnsOf) {
        return new Needs(account, dueBy, Set.of(), grants, commands, burnsOf);
    }

    /** Credits that are given away and can be spent on anything at once, and for ever. */
    public static GrantOrder gift(String id, Credits amount) {
        return gift(id, amount, Optional.empty(), Optional.empty());
    }

    public static GrantOrder gift(
            String id, Credits amount, Optional<Instant> effectiveAt, Optional<Instant> expiresAt) {
        return new GrantOrder(
                new GrantId(id),
                LedgerAccount.PROMOTIONAL,
                amount,
                100,
                effectiveAt,
                expiresAt,
                GrantScope.ANYTHING,
                Optional.empty(),
                "");
    }

    public static HoldOrder hold(String id, Credits amount, Duration lasts) {
        return new HoldOrder(new HoldId(id), amount, SpendPurpose.GENERAL, lasts);
    }

    public static Credits usd(String amount) {
        return Credits.parse(amount, USD);
    }
}
