package dev.countinghouse.billing.domain.rating;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.plan.Allowance;
import dev.countinghouse.billing.domain.plan.Limit;
import dev.countinghouse.billing.domain.plan.PlanSketch;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.subscription.Segment;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Introductory phases and trials: which lines have a percentage off, and which allowance holds. */
class PhaseTest {

    private static final Meter SUM = Story.meter(new MeterKey("sum"));
    private static final PlanVersion PLAN = PlanSketch.plan("p")
            .trial("14 days", "sum", 50)
            .phase("45 days", "50")
            .phase("1 month", "20")
            .fee("30.00")
            .includes("sum", 100)
            .usage("sum", Models.perUnit("1.00"))
            .build();

    private static List<String> percents(List<RatedLine> lines) {
        return lines.stream()
                .map(line -> line.charge() + " " + line.percentOff())
                .toList();
    }

    @Test
    void nothingIsChargedInATrialAndItsOwnLimitHolds() {
        Story story = Story.startsWithTrial(PLAN, "2026-01-01").uses("sum", "70", "2026-01-05");
        assertThat(story.usageAsOf("2026-01-02", story.at("2026-01-15"))).isEmpty();
        List<Segment> segments = story.segmentsAt("2026-01-02");
        assertThat(segments).hasSize(1);
        assertThat(segments.get(0).allowance(SUM).map(Allowance::included)).contains(Limit.of(50));
    }

    @Test
    void usageOfTheTrialDoesNotCountAfterIt() {
        Story story = Story.startsWithTrial(PLAN, "2026-01-01")
                .uses("sum", "70", "2026-01-05")
                .uses("sum", "101", "2026-01-16");
        assertThat(Story.settled(story.usageAsOf("2026-01-16", story.at("2026-02-15"))))
                .containsExactly("p sum 1.00");
    }

    @Test
    void phasesFollowTheTrialAndCutThePeriodWhereTheyEnd() {
        Story story = Story.startsWithTrial(PLAN, "2026-01-01")
                .uses("sum", "110", "2026-02-20")
                .uses("sum", "10", "2026-03-05");
        // 45 days from 15 January end on 1 March, a month later the second phase ends
        assertThat(story.segmentsAt("2026-02-15").stream()
                        .map(segment -> segment.part().start())
                        .toList())
                .containsExactly(story.at("2026-02-15"), story.at("2026-03-01"));
        List<RatedLine> lines = story.closing("2026-02-15");
        assertThat(Story.settled(lines)).containsExactly("p sum 10.00", "p sum 10.00", "p base 30.00");
        assertThat(percents(lines)).containsExactly("sum 50", "sum 20", "base 20");
        assertThat(percents(story.closing("2026-03-20"))).containsExactly("base 0");
    }

    @Test
    void phasesAreCountedFromTheFirstPaidTermWhateverThePlanWasThen() {
        PlanVersion plain = PlanSketch.plan("plain").fee("10.00").build();
        Story story = Story.starts(plain, "2026-01-01").changes(PLAN, 1, "2026-01-31");
        assertThat(percents(story.fees().prorations(story.periodAt("2026-01-02"))))
                .containsExactly("base 0", "base 50");
        assertThat(percents(story.closing("2026-01-02"))).contains("base 50");
        assertThat(percents(story.closing("2026-02-02"))).containsExactly("base 20");
    }

    @Test
    void anAnnualFeeThatBeginsInAPhaseHasItsPercentageForTheWholeYear() {
        PlanVersion annual = PlanSketch.plan("a")
                .every("year", "month")
                .phase("3 months", "50")
                .fee("100.00")
                .build();
        Story story = Story.starts(annual, "2026-01-01");
        assertThat(percents(story.fees().inAdvanceAt(story.at("2026-01-01")))).containsExactly("base 50");
        assertThat(percents(story.closing("2026-12-02"))).containsExactly("base 0");
    }

    @Test
    void aPercentageOfAHundredAndAFractionOfAPercentAreKeptAsTheyAre() {
        PlanVersion plan = PlanSketch.plan("p")
                .phase("1 month", "100")
                .phase("1 month", "33.3")
                .fee("10.00")
                .build();
        Story story = Story.starts(plan, "2026-01-01");
        assertThat(story.fees().inAdvanceAt(story.at("2026-01-01")).get(0).percentOff())
                .isEqualTo(Fraction.of(100));
        assertThat(percents(story.closing("2026-01-02"))).containsExactly("base 33.3");
    }
}
