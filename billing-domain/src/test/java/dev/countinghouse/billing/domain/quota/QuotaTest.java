package dev.countinghouse.billing.domain.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.Seeded;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.plan.Allowance;
import dev.countinghouse.billing.domain.plan.Allowance.Cap;
import dev.countinghouse.billing.domain.plan.Limit;
import dev.countinghouse.billing.domain.quota.Verdict.Grace;
import dev.countinghouse.billing.domain.quota.Verdict.Overage;
import dev.countinghouse.billing.domain.quota.Verdict.Reason;
import dev.countinghouse.billing.domain.quota.Verdict.Refused;
import dev.countinghouse.billing.domain.quota.Verdict.Within;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a limit answers, at and around its exact bounds. */
class QuotaTest extends Seeded {

    private static final Instant NOW = Instant.parse("2026-04-10T12:00:00Z");
    private static final Instant RESET = Instant.parse("2026-05-01T00:00:00Z");

    private static Quota quota(Allowance allowance, String used, Optional<Instant> reachedAt) {
        return new Quota(allowance, Fraction.parse(used), reachedAt, RESET);
    }

    private static Allowance allowance(String limit, Cap cap, String gracePercent) {
        Limit included = limit.equals("unlimited") ? new Limit.Unlimited() : new Limit.Units(Fraction.parse(limit));
        Duration graceTime = cap == Cap.SOFT ? Allowance.DEFAULT_GRACE_TIME : Duration.ZERO;
        return new Allowance(included, cap, Fraction.parse(gracePercent), graceTime);
    }

    @ParameterizedTest
    @CsvSource({
        // limit, cap, grace %, used, requested, verdict
        "100, NONE, 0, 0, 100, within",
        "100, NONE, 0, 100, 0, within",
        "100, NONE, 0, 100, 1, overage",
        "100, NONE, 0, 99.5, 0.5, within",
        "100, NONE, 0, 99.5, 0.500000000001, overage",
        "100, NONE, 10, 100, 5, overage",
        "0, NONE, 0, 0, 0, within",
        "0, NONE, 0, 0, 1, overage",
        "100, HARD, 0, 99, 1, within",
        "100, HARD, 0, 99, 2, refused",
        "100, HARD, 0, 100, 0, within",
        "100, HARD, 0, 101, 0, refused",
        "100, HARD, 10, 100, 10, grace",
        "100, HARD, 10, 100, 10.1, refused",
        "3, HARD, 33.4, 3, 1, grace",
        "3, HARD, 33.3, 3, 1, refused",
        "0, HARD, 50, 0, 1, refused",
        "0, HARD, 0, 0, 0, within",
        "100, SOFT, 0, 99, 1, within",
        "100, SOFT, 0, 99, 2, grace",
        "100, SOFT, 20, 100, 20, grace",
        "0, SOFT, 0, 0, 1, grace",
        "unlimited, HARD, 0, 1e30, 1e30, within",
        "unlimited, SOFT, 0, 1e30, 1e30, within",
        "unlimited, NONE, 0, 0, 1, within",
    })
    void aRequestIsJudgedByWhatItWouldMakeOfTheUse(
            String limit, String cap, String grace, String used, String requested, String verdict) {
        Quota quota = quota(allowance(limit, Cap.valueOf(cap), grace), used, Optional.empty());
        Verdict answer = quota.evaluate(Fraction.parse(requested), NOW);
        assertThat(answer.name()).isEqualTo(verdict);
        assertThat(answer.admits()).isEqualTo(!verdict.equals("refused"));
    }

    @Test
    void theGraceTimeRunsFromTheMomentTheLimitWasReachedAndEndsOnTheDot() {
        Allowance soft = allowance("100", Cap.SOFT, "0");
        Quota reached = quota(soft, "100", Optional.of(NOW));
        Instant until = NOW.plus(Duration.ofHours(24));
        assertThat(reached.evaluate(Fraction.ONE, NOW)).isEqualTo(new Grace(until));
        assertThat(reached.evaluate(Fraction.ONE, until.minusNanos(1))).isEqualTo(new Grace(until));
        assertThat(reached.evaluate(Fraction.ONE, until)).isEqualTo(new Refused(Reason.GRACE_OVER));
        assertThat(reached.evaluate(Fraction.ZERO, until)).isEqualTo(new Within());
        assertThat(quota(soft, "101", Optional.of(NOW)).evaluate(Fraction.ZERO, until))
                .isEqualTo(new Refused(Reason.GRACE_OVER));
    }

    @Test
    void theRequestThatPassesTheLimitStartsTheGraceTime() {
        assertThat(quota(allowance("100", Cap.SOFT, "0"), "99", Optional.empty())
                        .evaluate(Fraction.of(5), NOW))
                .isEqualTo(new Grace(NOW.plus(Duration.ofHours(24))));
    }

    @Test
    void theGraceTimeIsOverWhenTheLimitResets() {
        Instant late = RESET.minus(Duration.ofHours(2));
        assertThat(quota(allowance("100", Cap.SOFT, "0"), "100", Optional.of(late))
                        .evaluate(Fraction.ONE, late))
                .isEqualTo(new Grace(RESET));
    }

    @Test
    void insideTheGracePercentNoTimeRunsOut() {
        Quota quota = quota(allowance("100", Cap.SOFT, "10"), "105", Optional.of(NOW));
        Instant muchLater = NOW.plus(Duration.ofDays(10));
        assertThat(quota.evaluate(Fraction.of(5), muchLater)).isEqualTo(new Grace(RESET));
        assertThat(quota.evaluate(Fraction.of(6), muchLater)).isEqualTo(new Refused(Reason.GRACE_OVER));
    }

    @Test
    void aHardCapSaysWhyItRefuses() {
        assertThat(quota(allowance("1", Cap.HARD, "0"), "1", Optional.empty()).evaluate(Fraction.ONE, NOW))
                .isEqualTo(new Refused(Reason.HARD_CAP));
        assertThat(quota(allowance("1", Cap.NONE, "0"), "1", Optional.empty()).evaluate(Fraction.ONE, NOW))
                .isEqualTo(new Overage());
    }

    @Test
    void anAllowanceThatTheCustomerCappedRefusesAtOnceWithoutGraceTime() {
        Allowance capped = allowance("100", Cap.NONE, "0").capped(Cap.HARD);
        assertThat(quota(capped, "100", Optional.of(NOW)).evaluate(Fraction.ONE, NOW))
                .isEqualTo(new Refused(Reason.HARD_CAP));
    }

    @ParameterizedTest
    @CsvSource({
        // limit, used, per cent, thresholds crossed, remaining
        "100, 0, 0, 0, 100",
        "100, 79.999999, 79.999999, 0, 20.000001",
        "100, 80, 80, 1, 20",
        "100, 99.99, 99.99, 1, 0.01",
        "100, 100, 100, 2, 0",
        "100, 119.999, 119.999, 2, 0",
        "100, 120, 120, 3, 0",
        "3, 2, 200/3, 0, 1",
        "1000000000000, 800000000000, 80, 1, 200000000000",
        "0, 0, 0, 0, 0",
        "0, 5, 100, 2, 0",
    })
    void percentIsExactAndThresholdsCountFromTheirExactValue(
            String limit, String used, String percent, int crossed, String remaining) {
        Quota quota = quota(allowance(limit, Cap.NONE, "0"), used, Optional.empty());
        assertThat(quota.percent()).hasToString(percent);
        assertThat(Thresholds.USUAL.reachedBy(quota.percent()))
                .isEqualTo(Thresholds.USUAL.percents().subList(0, crossed));
        assertThat(quota.remaining()).isEqualTo(new Limit.Units(Fraction.parse(remaining)));
    }

    @Test
    void whatIsUnlimitedCrossesNothing() {
        Quota quota = quota(allowance("unlimited", Cap.NONE, "0"), "1e20", Optional.empty());
        assertThat(quota.percent()).isEqualTo(Fraction.ZERO);
        assertThat(quota.remaining()).isInstanceOf(Limit.Unlimited.class);
    }

    @Test
    void aNegativeRequestIsAMistake() {
        assertThatThrownBy(() -> quota(allowance("1", Cap.NONE, "0"), "0", Optional.empty())
                        .evaluate(Fraction.of(-1), NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void admittingStepByStepNeverPassesAHardCapWithItsGrace() {
        rounds(200, round -> {
            Fraction limit = Fraction.of(between(0, 1_000), between(1, 9));
            Allowance hard =
                    new Allowance(new Limit.Units(limit), Cap.HARD, Fraction.of(between(0, 30)), Duration.ZERO);
            Fraction most =
                    limit.times(hard.gracePercent().plus(Fraction.of(100))).dividedBy(Fraction.of(100));
            Fraction used = Fraction.ZERO;
            for (int i = 0; i < 50; i++) {
                Fraction wanted = Fraction.of(between(0, 100), between(1, 5));
                Quota quota = new Quota(hard, used, Optional.empty(), RESET);
                boolean admitted = quota.evaluate(wanted, NOW).admits();
                assertThat(admitted).isEqualTo(used.plus(wanted).compareTo(most) <= 0);
                used = admitted ? used.plus(wanted) : used;
            }
            assertThat(used).isLessThanOrEqualTo(most);
        });
    }
}
