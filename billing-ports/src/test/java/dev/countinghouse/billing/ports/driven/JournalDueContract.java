package dev.countinghouse.billing.ports.driven;

import static dev.countinghouse.billing.ports.driven.Samples.ACME;
import static dev.countinghouse.billing.ports.driven.Samples.GLOBEX;
import static dev.countinghouse.billing.ports.driven.Samples.START;
import static dev.countinghouse.billing.ports.driven.Teller.gift;
import static dev.countinghouse.billing.ports.driven.Teller.hold;
import static dev.countinghouse.billing.ports.driven.Teller.usd;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.CreditBook;
import dev.countinghouse.billing.domain.credit.GrantOrder;
import dev.countinghouse.billing.domain.credit.HoldId;
import dev.countinghouse.billing.domain.ledger.GrantId;
import dev.countinghouse.billing.domain.ledger.LedgerAccount;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.plan.GrantScope;
import dev.countinghouse.billing.domain.plan.SpendPurpose;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose credits change by time, and when next. */
public abstract class JournalDueContract extends StorageContract {

    private Teller teller;

    @BeforeEach
    void openALedger() {
        teller = new Teller(storage);
        teller.open(ACME);
    }

    @Test
    void nothingIsDueOfAnEmptyLedgerNorOfCreditsForEver() {
        assertThat(nextDue(ACME)).isEmpty();
        assertThat(nextDue(GLOBEX)).isEmpty();
        serve(0, book -> book.granting().grant(gift("for ever", usd("9"))));
        assertThat(nextDue(ACME)).isEmpty();
        assertThat(due(at(999_999))).isEmpty();
    }

    @Test
    void anOpenHoldIsDueWhenItEnds() {
        serve(0, book -> {
            book.granting().grant(gift("one", usd("9")));
            book.holding().hold(hold("long", usd("1"), Duration.ofSeconds(70)));
            book.holding().hold(hold("short", usd("1"), Duration.ofSeconds(60)));
        });
        assertThat(nextDue(ACME)).contains(at(60));
        assertThat(due(at(59))).isEmpty();
        assertThat(due(at(60))).containsExactly(ACME);

        teller.serve(Teller.needs(ACME, at(1), new HoldId("short")), book -> book.holding()
                .release(new HoldId("short")));
        assertThat(nextDue(ACME)).contains(at(70));
        teller.serve(Teller.needs(ACME, at(1), new HoldId("long")), book -> book.holding()
                .extend(new HoldId("long"), usd("1"), at(80)));
        assertThat(nextDue(ACME)).contains(at(80));
        serve(80, book -> {});
        assertThat(nextDue(ACME)).isEmpty();
    }

    @Test
    void aGrantIsDueWhenItExpiresUnlessItIsClosedBefore() {
        serve(0, book -> {
            book.granting().grant(gift("late", usd("1"), Optional.empty(), Optional.of(at(90))));
            book.granting().grant(gift("early", usd("1"), Optional.empty(), Optional.of(at(80))));
            book.granting().grant(gift("withdrawn", usd("1"), Optional.empty(), Optional.of(at(70))));
        });
        assertThat(nextDue(ACME)).contains(at(70));
        serve(0, book -> book.granting().withdraw(new GrantId("withdrawn")));
        assertThat(nextDue(ACME)).contains(at(80));
        serve(85, book -> {});
        assertThat(nextDue(ACME)).contains(at(90));
        serve(90, book -> {});
        assertThat(nextDue(ACME)).isEmpty();
        assertThat(teller.defect(ACME)).isEmpty();
    }

    @Test
    void aGrantThatIsSpentIsNotDueUnlessSomeOfItIsHeld() {
        serve(0, book -> {
            book.granting().grant(gift("spent", usd("1"), Optional.empty(), Optional.of(at(70))));
            book.burning().burnTo(FullLedger.line("tokens", START), usd("1"), SpendPurpose.GENERAL);
        });
        assertThat(nextDue(ACME)).isEmpty();

        serve(0, book -> {
            book.granting().grant(gift("held", usd("1"), Optional.empty(), Optional.of(at(70))));
            book.holding().hold(hold("a", usd("1"), Duration.ofSeconds(90)));
        });
        assertThat(nextDue(ACME)).contains(at(70));
        serve(70, book -> {});
        assertThat(nextDue(ACME)).contains(at(90));
    }

    @Test
    void aGrantIsDueWhenItBeginsOnlyIfItWillRepay() {
        serve(0, book -> {
            book.granting().grant(gift("later", usd("1"), Optional.of(at(50)), Optional.empty()));
            book.granting().grant(limited("limited", at(40)));
        });
        assertThat(nextDue(ACME)).isEmpty();

        serve(1, book -> book.burning().burnTo(FullLedger.line("tokens", START), usd("3"), SpendPurpose.GENERAL));
        assertThat(nextDue(ACME)).contains(at(50));
        serve(50, book -> {});
        assertThat(nextDue(ACME)).isEmpty();
        assertThat(teller.defect(ACME)).isEmpty();
    }

    private static GrantOrder limited(String id, Instant effectiveAt) {
        return new GrantOrder(
                new GrantId(id),
                LedgerAccount.PROMOTIONAL,
                usd("1"),
                0,
                Optional.of(effectiveAt),
                Optional.empty(),
                new GrantScope(new TreeSet<>(List.of(new MeterKey("gpu"))), new TreeSet<>()),
                Optional.empty(),
                "");
    }

    @Test
    void whatPlansGiveIsDueWhenTheySay() {
        run(ACME, () -> storage.journal().plan(ACME, Optional.of(at(60))));
        assertThat(nextDue(ACME)).contains(at(60));
        serve(1, book -> book.granting().grant(gift("one", usd("1"), Optional.empty(), Optional.of(at(50)))));
        assertThat(nextDue(ACME)).contains(at(50));

        undone(Scope.of(ACME), () -> storage.journal().plan(ACME, Optional.of(at(10))));
        run(ACME, () -> storage.journal().plan(ACME, Optional.of(at(40))));
        assertThat(nextDue(ACME)).contains(at(40));
        serve(2, book -> book.planNext(Optional.of(at(45))));
        assertThat(nextDue(ACME)).contains(at(45));
        run(ACME, () -> storage.journal().plan(ACME, Optional.empty()));
        assertThat(nextDue(ACME)).contains(at(50));
        run(GLOBEX, () -> storage.journal().plan(GLOBEX, Optional.of(at(40))));
        assertThat(nextDue(GLOBEX)).as("without a ledger").isEmpty();
    }

    @Test
    void theLongestOverdueComesFirst() {
        // in UTF-16 the first half of the emoji is before the private character
        AccountId privately = new AccountId("\uE000");
        AccountId smiling = new AccountId("\uD83D\uDE00");
        plan(smiling, 30);
        plan(privately, 30);
        plan(ACME, 40);
        plan(GLOBEX, 20);

        assertThat(due(at(40))).containsExactly(GLOBEX, privately, smiling, ACME);
        assertThat(due(at(39))).containsExactly(GLOBEX, privately, smiling);
        assertThat(asSystem(() -> storage.journal().dueBy(at(40), 2))).containsExactly(GLOBEX, privately);
    }

    @Test
    void anAccountWithAClockOfItsOwnIsDueByThat() {
        AccountId ahead = new AccountId("ahead");
        AccountId behind = new AccountId("behind");
        plan(ACME, 60);
        plan(ahead, 40);
        plan(behind, 10);
        run(ahead, () -> storage.accountClocks().move(ahead, at(40)));
        run(behind, () -> storage.accountClocks().move(behind, at(0)));

        assertThat(due(at(20))).containsExactly(ahead);
        assertThat(due(at(60))).containsExactly(ahead, ACME);
        assertThat(nextDue(behind)).contains(at(10));
    }

    private void plan(AccountId account, long seconds) {
        teller.open(account);
        run(account, () -> storage.journal().plan(account, Optional.of(at(seconds))));
    }

    private void serve(long seconds, Consumer<CreditBook> commands) {
        teller.serve(ACME, at(seconds), commands);
    }

    private static Instant at(long seconds) {
        return START.plusSeconds(seconds);
    }

    private Optional<Instant> nextDue(AccountId account) {
        return in(account, () -> storage.journal().nextDue(account));
    }

    private List<AccountId> due(Instant at) {
        return asSystem(() -> storage.journal().dueBy(at, 9));
    }
}
