package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.domain.quota.Verdict.Reason.BUDGET_EXHAUSTED;
import static dev.countinghouse.billing.domain.quota.Verdict.Reason.HARD_CAP;
import static dev.countinghouse.billing.domain.quota.Verdict.Reason.INSUFFICIENT_CREDITS;
import static dev.countinghouse.billing.domain.quota.Verdict.Reason.LIMIT_REACHED;
import static dev.countinghouse.billing.domain.quota.Verdict.Reason.RATE_LIMITED;
import static dev.countinghouse.billing.domain.quota.Verdict.Reason.TOO_MANY_AT_ONCE;
import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.credit.GrantOrder;
import dev.countinghouse.billing.domain.gate.Bound;
import dev.countinghouse.billing.domain.gate.BoundKey;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.GrantId;
import dev.countinghouse.billing.domain.ledger.LedgerAccount;
import dev.countinghouse.billing.domain.limit.LimitId;
import dev.countinghouse.billing.domain.limit.LimitMeasure;
import dev.countinghouse.billing.domain.limit.LimitWindow;
import dev.countinghouse.billing.domain.limit.UsageLimit;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.plan.GrantScope;
import dev.countinghouse.billing.domain.plan.Limit;
import dev.countinghouse.billing.ports.driving.AdmitCalls.Outcome;
import dev.countinghouse.billing.ports.driving.SetLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Limits beside what a plan includes: of parts of an account, of rates, of money. */
public abstract class CallLimitsContract extends GateCase {

    private static final CreditUnit DOLLARS = CreditUnit.of(Workbench.USD);

    @Test
    void aCallThatIsMadeAgainIsToldWhatRemainsAfterIt() {
        bench.subscribe(ACME, "free");
        assertThat(remaining(reserve("a", 300))).isEqualTo(Limit.of(700));
        Outcome again = reserve("a", 300);
        assertThat(isRepeated(again)).isTrue();
        assertThat(remaining(again)).isEqualTo(Limit.of(700));

        capture("a", 250);
        reserve("b", 600);
        assertThat(remaining(reserve("a", 300))).as("as it is by now").isEqualTo(Limit.of(150));
    }

    private static Limit remaining(Outcome outcome) {
        return decision(outcome).standings().stream()
                .filter(each -> each.bound().equals(BoundKey.of(new MeterKey("tokens"))))
                .findFirst()
                .orElseThrow()
                .remaining();
    }

    @Test
    void aLimitOfEachUserCountsWhatIsRecordedAndWhatIsOnItsWay() {
        bench.subscribe(ACME, "pro");
        limit("users", tokens(), each("user"), LimitWindow.DAY, 100);
        bench.use(ACME, "llm", Map.of("tokens", 60, "user", "ann"));
        admitted(reserve(of("a", 30, "ann")));
        Outcome over = reserve(of("b", 11, "ann"));
        refused(over, LIMIT_REACHED);
        assertThat(decision(over).retryAt()).contains(Instant.parse("2026-03-11T00:00:00Z"));
        admitted(reserve(of("b", 10, "ann")));

        admitted(reserve(of("c", 100, "ben")));
        admitted(reserve(call("d", 1_000)));
        bench.on("2026-03-11T00:00:00Z");
        admitted(reserve(of("e", 100, "ann")));
    }

    @Test
    void aLimitOfOnePartConcernsNothingElse() {
        bench.subscribe(ACME, "pro");
        limit("alpha", tokens(), only("project", "alpha"), LimitWindow.PERIOD, 50);
        admitted(reserve(call("a", Map.of("tokens", 50, "project", "alpha"))));
        refused(reserve(call("b", Map.of("tokens", 1, "project", "alpha"))), LIMIT_REACHED);
        admitted(reserve(call("c", Map.of("tokens", 500, "project", "beta"))));
    }

    @Test
    void ratesCountWhatIsAdmittedInAMinuteOrAnHour() {
        bench.subscribe(ACME, "pro");
        limit("rpm", new LimitMeasure.Calls(), each("user"), LimitWindow.MINUTE, 2);
        limit("tph", tokens(), Optional.empty(), LimitWindow.HOUR, 1_000);
        bench.on("2026-03-10T12:00:59.999999Z");
        admitted(reserve(of("a", 300, "ann")));
        release("a");
        admitted(reserve(of("b", 300, "ann")));
        admitted(reserve(of("b", 300, "ann")));
        Outcome over = reserve(of("c", 300, "ann"));
        refused(over, RATE_LIMITED);
        assertThat(decision(over).retryAt()).contains(Instant.parse("2026-03-10T12:01:00Z"));

        bench.on("2026-03-10T12:01:00Z");
        admitted(reserve(of("c", 300, "ann")));
        refused(reserve(of("d", 101, "ann")), RATE_LIMITED);
        admitted(reserve(of("d", 100, "ann")));
        bench.on("2026-03-10T13:00:00Z");
        admitted(reserve(of("e", 1_000, "ben")));
    }

    @Test
    void whatIsRefusedCountsForNoRate() {
        bench.subscribe(ACME, "free");
        limit("rpm", new LimitMeasure.Calls(), Optional.empty(), LimitWindow.MINUTE, 2);
        refused(reserve("a", 1_001), HARD_CAP);
        refused(reserve("a", 1_001), HARD_CAP);
        admitted(reserve("a", 1_000));
        Outcome both = reserve("b", 1);
        refused(both, HARD_CAP);
        release("a");
        admitted(reserve("b", 1));
        refused(reserve("c", 1), RATE_LIMITED);
    }

    @Test
    void callsAtTheSameTimeAreLimited() {
        bench.subscribe(ACME, "pro");
        limit("at-once", new LimitMeasure.Concurrency(), each("user"), LimitWindow.PERIOD, 2);
        reserve(of("a", 1, "ann"));
        reserve(of("b", 1, "ann"));
        refused(reserve(of("c", 1, "ann")), TOO_MANY_AT_ONCE);
        admitted(reserve(of("d", 1, "ben")));
        capture("a", Map.of("tokens", 1, "user", "ann"));
        admitted(reserve(of("c", 1, "ann")));
        refused(reserve(of("e", 1, "ann")), TOO_MANY_AT_ONCE);
        bench.clock.advance(Duration.ofMinutes(1));
        admitted(reserve(of("e", 1, "ann")));
    }

    @Test
    void aBudgetThatStopsIsNotPassedByWhatIsOnItsWay() {
        bench.subscribe(ACME, "pro");
        bench.engine.setBudget().set(BudgetSketch.of("month", "10.00").hard().budget());
        // 5,000 are included, then 0.01 each
        admitted(reserve("a", 5_500));
        capture("a", 5_500);
        admitted(reserve("b", 499));
        refused(reserve("c", 2), BUDGET_EXHAUSTED);
        admitted(reserve("c", 1));
        refused(reserve("d", 1), BUDGET_EXHAUSTED);
        release("b");
        admitted(reserve("d", 100));
    }

    /** 0.50 USD each, of 10.00 USD. */
    @Test
    void manyAtOnceDoNotPassABudgetAndItIsToldOfOnce() throws InterruptedException, ExecutionException {
        bench.subscribe(ACME, "pro");
        bench.engine.setBudget().set(BudgetSketch.of("month", "10.00").hard().budget());
        admitted(consume("included", 5_000));
        ExecutorService callers = Executors.newFixedThreadPool(32);
        try {
            List<Future<Outcome>> calls = IntStream.range(0, 64)
                    .mapToObj(i -> callers.submit(() -> consume("c" + i, 50)))
                    .toList();
            int admitted = 0;
            for (Future<Outcome> call : calls) {
                admitted += call.get() instanceof Outcome.Admitted ? 1 : 0;
            }
            assertThat(admitted).isEqualTo(20);
            List<Future<Integer>> looks = IntStream.range(0, 16)
                    .mapToObj(i -> callers.submit(
                            () -> bench.engine.checkAlerts().check(ACME).size()))
                    .toList();
            int told = 0;
            for (Future<Integer> look : looks) {
                told += look.get();
            }
            assertThat(told)
                    .as("80 and 100 per cent of the budget, and of the tokens included 80, 100, 120")
                    .isEqualTo(5);
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void creditsAreHeldAndSpentAtWhatWasUsed() {
        bench.subscribe(ACME, "prepaid");
        grant("5");
        admitted(reserve("a", 300));
        Outcome over = reserve("b", 201);
        refused(over, INSUFFICIENT_CREDITS);
        assertThat(standing(over, Bound.Kind.CREDITS).limit().toString()).contains("2");
        assertThat(available()).isEqualTo("2");

        capture("a", 120);
        assertThat(available()).isEqualTo("3.8");
        admitted(reserve("b", 380));
        assertThat(available()).isEqualTo("0");
        bench.clock.advance(Duration.ofMinutes(1));
        assertThat(available()).isEqualTo("3.8");
        capture("b", 400);
        assertThat(available()).as("told too late, and used all the same").isEqualTo("-0.2");
        refused(reserve("c", 1), INSUFFICIENT_CREDITS);
        assertThat(bench.engine.verifyLedger().verify(ACME, Optional.empty()).defect())
                .isEmpty();
    }

    @Test
    void limitsThatCannotWorkAreRefused() {
        bench.subscribe(ACME, "pro");
        assertThat(set("seats", each("user"), LimitWindow.DAY))
                .isInstanceOfSatisfying(SetLimit.Outcome.Refused.class, refused -> assertThat(refused.field())
                        .isEqualTo("meter"));
        assertThat(set("tokens", each("planet"), LimitWindow.DAY))
                .isInstanceOfSatisfying(SetLimit.Outcome.Refused.class, refused -> {
                    assertThat(refused.field()).isEqualTo("dimension");
                    assertThat(refused.reason()).contains("planet", "user", "project");
                });
        assertThat(set("tokens", each("planet"), LimitWindow.MINUTE)).isInstanceOf(SetLimit.Outcome.Done.class);
        assertThat(bench.engine.setLimit().list(ACME)).hasSize(1);
        bench.engine.setLimit().remove(ACME, new LimitId("some"));
        assertThat(bench.engine.setLimit().list(ACME)).isEmpty();
    }

    // ---------------------------------------------------------------- words

    private static dev.countinghouse.billing.domain.gate.Call of(String id, long tokens, String user) {
        return call(id, Map.of("tokens", tokens, "user", user));
    }

    private SetLimit.Outcome set(String meter, Optional<UsageLimit.Part> part, LimitWindow window) {
        return bench.engine
                .setLimit()
                .set(
                        ACME,
                        new UsageLimit(
                                new LimitId("some"),
                                new LimitMeasure.Quantity(new MeterKey(meter)),
                                part,
                                window,
                                Fraction.ONE));
    }

    private void grant(String amount) {
        grant(bench, amount);
    }

    static void grant(Workbench bench, String amount) {
        bench.engine
                .grantCredits()
                .grant(
                        ACME,
                        new GrantOrder(
                                new GrantId("gift"),
                                LedgerAccount.PROMOTIONAL,
                                Credits.parse(amount, DOLLARS),
                                50,
                                Optional.empty(),
                                Optional.empty(),
                                GrantScope.ANYTHING,
                                Optional.empty(),
                                ""));
    }

    private String available() {
        return bench.engine.readCredits().balances(ACME).stream()
                .filter(balance -> balance.unit().equals(DOLLARS))
                .findFirst()
                .orElseThrow()
                .available()
                .toDecimal();
    }
}
