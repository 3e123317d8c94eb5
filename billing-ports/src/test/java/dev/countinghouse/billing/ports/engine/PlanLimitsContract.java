package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.domain.quota.Verdict.Reason.LIMIT_REACHED;
import static dev.countinghouse.billing.domain.quota.Verdict.Reason.RATE_LIMITED;
import static dev.countinghouse.billing.domain.quota.Verdict.Reason.TOO_MANY_AT_ONCE;
import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.toPlan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.gate.Call;
import dev.countinghouse.billing.domain.gate.Standing;
import dev.countinghouse.billing.domain.limit.LimitId;
import dev.countinghouse.billing.domain.limit.LimitMeasure;
import dev.countinghouse.billing.domain.limit.LimitWindow;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.subscription.Lifecycle;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driving.AdmitCalls.Outcome;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.Step;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import dev.countinghouse.billing.ports.driving.StartSubscription;
import dev.countinghouse.billing.ports.driving.UnknownException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Limits that plans come with: what applies, and that counting goes on when the plan changes. */
public abstract class PlanLimitsContract extends GateCase {

    static final SubscriptionId EXTRA = new SubscriptionId("acme-extra");
    private static final String PLANS =
            """
              small:
                every: month
                allowances: {tokens: {included: 100000, cap: none}}
                charges: {base: {fee: 0.00}, tokens: {meter: tokens, per_unit: 0.01}}
                limits:
                  requests: {measure: calls, window: minute, most: 2}
                  at-once: {measure: concurrency, most: 3}
                  per-user: {meter: tokens, dimension: user, window: day, most: 100}
                phases:
                  - key: trial
                    trial: true
                    for: 7 days
                    limits:
                      requests: {measure: calls, window: minute, most: 1}
                      per-user: {meter: tokens, dimension: user, window: day, most: 120}
              large:
                every: month
                allowances: {tokens: {included: 100000, cap: none}}
                charges: {base: {fee: 0.00}, tokens: {meter: tokens, per_unit: 0.01}}
                limits:
                  requests: {measure: calls, window: minute, most: 4}
                  at-once: {measure: concurrency, most: 5}
                  per-user: {meter: tokens, dimension: user, window: day, most: 200}
              boost:
                role: add_on
                every: month
                charges: {base: {fee: 1.00}}
                limits:
                  requests: {measure: calls, window: minute, most: 3}
                  per-user: {meter: tokens, dimension: user, window: day, most: 50}
                  hourly: {meter: tokens, window: hour, most: 1000}
            """;

    @BeforeEach
    void publish() {
        bench.engine
                .publishCatalogue()
                .publish(Workbench.catalogue(TEXT.replace("credits: {}", PLANS + "credits: {}")));
    }

    @Test
    void aPlansLimitsHoldForEveryAccountOnItAndAreNamed() {
        subscribe("small");
        admitted(reserve(of("a", 60, "ann")));
        Outcome over = reserve(of("b", 41, "ann"));
        refused(over, LIMIT_REACHED);
        assertThat(refusing(over)).containsExactly("limit/per-user/ann");
        admitted(reserve(of("b", 100, "ben")));
        Outcome third = reserve(of("c", 1, "cal"));
        refused(third, RATE_LIMITED);
        assertThat(refusing(third)).containsExactly("limit/requests");
    }

    @Test
    void anUpgradeCountsOnInTheMinuteAndTheDay() {
        subscribe("small");
        consumed("a", 60, "ann");
        consumed("b", 40, "ann");
        refused(reserve(of("c", 1, "cal")), RATE_LIMITED);

        bench.change(toPlan("large", When.NOW));
        Outcome over = reserve(of("c", 101, "ann"));
        refused(over, LIMIT_REACHED);
        admitted(reserve(of("d", 100, "ann")));
        admitted(reserve(of("e", 1, "cal")));
        refused(reserve(of("f", 1, "cal")), RATE_LIMITED);
        bench.on("2026-03-10T12:01:00Z");
        admitted(reserve(of("f", 1, "cal")));
    }

    @Test
    void aDowngradeCountsOnAndRefusesWhatIsTooMuchBy() {
        subscribe("large");
        consumed("a", 150, "ann");
        consumed("b", 1, "ben");
        consumed("c", 1, "cal");
        consumed("d", 1, "dan");
        bench.change(toPlan("small", When.NOW));
        refused(reserve(of("e", 1, "eve")), RATE_LIMITED);
        bench.on("2026-03-10T12:01:00Z");
        refused(reserve(of("e", 1, "ann")), LIMIT_REACHED);
        admitted(reserve(of("e", 1, "eve")));
        bench.on("2026-03-11T00:00:00Z");
        admitted(reserve(of("f", 100, "ann")));
    }

    @Test
    void callsThatRunGoOnBeingCountedByTheNextPlan() {
        subscribe("large");
        for (String id : List.of("a", "b", "c", "d")) {
            admitted(bench.engine.admitCalls().reserve(of(id, 1, id), Duration.ofMinutes(10)));
        }
        bench.change(toPlan("small", When.NOW));
        bench.on("2026-03-10T12:01:00Z");
        refused(reserve(of("e", 1, "eve")), TOO_MANY_AT_ONCE);
        release("a");
        refused(reserve(of("e", 1, "eve")), TOO_MANY_AT_ONCE);
        release("b");
        admitted(reserve(of("e", 1, "eve")));
    }

    /** Nobody does anything when it comes. */
    @Test
    void aScheduledChangeTakesEffectAtItsTime() {
        subscribe("large");
        bench.change(toPlan("small", When.PERIOD_END));
        bench.on("2026-04-10T11:59:30Z");
        consumed("a", 150, "ann");
        consumed("b", 1, "ben");
        consumed("c", 1, "ben");
        bench.on("2026-04-10T12:00:00Z");
        consumed("d", 1, "ben");
        refused(reserve(of("e", 1, "ann")), LIMIT_REACHED);
        consumed("e", 1, "ben");
        refused(reserve(of("f", 1, "ben")), RATE_LIMITED);
    }

    @Test
    void aTrialMayHaveLimitsOfItsOwn() {
        tryOut("small");
        bench.on("2026-03-17T11:59:59Z");
        consumed("a", 100, "ann");
        refused(reserve(of("b", 1, "ben")), RATE_LIMITED);
        assertThat(applied()).contains("requests 1 PLAN [small@1]", "at-once 3 PLAN [small@1]");
        bench.on("2026-03-17T12:00:00Z");
        consumed("b", 1, "ben");
        consumed("c", 1, "ben");
        refused(reserve(of("d", 1, "ben")), RATE_LIMITED);
        bench.on("2026-03-17T12:01:00Z");
        refused(reserve(of("d", 1, "ann")), LIMIT_REACHED);
    }

    @Test
    void addOnsAddToWhatThePlanHasAndTakeItAwayAgain() {
        subscribe("small");
        consumed("a", 100, "ann");
        consumed("b", 1, "ben");
        refused(reserve(of("c", 1, "ben")), RATE_LIMITED);
        bench.subscribe(bench.order(EXTRA, ACME, "boost", 1));
        bench.clock.advance(Duration.ofSeconds(1));
        assertThat(applied())
                .containsExactly(
                        "at-once 3 PLAN [small@1]",
                        "hourly 1000 PLAN [boost@1]",
                        "per-user 150 PLAN [small@1, boost@1]",
                        "requests 5 PLAN [small@1, boost@1]");
        consumed("c", 50, "ann");
        refused(reserve(of("d", 1, "ann")), LIMIT_REACHED);
        consumed("d", 1, "ben");

        bench.change(EXTRA, new Step.Cancel(When.NOW, false));
        assertThat(applied()).hasSize(3).contains("requests 2 PLAN [small@1]");
        refused(reserve(of("e", 1, "ben")), RATE_LIMITED);
        bench.on("2026-03-10T12:01:00Z");
        refused(reserve(of("e", 1, "ann")), LIMIT_REACHED);
        admitted(reserve(of("e", 1, "ben")));
    }

    /** As its allowances are; what is each user's own is not. */
    @Test
    void aLimitOfTheAccountIsTakenAsOftenAsThePlan() {
        bench.subscribe(bench.order(Workbench.MAIN, ACME, "small", 3));
        bench.subscribe(bench.order(EXTRA, ACME, "boost", 2));
        assertThat(applied())
                .containsExactly(
                        "at-once 9 PLAN [small@1]",
                        "hourly 2000 PLAN [boost@1]",
                        "per-user 150 PLAN [small@1, boost@1]",
                        "requests 12 PLAN [small@1, boost@1]");
        for (int i = 0; i < 9; i++) {
            admitted(reserve(of("c" + i, 1, "u" + i)));
        }
        refused(reserve(of("more", 1, "ann")), TOO_MANY_AT_ONCE);
    }

    @Test
    void oneOfTheAccountsOwnReplacesThePlansUpOrDown() {
        subscribe("small");
        consumed("a", 100, "ann");
        consumed("b", 1, "ben");
        limit("requests", new LimitMeasure.Calls(), Optional.empty(), LimitWindow.MINUTE, 3);
        limit("per-user", tokens(), each("user"), LimitWindow.DAY, 120);
        assertThat(applied()).contains("requests 3 ACCOUNT [small@1]", "per-user 120 ACCOUNT [small@1]");
        consumed("c", 20, "ann");
        refused(reserve(of("d", 1, "ben")), RATE_LIMITED);

        bench.on("2026-03-10T12:01:00Z");
        limit("per-user", tokens(), each("user"), LimitWindow.DAY, 10);
        refused(reserve(of("d", 10, "ben")), LIMIT_REACHED);
        admitted(reserve(of("d", 9, "ben")));

        bench.change(toPlan("large", When.NOW));
        assertThat(applied()).contains("requests 3 ACCOUNT [large@1]", "at-once 5 PLAN [large@1]");
        bench.engine.setLimit().remove(ACME, new LimitId("per-user"));
        assertThat(applied()).contains("per-user 200 PLAN [large@1]");
        admitted(reserve(of("e", 80, "ann")));
        refused(reserve(of("f", 1, "ann")), LIMIT_REACHED);
    }

    @Test
    void whatAPlanHasIsNotTheAccountsToRemove() {
        subscribe("small");
        assertThatThrownBy(() -> bench.engine.setLimit().remove(ACME, new LimitId("requests")))
                .isInstanceOf(UnknownException.class)
                .hasMessageContaining("no limit 'requests' of its own");
        bench.change(new Step.Cancel(When.NOW, false));
        assertThat(applied()).isEmpty();
    }

    // ---------------------------------------------------------------- words

    /** A change has to come after what was invoiced at the start. */
    final void subscribe(String plan) {
        bench.subscribe(ACME, plan);
        bench.clock.advance(Duration.ofSeconds(1));
    }

    final void tryOut(String plan) {
        bench.subscribe(new StartSubscription.Order(
                Workbench.MAIN,
                ACME,
                new PlanKey(plan),
                1,
                bench.clock.instant(),
                Lifecycle.Anchor.START,
                true,
                List.of()));
    }

    private List<String> applied() {
        return bench.engine.setLimit().list(ACME).stream()
                .map(each -> each.limit().id() + " " + each.limit().most() + " " + each.source() + " " + each.plans())
                .toList();
    }

    private static List<String> refusing(Outcome outcome) {
        return decision(outcome).standings().stream()
                .filter(standing -> !standing.admits())
                .map(Standing::bound)
                .map(Object::toString)
                .toList();
    }

    final void consumed(String id, long tokens, String user) {
        admitted(bench.engine.admitCalls().consume(of(id, tokens, user)));
    }

    static Call of(String id, long tokens, String user) {
        return call(id, Map.of("tokens", tokens, "user", user));
    }
}
