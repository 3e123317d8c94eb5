package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.domain.plan.Charge;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.subscription.Lifecycle.Anchor;
import dev.countinghouse.billing.ports.driving.EvaluateCharge.Evaluation;
import dev.countinghouse.billing.ports.driving.SimulatePlan.Simulation;
import dev.countinghouse.billing.ports.driving.StartSubscription.Order;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What something would cost: a charge, another plan. */
class PricingQuestionsTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Period MARCH = new Period(START, Instant.parse("2026-04-01T00:00:00Z"));
    private static final Period YEAR = new Period(START, Instant.parse("2027-03-01T00:00:00Z"));

    private final Workbench bench = Shop.opened();

    @Test
    void aQuantityIsPricedWithItsSteps() {
        Evaluation evaluation = evaluate("small", "tokens", 250);

        assertThat(evaluation.settled().toDecimal()).isEqualTo("2.50");
        assertThat(evaluation.quantity()).isEqualTo(Fraction.of(250));
        assertThat(evaluation.steps()).isNotEmpty();
    }

    @Test
    void eventsArePricedByTheirDimensions() {
        Evaluation evaluation = bench.engine
                .evaluateCharge()
                .evaluate(charge("large", "tokens"), meter("tokens"), events(), MARCH, ZoneOffset.UTC);

        // 100 at 0.03 and 1,000 at 0.005
        assertThat(evaluation.settled().toDecimal()).isEqualTo("8.00");
    }

    private static List<UsageEvent> events() {
        return List.of(event(ACME, "1", 100, "big"), event(ACME, "2", 1_000, "other"));
    }

    private static UsageEvent event(AccountId account, String id, int tokens, String model) {
        return new UsageEvent(
                account,
                new EventKey("test", id),
                "used",
                account.value(),
                START.plusSeconds(5),
                Workbench.data(Map.of("tokens", tokens, "model", model)));
    }

    @Test
    void inASimulationPhasesEndWhenTheyReallyEnd() {
        bench.subscribe(new Order(Workbench.MAIN, ACME, new PlanKey("tried"), 1, START, Anchor.START, true, List.of()));
        for (int month = 3; month <= 8; month++) {
            bench.on("2026-%02d-20T00:00:00Z".formatted(month)).use(ACME, "used", Map.of("tokens", 3_500));
        }
        bench.on("2026-09-15T00:00:00Z").close(ACME);
        Simulation same = simulate("tried").orElseThrow();

        assertThat(same.periods()).hasSize(6).allSatisfy(period -> assertThat(period.simulated())
                .isEqualTo(period.actual()));
        assertThat(same.periods())
                .extracting(period -> period.actual().toDecimal())
                .containsExactly("35.00", "35.00", "55.00", "55.00", "55.00", "55.00");
    }

    @Test
    void withoutASubscriptionThereIsNothingToCompare() {
        assertThat(simulate("small")).isEmpty();
    }

    @Test
    void anUnpublishedPlanCanBeSimulatedWithItsUnpublishedMeters() {
        bench.subscribe(ACME, "small");
        bench.use(ACME, "unmetered", Map.of("pages", 12));
        bench.on("2026-04-01T00:00:00Z").close(ACME);
        Catalogue draft = Workbench.catalogue(
                """
                catalogue: 1
                currency: USD
                meters:
                  pages: {unit: page, event: unmetered, aggregation: sum, property: pages}
                plans:
                  draft: {every: month, charges: {pages: {meter: pages, per_unit: 2.00}}}
                """);
        PlanVersion plan = draft.plan(new PlanKey("draft")).orElseThrow();

        assertThat(bench.engine.simulatePlan().simulate(ACME, plan, draft.meters(), MARCH))
                .map(simulation -> simulation.simulated().toDecimal() + " not "
                        + simulation.actual().toDecimal())
                .contains("24.00 not 13.00");
    }

    @TestFactory
    Stream<DynamicTest> wrongInputIsRefusedByNameAndChangesNothing() {
        bench.open(GLOBEX).subscribe(ACME, "small");
        bench.on("2026-04-10T00:00:00Z");
        PlanVersion foreign = Workbench.catalogue(
                        """
                        catalogue: 1
                        currency: USD
                        meters: {pages: {unit: page, event: unmetered, aggregation: count}}
                        plans: {draft: {every: month, charges: {pages: {meter: pages, per_unit: 2.00}}}}
                        """)
                .plan(new PlanKey("draft"))
                .orElseThrow();
        return WrongInput.to(bench)
                .isRefused("a negative quantity", () -> evaluate("small", "tokens", -1), "quantity", "-1")
                .isRefused("a quantity without groups", () -> evaluate("large", "tokens", 5), "tokens", "dimension")
                .isRefused(
                        "another meter",
                        () -> evaluate("small", "calls", List.of(event(ACME, "1", 1, ""))),
                        "tokens",
                        "calls")
                .isRefused(
                        "events of two accounts",
                        () -> evaluate("small", "tokens", List.of(event(ACME, "1", 1, ""), event(GLOBEX, "1", 1, ""))),
                        "several accounts")
                .isRefused(
                        "an unknown account",
                        () -> bench.engine
                                .simulatePlan()
                                .simulate(new AccountId("nobody"), plan("small"), Map.of(), YEAR),
                        "nobody")
                .isRefused("another currency", () -> simulate("euro"), "EUR", "USD")
                .isRefused("an add-on", () -> simulate("boost"), "boost", "add-on")
                .isRefused("another rhythm", () -> simulate("weekly"), "weekly", "week", "month")
                .isRefused(
                        "an unknown meter",
                        () -> bench.engine.simulatePlan().simulate(ACME, foreign, Map.of(), YEAR),
                        "'pages'",
                        "tokens")
                .tests();
    }

    private Evaluation evaluate(String plan, String charge, long quantity) {
        return bench.engine.evaluateCharge().evaluate(charge(plan, charge), Fraction.of(quantity));
    }

    private Evaluation evaluate(String plan, String meter, List<UsageEvent> events) {
        return bench.engine
                .evaluateCharge()
                .evaluate(charge(plan, "tokens"), meter(meter), events, MARCH, ZoneOffset.UTC);
    }

    private Optional<Simulation> simulate(String plan) {
        return bench.engine.simulatePlan().simulate(ACME, plan(plan), Map.of(), YEAR);
    }

    private static Charge charge(String plan, String key) {
        return plan(plan).charges().stream()
                .filter(charge -> charge.key().value().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private static PlanVersion plan(String key) {
        return Shop.CATALOGUE.plan(new PlanKey(key)).orElseThrow();
    }

    private static Meter meter(String key) {
        return Shop.CATALOGUE.meter(new MeterKey(key)).orElseThrow();
    }
}
