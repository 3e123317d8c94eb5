package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.BookState;
import dev.countinghouse.billing.domain.credit.CreditSummary;
import dev.countinghouse.billing.domain.credit.Grant;
import dev.countinghouse.billing.domain.credit.Hold;
import dev.countinghouse.billing.domain.credit.TopUp;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.LedgerAccount;
import dev.countinghouse.billing.domain.ledger.LedgerHead;
import dev.countinghouse.billing.domain.ledger.SealedEntry;
import dev.countinghouse.billing.ports.driven.Journal;
import dev.countinghouse.billing.ports.driven.StaleVersionException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

public final class InMemoryJournal implements Journal {

    private final InMemoryTransactions transactions;
    private final InMemoryAccountClocks clocks;
    private final Map<AccountId, InMemoryLedger> ledgers = new TreeMap<>(AccountId.BY_CODE_POINTS);

    public InMemoryJournal(InMemoryTransactions transactions, InMemoryAccountClocks clocks) {
        this.transactions = transactions;
        this.clocks = clocks;
    }

    private <T> Optional<T> own(AccountId account, Function<InMemoryLedger, T> work) {
        return transactions.step(() -> {
            transactions.requireBound(account);
            return Optional.ofNullable(ledgers.get(account)).map(work);
        });
    }

    /** Does nothing without a ledger; nobody changes one that he has not opened. */
    private void change(AccountId account, Function<InMemoryLedger, Runnable> doing) {
        own(account, ledger -> {
            transactions.onRollback(doing.apply(ledger));
            return ledger;
        });
    }

    @Override
    public void open(AccountId account) {
        transactions.step(() -> {
            transactions.requireBound(account);
            if (!ledgers.containsKey(account)) {
                ledgers.put(account, new InMemoryLedger(account));
                transactions.onRollback(() -> ledgers.remove(account));
            }
            return account;
        });
    }

    /** Transactions are one after another, so that every one has locked everything. */
    @Override
    public Map<AccountId, BookState> lock(Collection<Needs> needs) {
        Map<AccountId, BookState> states = new TreeMap<>();
        needs.forEach(each -> read(each).ifPresent(state -> states.put(each.account(), state)));
        return states;
    }

    @Override
    public Optional<BookState> read(Needs needs) {
        return own(needs.account(), ledger -> ledger.state(needs));
    }

    @Override
    public void save(Collection<Booked> booked) {
        booked.forEach(each -> {
            if (head(each.account()).isEmpty()) {
                throw new StaleVersionException("account " + each.account() + " has no ledger to be saved to");
            }
            change(each.account(), ledger -> save(ledger, each));
        });
    }

    private static Runnable save(InMemoryLedger ledger, Booked booked) {
        int length = ledger.entries.size();
        if (!booked.entries().isEmpty() && booked.entries().get(0).entry().ordinal() != length + 1) {
            throw new StaleVersionException(
                    "entry " + booked.entries().get(0).entry().ordinal() + " of " + ledger.account + " follows "
                            + length + " entries");
        }
        Runnable undo = undo(ledger, booked, length);
        ledger.append(booked.entries());
        ledger.balances = copy(booked.changes().balances());
        booked.changes().grants().forEach(ledger::putGrant);
        booked.changes().holds().forEach(ledger::putHold);
        booked.changes().burns().forEach(ledger::putBurn);
        ledger.wantsTopUp |= booked.changes().wantsTopUp();
        ledger.plannedAt = booked.plannedAt();
        return undo;
    }

    /** The book that they are of goes on changing its own. */
    private static Map<CreditUnit, Map<LedgerAccount, Credits>> copy(
            Map<CreditUnit, Map<LedgerAccount, Credits>> balances) {
        Map<CreditUnit, Map<LedgerAccount, Credits>> copy = new TreeMap<>();
        balances.forEach((unit, accounts) -> copy.put(unit, Map.copyOf(accounts)));
        return copy;
    }

    private static Runnable undo(InMemoryLedger ledger, Booked booked, int length) {
        Map<CreditUnit, Map<LedgerAccount, Credits>> balances = ledger.balances;
        boolean wanted = ledger.wantsTopUp;
        Optional<Instant> planned = ledger.plannedAt;
        List<Runnable> rows = Stream.of(
                        booked.changes().grants().stream()
                                .map(each -> undo(
                                        Optional.ofNullable(ledger.grants.get(each.id())),
                                        ledger::putGrant,
                                        () -> ledger.removeGrant(each.id()))),
                        booked.changes().holds().stream()
                                .map(each -> undo(
                                        Optional.ofNullable(ledger.holds.get(each.id())),
                                        ledger::putHold,
                                        () -> ledger.removeHold(each.id()))),
                        booked.changes().burns().stream()
                                .map(each -> undo(
                                        ledger.burn(each.line()),
                                        ledger::putBurn,
                                        () -> ledger.removeBurn(each.line()))))
                .flatMap(each -> each)
                .toList();
        return () -> {
            ledger.cut(length);
            ledger.balances = balances;
            ledger.wantsTopUp = wanted;
            ledger.plannedAt = planned;
            rows.forEach(Runnable::run);
        };
    }

    private static <T> Runnable undo(Optional<T> before, Consumer<T> put, Runnable remove) {
        return () -> before.ifPresentOrElse(put, remove);
    }

    @Override
    public void setCreditLine(AccountId account, Credits line) {
        change(account, ledger -> {
            Optional<Credits> before = Optional.ofNullable(ledger.creditLines.put(line.unit(), line));
            return () -> before.ifPresentOrElse(
                    earlier -> ledger.creditLines.put(line.unit(), earlier),
                    () -> ledger.creditLines.remove(line.unit()));
        });
    }

    @Override
    public void setTopUp(AccountId account, Optional<TopUp> topUp) {
        change(account, ledger -> {
            Optional<TopUp> before = ledger.topUp;
            ledger.topUp = topUp;
            return () -> ledger.topUp = before;
        });
    }

    @Override
    public void plan(AccountId account, Optional<Instant> at) {
        change(account, ledger -> {
            Optional<Instant> before = ledger.plannedAt;
            ledger.plannedAt = at;
            return () -> ledger.plannedAt = before;
        });
    }

    @Override
    public List<SealedEntry> entriesAfter(AccountId account, long ordinal, int limit) {
        return own(account, ledger -> ledger.entries.stream()
                        .skip(ordinal)
                        .limit(limit)
                        .toList())
                .orElse(List.of());
    }

    @Override
    public List<SealedEntry> entriesBefore(AccountId account, long ordinal, int limit) {
        return own(account, ledger -> ledger.entries.stream()
                        .filter(each -> each.entry().ordinal() < ordinal)
                        .sorted(Comparator.comparingLong(
                                        (SealedEntry each) -> each.entry().ordinal())
                                .reversed())
                        .limit(limit)
                        .toList())
                .orElse(List.of());
    }

    @Override
    public List<CreditSummary.Total> totals(AccountId account, Instant from, Instant to) {
        return own(account, ledger -> ledger.entries.stream()
                        .map(SealedEntry::entry)
                        .filter(entry ->
                                !entry.at().isBefore(from) && entry.at().isBefore(to))
                        .flatMap(entry -> entry.postings().stream()
                                .map(posting -> new CreditSummary.Total(
                                        entry.kind(),
                                        entry.kind().isSpending() ? entry.about() : "",
                                        posting.account(),
                                        posting.amount())))
                        .toList())
                .orElse(List.of());
    }

    @Override
    public List<Grant> grantsBefore(AccountId account, long ordinal, int limit) {
        return own(account, ledger -> ledger.grants.values().stream()
                        .filter(grant -> grant.ordinal() < ordinal)
                        .sorted(Comparator.comparingLong(Grant::ordinal).reversed())
                        .limit(limit)
                        .toList())
                .orElse(List.of());
    }

    @Override
    public List<Hold> openHolds(AccountId account, int limit) {
        return own(account, ledger -> ledger.openHolds.stream()
                        .sorted(Comparator.comparing(Hold::placedAt).thenComparing(Hold::id))
                        .limit(limit)
                        .toList())
                .orElse(List.of());
    }

    @Override
    public Optional<LedgerHead> head(AccountId account) {
        return own(account, InMemoryLedger::head);
    }

    @Override
    public List<LedgerHead> heads(Optional<AccountId> after, int limit) {
        return transactions.step(() -> ledgers.values().stream()
                .filter(ledger -> after.filter(id -> AccountId.BY_CODE_POINTS.compare(ledger.account, id) <= 0)
                        .isEmpty())
                .limit(limit)
                .map(InMemoryLedger::head)
                .toList());
    }

    @Override
    public List<AccountId> dueBy(Instant instant, int limit) {
        record Due(AccountId account, Instant at) {}
        return transactions.step(() -> ledgers.values().stream()
                .flatMap(ledger -> ledger.nextDue().map(at -> new Due(ledger.account, at)).stream())
                .filter(due -> clocks.isDue(due.account(), Optional.of(due.at()), instant))
                .sorted(Comparator.comparing(Due::at).thenComparing(Due::account, AccountId.BY_CODE_POINTS))
                .limit(limit)
                .map(Due::account)
                .toList());
    }

    @Override
    public Optional<Instant> nextDue(AccountId account) {
        return own(account, InMemoryLedger::nextDue).flatMap(each -> each);
    }

    @Override
    public List<AccountId> wantingTopUp(int limit) {
        return transactions.step(() -> ledgers.values().stream()
                .filter(ledger -> ledger.wantsTopUp)
                .map(ledger -> ledger.account)
                .limit(limit)
                .toList());
    }

    @Override
    public boolean takeTopUp(AccountId account) {
        return own(account, ledger -> {
                    boolean wanted = ledger.wantsTopUp;
                    ledger.wantsTopUp = false;
                    transactions.onRollback(() -> ledger.wantsTopUp = wanted);
                    return wanted;
                })
                .orElse(false);
    }
}
