package dev.countinghouse.billing.ports.driven;

import static dev.countinghouse.billing.ports.driven.Samples.ACME;
import static dev.countinghouse.billing.ports.driven.Samples.GLOBEX;
import static dev.countinghouse.billing.ports.driven.Samples.START;
import static dev.countinghouse.billing.ports.driven.Teller.gift;
import static dev.countinghouse.billing.ports.driven.Teller.hold;
import static dev.countinghouse.billing.ports.driven.Teller.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.BookChanges;
import dev.countinghouse.billing.domain.credit.BookState;
import dev.countinghouse.billing.domain.credit.Burn;
import dev.countinghouse.billing.domain.credit.CreditBook;
import dev.countinghouse.billing.domain.credit.Grant;
import dev.countinghouse.billing.domain.credit.Hold;
import dev.countinghouse.billing.domain.credit.HoldId;
import dev.countinghouse.billing.domain.ledger.CommandKey;
import dev.countinghouse.billing.domain.ledger.GrantId;
import dev.countinghouse.billing.domain.ledger.LedgerHead;
import dev.countinghouse.billing.domain.ledger.SealedEntry;
import dev.countinghouse.billing.domain.plan.SpendPurpose;
import dev.countinghouse.billing.ports.driven.Journal.Booked;
import dev.countinghouse.billing.ports.driven.Journal.Needs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Locking, reading and saving; pages and what is due have contracts of their own. */
public abstract class JournalContract extends StorageContract {

    private static final Instant LATER = START.plusSeconds(3_600).plusNanos(1_000);
    private static final Duration HOUR = Duration.ofHours(1);

    private Teller teller;

    @BeforeEach
    void openALedger() {
        teller = new Teller(storage);
        teller.open(ACME);
    }

    @Test
    void anAccountHasALedgerOnceItIsOpenedAndOpeningItAgainChangesNothing() {
        assertThat(read(Needs.of(ACME, START))).contains(BookState.empty(ACME));
        assertThat(read(Needs.of(GLOBEX, START))).isEmpty();

        teller.serve(ACME, START, book -> book.granting().grant(gift("one", usd("1"))));
        Optional<BookState> before = read(Needs.of(ACME, START));
        teller.open(ACME);
        assertThat(read(Needs.of(ACME, START))).isEqualTo(before);
        undone(Scope.of(GLOBEX), () -> storage.journal().open(GLOBEX));
        assertThat(read(Needs.of(GLOBEX, START))).isEmpty();
    }

    @Test
    void ledgersAreLockedInWhateverOrderTheyComeAndAbsentOnesLeftOut() {
        AccountId absent = new AccountId("absent");
        teller.open(GLOBEX);
        List<Needs> needs = List.of(Needs.of(GLOBEX, START), Needs.of(absent, START), Needs.of(ACME, START));

        Map<AccountId, BookState> locked = storage.transactions()
                .inTransaction(Scope.of(List.of(ACME, GLOBEX, absent)), () -> storage.journal()
                        .lock(needs));

        assertThat(locked).containsOnlyKeys(ACME, GLOBEX).containsEntry(GLOBEX, BookState.empty(GLOBEX));
        assertThat(in(ACME, () -> storage.journal().lock(List.of()))).isEmpty();
    }

    @Test
    void whatIsSavedComesBackAsItWas() {
        AtomicReference<BookChanges> changes = new AtomicReference<>();
        teller.serve(ACME, LATER, book -> {
            FullLedger.write(book);
            changes.set(book.changes());
        });
        BookChanges kept = changes.get();
        Set<CommandKey> commands = Set.of(FullLedger.SALE, new CommandKey("correct"), new CommandKey("unknown"));
        Needs all = new Needs(ACME, START, FullLedger.HOLDS, FullLedger.GRANTS, commands, Set.of(START));
        BookState state = read(all).orElseThrow();

        assertThat(state.grants()).isEqualTo(kept.grants()).hasSameSizeAs(FullLedger.GRANTS);
        assertThat(state.holds()).containsExactlyInAnyOrderElementsOf(kept.holds());
        assertThat(state.burns()).hasSize(2).containsExactlyInAnyOrderElementsOf(kept.burns());
        assertThat(state.balances()).isEqualTo(kept.balances());
        assertThat(state.lastAt()).contains(LATER);
        assertThat(state.plannedAt()).contains(LATER.plusSeconds(5));
        assertThat(state.done()).containsOnlyKeys(FullLedger.SALE, new CommandKey("correct"));
        assertThat(kept.entries()).containsAll(state.done().values());
        List<SealedEntry> entries = in(ACME, () -> storage.journal().entriesAfter(ACME, 0, 99));
        assertThat(entries).extracting(SealedEntry::entry).isEqualTo(kept.entries());
        SealedEntry last = entries.get(entries.size() - 1);
        assertThat(state.head()).isEqualTo(new LedgerHead(ACME, entries.size(), last.seal()));
        assertThat(teller.defect(ACME)).isEmpty();
        assertThat(in(ACME, () -> storage.journal().lock(List.of(all)))).isEqualTo(Map.of(ACME, state));
    }

    @Test
    void whatIsNotNeededIsNotRead() {
        teller.serve(ACME, LATER, FullLedger::write);
        teller.open(GLOBEX);
        teller.serve(GLOBEX, START, book -> book.granting().grant(gift("open", usd("1"))));

        BookState state = read(Needs.of(ACME, LATER)).orElseThrow();
        assertThat(state.grants())
                .allMatch(Grant::isOpen)
                .extracting(grant -> grant.id().value())
                .contains("most");
        assertThat(state.holds()).isEmpty();
        assertThat(state.burns()).isEmpty();
        assertThat(state.done()).isEmpty();
        BookState another = read(new Needs(
                        GLOBEX, LATER, FullLedger.HOLDS, FullLedger.GRANTS, Set.of(FullLedger.SALE), Set.of(START)))
                .orElseThrow();
        assertThat(another.grants()).hasSize(1);
        assertThat(another.holds()).isEmpty();
        assertThat(another.burns()).isEmpty();
        assertThat(another.done()).isEmpty();
        assertThat(read(new Needs(ACME, LATER, Set.of(), Set.of(), Set.of(), Set.of(LATER)))
                        .orElseThrow()
                        .burns())
                .isEmpty();
    }

    @Test
    void openHoldsAreReadOnceTheirTimeIsOver() {
        teller.serve(ACME, START, book -> {
            book.granting().grant(gift("one", usd("9")));
            book.holding().hold(hold("short", usd("1"), HOUR));
            book.holding().hold(hold("long", usd("1"), HOUR.plusSeconds(1)));
            book.holding().hold(hold("ended", usd("1"), HOUR));
            book.holding().release(new HoldId("ended"));
        });

        assertThat(holds(START.plusSeconds(3_599))).isEmpty();
        assertThat(holds(START.plusSeconds(3_600))).containsExactly("short");
        assertThat(holds(START.plusSeconds(3_601))).containsExactlyInAnyOrder("short", "long");
        teller.serve(ACME, START.plusSeconds(3_600), book -> {});
        assertThat(holds(START.plusSeconds(3_601))).containsExactly("long");
        assertThat(storedHold("short").state()).isEqualTo(Hold.State.EXPIRED);
    }

    @Test
    void holdsAndBurnsComeWithTheGrantsTheyTookFromSpentOrNot() {
        teller.serve(ACME, START, book -> {
            book.granting().grant(gift("held", usd("1")));
            book.holding().hold(hold("done", usd("1"), HOUR));
            book.holding().capture(new HoldId("done"), usd("1"));
            book.granting().grant(gift("burnt", usd("2")));
            book.burning().burnTo(FullLedger.line("tokens", START), usd("2"), SpendPurpose.GENERAL);
            book.granting().grant(gift("named", usd("3")));
            book.granting().withdraw(new GrantId("named"));
            book.granting().grant(gift("open", usd("4")));
        });

        assertThat(grants(Teller.needs(ACME, START))).containsExactly("open");
        assertThat(grants(Teller.needs(ACME, START, new HoldId("done")))).containsExactly("held", "open");
        assertThat(grants(Teller.needs(ACME, START, Set.of(), Set.of(), Set.of(START))))
                .containsExactly("burnt", "open");
        assertThat(grants(Teller.needs(ACME, START, Set.of(new GrantId("named")), Set.of(), Set.of())))
                .containsExactly("named", "open");
    }

    @Test
    void laterCommandsGoOnFromWhatIsStored() {
        teller.serve(ACME, START, book -> book.granting().grant(gift("one", usd("1"))));
        teller.serve(ACME, START, book -> book.holding().hold(hold("a", usd("0.75"), HOUR)));
        teller.serve(Teller.needs(ACME, LATER, new HoldId("a")), book -> book.holding()
                .capture(new HoldId("a"), usd("2")));
        Needs burns = Teller.needs(ACME, LATER, Set.of(), Set.of(), Set.of(START));
        teller.serve(burns, book -> book.burning().burnTo(FullLedger.line("a", START), usd("3"), SpendPurpose.GENERAL));
        teller.serve(ACME, LATER, book -> book.granting().grant(gift("two", usd("9"))));
        teller.serve(burns, book -> book.burning().burnTo(FullLedger.line("a", START), usd("1"), SpendPurpose.GENERAL));

        CreditBook book = new CreditBook(read(burns).orElseThrow()).advanceTo(LATER);
        assertThat(book.available(Teller.USD, SpendPurpose.GENERAL)).isEqualTo(usd("7"));
        assertThat(book.changes().isEmpty()).isTrue();
        assertThat(read(burns).orElseThrow().burns())
                .extracting(Burn::line)
                .containsExactly(FullLedger.line("a", START));
        assertThat(storedHold("a").captured()).isEqualTo(usd("2"));
        assertThat(teller.defect(ACME)).isEmpty();
    }

    @Test
    void whatIsUndoneLeavesNothing() {
        Needs all = new Needs(
                ACME,
                LATER.plusSeconds(9),
                FullLedger.HOLDS,
                FullLedger.GRANTS,
                Set.of(FullLedger.SALE),
                Set.of(START));
        undone(Scope.of(ACME), () -> teller.within(List.of(Needs.of(ACME, LATER)), FullLedger::write));
        assertThat(read(all)).contains(BookState.empty(ACME));

        teller.serve(ACME, LATER, FullLedger::write);
        Optional<BookState> before = read(all);
        undone(
                Scope.of(ACME),
                () -> teller.within(List.of(all), book -> {
                    book.holding().capture(new HoldId("nothing"), usd("7"));
                    book.burning().burnTo(FullLedger.line("given back", LATER), usd("5"), SpendPurpose.GENERAL);
                    book.burning().burnTo(FullLedger.line("new", LATER), usd("5"), SpendPurpose.GENERAL);
                    book.granting().grant(gift("new", usd("1")));
                    book.planNext(Optional.empty());
                }));
        assertThat(read(all)).isEqualTo(before);
        assertThat(teller.defect(ACME)).isEmpty();
    }

    @Test
    void anEntryThatDoesNotFollowIsStale() {
        BookState empty = read(Needs.of(ACME, START)).orElseThrow();
        Booked first = Teller.booked(empty, granted(empty, "first"));
        Booked another = Teller.booked(empty, granted(empty, "another"));
        BookState longer =
                Teller.endingAt(new LedgerHead(ACME, 2, first.entries().get(0).seal()), START);
        Booked third = Teller.booked(longer, granted(longer, "third"));
        run(ACME, () -> storage.journal().save(List.of(first)));
        BookState before = read(Needs.of(ACME, START)).orElseThrow();

        for (Booked stale : List.of(another, third)) {
            assertThatThrownBy(() -> run(ACME, () -> storage.journal().save(List.of(stale))))
                    .isInstanceOf(StaleVersionException.class);
        }
        assertThatThrownBy(() -> run(GLOBEX, () -> storage.journal()
                        .save(List.of(Teller.booked(BookState.empty(GLOBEX), granted(BookState.empty(GLOBEX), "a"))))))
                .isInstanceOf(StaleVersionException.class);
        assertThat(read(Needs.of(ACME, START))).contains(before);
    }

    @Test
    void ledgersOfOthersAreOutOfReach() {
        teller.open(GLOBEX);
        Journal journal = storage.journal();
        BookState theirs = BookState.empty(GLOBEX);
        List<Runnable> attempts = List.of(
                () -> journal.open(GLOBEX),
                () -> journal.lock(List.of(Needs.of(ACME, START), Needs.of(GLOBEX, START))),
                () -> journal.read(Needs.of(GLOBEX, START)),
                () -> journal.save(List.of(Teller.booked(theirs, granted(theirs, "mine")))),
                () -> journal.setCreditLine(GLOBEX, usd("1")),
                () -> journal.setTopUp(GLOBEX, Optional.empty()),
                () -> journal.plan(GLOBEX, Optional.of(START)),
                () -> journal.entriesAfter(GLOBEX, 0, 1),
                () -> journal.entriesBefore(GLOBEX, 9, 1),
                () -> journal.grantsBefore(GLOBEX, 9, 1),
                () -> journal.openHolds(GLOBEX, 1),
                () -> journal.head(GLOBEX),
                () -> journal.nextDue(GLOBEX),
                () -> journal.takeTopUp(GLOBEX));

        for (Runnable attempt : attempts) {
            assertThatIllegalStateException().isThrownBy(() -> run(ACME, attempt));
        }
        assertThat(read(Needs.of(GLOBEX, START))).contains(theirs);
    }

    private static CreditBook granted(BookState state, String id) {
        CreditBook book = new CreditBook(state).advanceTo(START);
        book.granting().grant(gift(id, usd("1")));
        return book;
    }

    private Optional<BookState> read(Needs needs) {
        return in(needs.account(), () -> storage.journal().read(needs));
    }

    private List<String> holds(Instant dueBy) {
        return read(Needs.of(ACME, dueBy)).orElseThrow().holds().stream()
                .map(hold -> hold.id().value())
                .toList();
    }

    private Hold storedHold(String id) {
        return read(Teller.needs(ACME, START, new HoldId(id)))
                .orElseThrow()
                .holds()
                .get(0);
    }

    private List<String> grants(Needs needs) {
        return read(needs).orElseThrow().grants().stream()
                .map(grant -> grant.id().value())
                .toList();
    }
}
