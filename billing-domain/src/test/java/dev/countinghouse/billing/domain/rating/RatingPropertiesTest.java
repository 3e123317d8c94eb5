package dev.countinghouse.billing.domain.rating;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.Seeded;
import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.metering.EventUsage;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.metering.Value;
import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Proration;
import dev.countinghouse.billing.domain.plan.ChangePolicy.AllowanceOnChange;
import dev.countinghouse.billing.domain.plan.PlanSketch;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.pricing.ChargeModel;
import dev.countinghouse.billing.domain.pricing.Step;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What holds for any plans, changes and events: order, retries, splits and the moment of asking never change a total. */
class RatingPropertiesTest extends Seeded {

    private static final List<String> METERS =
            List.of("sum", "count", "max", "min", "average", "unique", "latest", "time_weighted");
    private static final List<String> MONOTONE = List.of("sum", "count", "max", "unique", "time_weighted");

    private List<String> meters = METERS;

    @Test
    void theOrderInWhichEventsArriveAndRetriesOfThemChangeNothing() {
        rounds(150, round -> {
            Story story = story();
            List<UsageEvent> events = new ArrayList<>(story.events());
            events.addAll(events.subList(0, events.size() / 2));
            Collections.shuffle(events, random);
            Map<EventKey, UsageEvent> deduplicated = new HashMap<>();
            events.forEach(event -> deduplicated.putIfAbsent(event.key(), event));
            assertThat(rate(story, deduplicated.values(), end(story)))
                    .isEqualTo(rate(story, story.events(), end(story)));
        });
    }

    @Test
    void aQuantitySplitOverSeveralEventsCostsTheSame() {
        rounds(150, round -> {
            meters = List.of("sum");
            Story story = story();
            List<UsageEvent> split = new ArrayList<>();
            for (UsageEvent event : story.events()) {
                long whole = event.data().number("value").orElseThrow().wholeOr(-1);
                long part = between(0, whole);
                split.add(with(event, "1", part));
                split.add(with(event, "2", whole - part));
            }
            assertThat(rate(story, split, end(story))).isEqualTo(rate(story, story.events(), end(story)));
        });
    }

    @Test
    void askingLaterThanTheEndGivesTheLinesOfTheEnd() {
        rounds(100, round -> {
            Story story = story();
            List<RatedLine> closing = rate(story, story.events(), end(story));
            assertThat(rate(story, story.events(), end(story).plus(Duration.ofDays(between(1, 400)))))
                    .isEqualTo(closing);
        });
    }

    @Test
    void whatIsUsedAfterTheMomentOfAskingIsNotSeen() {
        rounds(100, round -> {
            Story story = story();
            Instant asOf = instantBetween(story.at("2026-04-02"), end(story));
            List<UsageEvent> known = story.events().stream()
                    .filter(event -> event.time().isBefore(asOf))
                    .toList();
            assertThat(rate(story, known, asOf)).isEqualTo(rate(story, story.events(), asOf));
        });
    }

    @Test
    void theLiveTotalOnlyGrowsWhereUseOnlyGrows() {
        rounds(100, round -> {
            meters = MONOTONE;
            Story story = story();
            Fraction last = Fraction.ZERO;
            for (Instant asOf = story.at("2026-04-01T01:00");
                    asOf.isBefore(end(story));
                    asOf = asOf.plusSeconds(200_000)) {
                Fraction total = total(rate(story, story.events(), asOf));
                assertThat(total).isGreaterThanOrEqualTo(last);
                last = total;
            }
        });
    }

    @Test
    void explanationsAddUpToTheirLineAndAskingForThemChangesNoAmount() {
        rounds(100, round -> {
            Story story = story();
            List<RatedLine> explained = rate(story, story.events(), end(story));
            for (RatedLine line : explained) {
                Amount steps = line.steps().stream().map(Step::amount).reduce(Amount.zero(Models.USD), Amount::plus);
                assertThat(steps).as("%s", line).isEqualTo(line.amount());
            }
            Rater brief = new Rater(Story::meter, false);
            assertThat(total(brief.rate(
                            story.main().id(),
                            story.segmentsAt("2026-04-02"),
                            new EventUsage(story.events()),
                            end(story))))
                    .isEqualTo(total(explained));
        });
    }

    @Test
    void anUnrelatedAddOnChangesNoLine() {
        rounds(100, round -> {
            Story story = story();
            List<RatedLine> before = rate(story, story.events(), end(story));
            PlanVersion support = PlanSketch.addOn("support").fee("5.00").build();
            story.addsOn(support, 1, "2026-04-0" + between(2, 8), "2026-04-1" + between(0, 9));
            assertThat(rate(story, story.events(), end(story))).isEqualTo(before);
        });
    }

    @Test
    void changingToTheSamePricesWhileCountingGoesOnCostsTheSame() {
        rounds(150, round -> {
            meters = MONOTONE;
            int model = random.nextInt(3);
            long included = between(0, 60);
            Story story = Story.starts(carrying("a", model, included), "2026-04-01");
            for (int i = 0; i < between(0, 40); i++) {
                String at = String.format("2026-04-%02dT%02d:00", between(1, 30), between(0, 23));
                story.uses(oneOf(meters), String.valueOf(between(0, 60)), at);
            }
            Fraction whole = total(rate(story, story.events(), end(story)));
            story.changes(carrying("b", model, included), 1, "2026-04-" + between(10, 15));
            story.changes(carrying("c", model, included), 1, "2026-04-" + between(16, 29));
            assertThat(total(rate(story, story.events(), end(story)))).isEqualTo(whole);
        });
    }

    private PlanVersion carrying(String key, int model, long included) {
        PlanSketch sketch = PlanSketch.plan(key);
        meters.forEach(meter -> sketch.includes(meter, included).usage(meter, models().get(model)));
        return sketch.build();
    }

    private static List<ChargeModel> models() {
        return List.of(
                Models.perUnit("0.07"),
                Models.graduated("0 0.10 0.50", "30 0.07 1.00", "90 0.03 0"),
                Models.packages("1.25", 7, 12),
                Models.matrix("0.05", "x 0.10", "y 0.20"));
    }

    private Story story() {
        Story story = Story.starts(plan("a"), "2026-04-01");
        int day = 2;
        for (int i = 0; i < between(0, 3); i++) {
            day += (int) between(1, 8);
            story.changes(plan(List.of("b", "c", "d").get(i)), between(1, 2), String.format("2026-04-%02d", day));
        }
        for (int i = 0; i < between(0, 40); i++) {
            String at = String.format("2026-04-%02dT%02d:00", between(1, 30), between(0, 23));
            story.uses(oneOf(meters), String.valueOf(between(0, 60)), at, oneOf(List.of("x", "y", "")));
        }
        return story;
    }

    private PlanVersion plan(String key) {
        PlanSketch sketch = PlanSketch.plan(key)
                .onChange(oneOf(List.of(AllowanceOnChange.values())), oneOf(List.of(Proration.values())));
        for (String meter : meters) {
            if (random.nextInt(3) == 0) {
                sketch.includes(meter, between(0, 80));
            }
            sketch.usage(meter, oneOf(models()));
        }
        return sketch.build();
    }

    private static UsageEvent with(UsageEvent event, String suffix, long value) {
        EventKey key = new EventKey(event.key().source(), event.key().id() + "-" + suffix);
        Map<String, Value> values = new HashMap<>(event.data().values());
        values.put("value", new Value.Numeric(BigDecimal.valueOf(value)));
        return new UsageEvent(event.account(), key, event.type(), event.subject(), event.time(), EventData.of(values));
    }

    private static Instant end(Story story) {
        return story.at("2026-05-01");
    }

    private static Fraction total(List<RatedLine> lines) {
        return lines.stream().map(line -> line.amount().value()).reduce(Fraction.ZERO, Fraction::plus);
    }

    private static List<RatedLine> rate(Story story, Collection<UsageEvent> events, Instant asOf) {
        return new Rater(Story::meter, true)
                .rate(story.main().id(), story.segmentsAt("2026-04-02"), new EventUsage(events), asOf);
    }
}
