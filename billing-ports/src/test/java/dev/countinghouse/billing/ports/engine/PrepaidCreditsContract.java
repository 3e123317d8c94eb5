package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.toPlan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.GrantOrder;
import dev.countinghouse.billing.domain.credit.GrantOutcome;
import dev.countinghouse.billing.domain.credit.HoldId;
import dev.countinghouse.billing.domain.credit.HoldOrder;
import dev.countinghouse.billing.domain.credit.HoldOutcome;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.GrantId;
import dev.countinghouse.billing.domain.ledger.LedgerAccount;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.plan.GrantScope;
import dev.countinghouse.billing.domain.plan.SpendPurpose;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import dev.countinghouse.billing.ports.driving.CorrectUsage;
import dev.countinghouse.billing.ports.driving.HoldCredits.Step;
import dev.countinghouse.billing.ports.driving.RecordUsage.Submission;
import dev.countinghouse.billing.ports.driving.UnknownException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Credits of an account from outside: what plans give, what usage burns, what holds reserve. */
public abstract class PrepaidCreditsContract extends CreditCase {

    @Test
    void aFreeUserIsWelcomedOnceWithFiveDollars() {
        bench.open(ACME).subscribe(ACME, "free");
        assertThat(available()).isEqualTo("5");

        bench.on("2026-03-02T00:00:00Z").change(toPlan("pro", When.NOW));
        bench.on("2026-03-03T00:00:00Z").change(toPlan("free", When.NOW));
        assertThat(available()).isEqualTo("5");
        assertThat(bench.engine.readCredits().grants(ACME, OptionalLong.empty(), 10))
                .extracting(grant -> grant.id().value())
                .containsExactly("plan/free/welcome");
    }

    @Test
    void anAccountWithoutCreditsHasNone() {
        bench.open(ACME);

        assertThat(bench.engine.readCredits().balances(ACME)).isEmpty();
        assertThat(bench.engine.readCredits().history(ACME, OptionalLong.empty(), 10))
                .isEmpty();
        assertThatThrownBy(() -> bench.engine.readCredits().balances(new AccountId("nobody")))
                .isInstanceOf(UnknownException.class);
        assertThatThrownBy(() -> bench.engine.holdCredits().run(place(new AccountId("nobody"), "h", "1")))
                .isInstanceOf(UnknownException.class);
    }

    @Test
    void sessionsBurnTheSameHoweverTheyAreCut() {
        bench.open(ACME).subscribe(ACME, "free");
        session(7);
        session(90);
        session(90);
        String cut = available();

        AccountId other = new AccountId("other");
        bench.open(other).subscribe(other, "free");
        bench.use(other, "session.runtime", Map.of("seconds", 187, "size", "medium"));

        // 5 − 187 × 0.075 / 3,600, burnt to twelve decimals: 0.003895833333…
        assertThat(cut).isEqualTo("4.996104166667");
        assertThat(available(other)).isEqualTo(cut);
    }

    @Test
    void aCorrectionGivesBackWhatItTakesOff() {
        bench.open(ACME).subscribe(ACME, "free");
        Submission wrong = bench.submission(
                ACME, "session.runtime", bench.clock.instant(), Map.of("seconds", 3_600, "size", "gpu"));
        session(90);
        String before = available();
        bench.record(List.of(wrong));
        assertThat(available()).isEqualTo("4.748125");

        bench.engine
                .correctUsage()
                .correct(new CorrectUsage.Order(
                        ACME, List.of(new CorrectUsage.Step.Void(wrong.key())), "ops", "never ran"));
        assertThat(available()).isEqualTo(before).isEqualTo("4.998125");
        verify();
    }

    @Test
    void storageBurnsWithTimeAndComesToTheMonthsAverage() {
        bench.open(ACME).subscribe(ACME, "free");
        bench.use(ACME, "storage.level", Map.of("gb", 100, "resource", "a", "kind", "gcs_bucket"));
        bench.on("2026-03-16T12:00:00Z");
        assertThat(available()).as("half of March at 2.00 a month").isEqualTo("4");
        assertThat(bench.engine.settleCredits().due(10)).containsExactly(ACME);

        bench.on("2026-04-01T00:00:00Z").close(ACME);
        bench.engine.settleCredits().settle(ACME);
        assertThat(available()).isEqualTo("3");
        assertThat(bench.engine.settleCredits().due(10)).isEmpty();
        verify();
    }

    @Test
    void usageBeyondAllCreditsIsOwedAndRepaidByTheNext() {
        bench.open(ACME).subscribe(ACME, "free");
        bench.use(ACME, "session.runtime", Map.of("seconds", 36_000, "size", "gpu"));
        bench.use(ACME, "session.runtime", Map.of("seconds", 72_000, "size", "gpu"));
        assertThat(available()).isEqualTo("-2.5");
        assertThat(hold("h1", "0.01")).isInstanceOf(HoldOutcome.Insufficient.class);

        grant("gift", "10");
        assertThat(available()).isEqualTo("7.5");
        assertThat(balance(ACME).overdrawn().isZero()).isTrue();
        verify();
    }

    @Test
    void holdsReserveAndWhatIsCapturedIsGone() {
        bench.open(ACME);
        grant("gift", "10");
        assertThat(hold("h1", "6")).isInstanceOf(HoldOutcome.Done.class);
        assertThat(hold("h2", "5")).isInstanceOfSatisfying(HoldOutcome.Insufficient.class, short_ -> assertThat(
                        short_.available().toDecimal())
                .isEqualTo("4"));
        assertThat(hold("h1", "6")).as("a retry").isInstanceOf(HoldOutcome.Done.class);
        assertThat(hold("h1", "5")).isInstanceOf(HoldOutcome.Conflict.class);

        run(new Step.Capture(ACME, new HoldId("h1"), credits("2.5")));
        assertThat(available()).isEqualTo("7.5");
        run(new Step.Capture(ACME, new HoldId("h1"), credits("2.5")));
        assertThat(available()).isEqualTo("7.5");
        assertThat(run(new Step.Release(ACME, new HoldId("h1")))).isInstanceOf(HoldOutcome.Conflict.class);
        assertThat(run(new Step.Release(ACME, new HoldId("none")))).isInstanceOf(HoldOutcome.Unknown.class);
        verify();
    }

    @Test
    void timesFinerThanAMicrosecondAreCutSoThatARetryIsRecognised() {
        bench.open(ACME);
        Instant fine = bench.clock.instant().plusSeconds(3_600).plusNanos(1_999);
        GrantOrder order = new GrantOrder(
                new GrantId("fine"),
                LedgerAccount.PROMOTIONAL,
                credits("5"),
                50,
                Optional.of(fine.minusSeconds(7_200)),
                Optional.of(fine),
                GrantScope.ANYTHING,
                Optional.empty(),
                "");
        HoldOrder hold = new HoldOrder(
                new HoldId("fine"),
                credits("1"),
                SpendPurpose.GENERAL,
                Duration.ofMinutes(1).plusNanos(1_999));
        for (int call = 1; call <= 2; call++) {
            assertThat(bench.engine.grantCredits().grant(ACME, order)).isInstanceOf(GrantOutcome.Done.class);
            assertThat(run(new Step.Place(ACME, hold))).isInstanceOf(HoldOutcome.Done.class);
        }

        assertThat(bench.engine
                        .readCredits()
                        .grant(ACME, order.id())
                        .orElseThrow()
                        .order()
                        .expiresAt())
                .contains(fine.minusNanos(999));
        assertThat(bench.engine
                        .readCredits()
                        .hold(ACME, hold.id())
                        .orElseThrow()
                        .order()
                        .lasts())
                .isEqualTo(Duration.ofMinutes(1).plusNanos(1_000));
    }

    @Test
    void aHoldOfAnotherUnitIsRefusedByItselfAndHoldsBackNobody() {
        bench.open(ACME);
        grant("gift", "10");
        hold("h1", "6");
        Credits minutes = Credits.parse("1", new CreditUnit("minutes"));

        assertThat(bench.engine
                        .holdCredits()
                        .run(List.of(
                                new Step.Extend(ACME, new HoldId("h1"), minutes, bench.clock.instant()),
                                new Step.Capture(ACME, new HoldId("h1"), minutes),
                                new Step.Capture(ACME, new HoldId("h1"), credits("2")))))
                .extracting(Object::getClass)
                .asList()
                .containsExactly(HoldOutcome.Conflict.class, HoldOutcome.Conflict.class, HoldOutcome.Done.class);
    }

    @Test
    void theCurrentPeriodIsTheSubscriptionsOrTheCalendarMonth() {
        bench.open(ACME).on("2026-03-10T00:00:00Z");
        assertThat(bench.engine.readCredits().currentPeriod(ACME).start()).isEqualTo("2026-03-01T00:00:00Z");
        bench.subscribe(ACME, "free");
        bench.on("2026-03-20T00:00:00Z");
        assertThat(bench.engine.readCredits().currentPeriod(ACME).end()).isEqualTo("2026-04-10T00:00:00Z");
    }

    @Test
    void aHoldThatNobodyEndsGoesBackByItself() {
        bench.open(ACME);
        grant("gift", "10");
        hold("h1", "6");
        bench.clock.advance(Duration.ofMinutes(10));

        assertThat(available()).isEqualTo("10");
        assertThat(bench.engine.settleCredits().due(10)).containsExactly(ACME);
        bench.engine.settleCredits().settle(ACME);
        assertThat(bench.engine.settleCredits().due(10)).isEmpty();
        assertThat(bench.engine.readCredits().openHolds(ACME, 10)).isEmpty();
    }

    @Test
    void creditsForAPurposePayForNothingElse() {
        bench.open(ACME);
        GrantScope sessions = new GrantScope(new TreeSet<>(List.of(new MeterKey("session_seconds"))), new TreeSet<>());
        bench.engine
                .grantCredits()
                .grant(
                        ACME,
                        new GrantOrder(
                                new GrantId("sessions"),
                                LedgerAccount.PROMOTIONAL,
                                credits("3"),
                                50,
                                Optional.empty(),
                                Optional.empty(),
                                sessions,
                                Optional.empty(),
                                ""));

        assertThat(hold("h1", "1")).isInstanceOf(HoldOutcome.Insufficient.class);
        bench.subscribe(ACME, "pro");
        bench.use(ACME, "session.runtime", Map.of("seconds", 3_600, "size", "gpu"));
        assertThat(balance(ACME).restricted().toDecimal()).isEqualTo("2.875");
        assertThat(available()).isEqualTo("0");
    }

    @Test
    void ofManyAtOnceExactlyAsManyAreAdmittedAsThereAreCreditsFor() throws Exception {
        bench.open(ACME);
        grant("gift", "100");
        ExecutorService threads = Executors.newFixedThreadPool(64);
        try {
            List<Callable<Long>> callers = new ArrayList<>();
            for (int caller = 0; caller < 64; caller++) {
                int mine = caller;
                callers.add(() -> admitted(mine));
            }
            long admitted = 0;
            for (Future<Long> each : threads.invokeAll(callers)) {
                admitted += each.get();
            }
            assertThat(admitted).isEqualTo(100);
        } finally {
            threads.shutdownNow();
        }
        assertThat(available()).isEqualTo("0");
        verify();
    }

    private long admitted(int caller) {
        long admitted = 0;
        for (int i = 0; i < 5; i++) {
            admitted += hold("h" + caller + "-" + i, "1") instanceof HoldOutcome.Done ? 1 : 0;
        }
        return admitted;
    }
}
