package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.toPlan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.Seeded;
import dev.countinghouse.billing.domain.invoice.DraftInvoice;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.invoice.LineItem;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.Charge;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.rating.RatedLine;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whoever tells a price tells the same: estimate, live usage, preview and invoice, at any instant. */
class OnePriceTest extends Seeded {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant END = Instant.parse("2026-04-01T00:00:00Z");

    private Workbench someMonth(String plan) {
        Workbench bench = Shop.opened();
        bench.subscribe(ACME, plan);
        bench.clock.set(END.minusSeconds(1));
        bench.engine.recordUsage().record(new RandomUsage(random).events(START, END, (int) between(0, 60)));
        return bench;
    }

    @Test
    void liveUsageIsWhatThePreviewChargesForUsageAtAnyInstant() {
        rounds(25, round -> {
            Workbench bench = someMonth(oneOf(List.of("small", "large", "fresh", "tried")));
            if (random.nextBoolean()) {
                bench.engine.changeSubscription().change(Workbench.MAIN, toPlan("large", When.NOW));
            }
            for (int i = 0; i < 5; i++) {
                Instant asOf = random.nextInt(5) == 0 ? END : instantBetween(START, END);
                List<RatedLine> live = bench.engine.readUsage().live(ACME, asOf);

                assertThat(preview(bench, asOf).lines().stream()
                                .map(LineItem::rated)
                                .filter(OnePriceTest::isUsage))
                        .as("as of %s", asOf)
                        .isEqualTo(live);
            }
        });
    }

    private static boolean isUsage(RatedLine line) {
        return line.kind() == RatedLine.Kind.USAGE
                || line.kind() == RatedLine.Kind.MINIMUM_SPEND
                || line.kind() == RatedLine.Kind.MAXIMUM_SPEND;
    }

    @Test
    void liveUsageIsWhatTheChargeAloneComesToWhereThePlanIncludesNothing() {
        rounds(25, round -> {
            Workbench bench = someMonth("large");
            Instant asOf = random.nextInt(3) == 0 ? END : START.plusSeconds(between(1, 31 * 24 * 3_600 - 1));
            List<UsageEvent> events = StoredState.of(bench.storage).events();
            for (RatedLine line : bench.engine.readUsage().live(ACME, asOf)) {
                if (isComparable(line, asOf)) {
                    assertThat(estimate(bench, charge("large", line.charge()), events, asOf))
                            .as("%s as of %s", line.charge(), asOf)
                            .isEqualTo(line.amount());
                }
            }
        });
    }

    /** Tokens have an allowance, and an average over half a month is another one than over the whole. */
    private static boolean isComparable(RatedLine line, Instant asOf) {
        return line.meter()
                .filter(meter -> !meter.value().equals("tokens"))
                .filter(meter -> !meter.value().equals("disk") || asOf.equals(END))
                .isPresent();
    }

    private static Amount estimate(Workbench bench, Charge charge, List<UsageEvent> events, Instant asOf) {
        Meter meter = Shop.CATALOGUE.meter(charge.meter().orElseThrow()).orElseThrow();
        return bench.engine
                .evaluateCharge()
                .evaluate(charge, meter, events, new Period(START, asOf), ZoneOffset.UTC)
                .amount();
    }

    @Test
    void beyondTheAllowanceAChargeCostsWhatItsQuantityCosts() {
        rounds(25, round -> {
            Workbench bench = someMonth(oneOf(List.of("small", "fresh")));
            bench.engine.readUsage().live(ACME, instantBetween(START, END)).stream()
                    .filter(line -> line.charge().equals("tokens"))
                    .forEach(line -> assertThat(bench.engine
                                    .evaluateCharge()
                                    .evaluate(charge(line.plan().plan().value(), "tokens"), line.quantity())
                                    .amount())
                            .isEqualTo(line.amount()));
        });
    }

    @Test
    void thePriceOfTheNextUnitsIsWhatTheyThenCost() {
        rounds(25, round -> {
            Workbench bench = someMonth(oneOf(List.of("small", "fresh")));
            long next = between(1, 2_000);
            Amount before = tokens(bench);
            Amount told = bench.quota(ACME, "tokens", next).price().orElseThrow();
            boolean belowZero =
                    bench.used(ACME, "tokens", new Period(START, END)).signum() < 0;
            bench.use(ACME, "used", Map.of("tokens", next));

            // a total below 0 counts as 0, and the next units fill it up before they cost anything
            if (!belowZero) {
                assertThat(tokens(bench).minus(before)).isEqualTo(told);
            }
        });
    }

    private static Amount tokens(Workbench bench) {
        return bench.engine.readUsage().live(ACME, END).stream()
                .filter(line -> line.charge().equals("tokens"))
                .map(RatedLine::amount)
                .findFirst()
                .orElseGet(() -> Amount.zero(Workbench.USD));
    }

    @Test
    void thePreviewAtTheEndIsTheInvoiceHoweverLateItIsIssued() {
        rounds(25, round -> {
            Workbench bench = someMonth(oneOf(List.of("small", "large", "fresh", "tried")));
            DraftInvoice preview = preview(bench, END);
            bench.clock.set(END.plusSeconds(between(0, 80 * 24 * 3_600)));
            IssuedInvoice issued = bench.close(ACME).get(0);

            assertThat(issued.content()).isEqualTo(preview);
            assertThat(issued.content().total()).isEqualTo(recomputed(preview));
        });
    }

    /** Every line settled by itself, less its discount: nothing in between is rounded. */
    private static Money recomputed(DraftInvoice draft) {
        return draft.lines().stream()
                .map(line -> line.rated().amount().settle().minus(line.discount()))
                .reduce(Money.zero(Workbench.USD), Money::plus);
    }

    @Test
    void revenueSplitByAnyDimensionAddsUpToTheSame() {
        rounds(10, round -> {
            Workbench bench = someMonth(oneOf(List.of("small", "large", "fresh")));
            Amount whole = revenue(bench, List.of());
            for (List<String> dimensions : List.of(List.of("project"), List.of("project", "model"), List.of("disk"))) {
                assertThat(revenue(bench, dimensions)).as("by %s", dimensions).isEqualTo(whole);
            }
        });
    }

    private static Amount revenue(Workbench bench, List<String> dimensions) {
        return bench.engine.readMargin().margin(ACME, END, dimensions).orElseGet(TreeMap::new).values().stream()
                .map(margin -> margin.revenue())
                .reduce(Amount.zero(Workbench.USD), Amount::plus);
    }

    private static DraftInvoice preview(Workbench bench, Instant asOf) {
        Optional<DraftInvoice> preview = bench.engine.previewInvoice().preview(ACME, asOf);
        return preview.orElseThrow();
    }

    private static Charge charge(String plan, String key) {
        return Shop.CATALOGUE.plan(new PlanKey(plan)).orElseThrow().charges().stream()
                .filter(charge -> charge.key().value().equals(key))
                .findFirst()
                .orElseThrow();
    }
}
