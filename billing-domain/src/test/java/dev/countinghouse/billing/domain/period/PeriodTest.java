package dev.countinghouse.billing.domain.period;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.billing.domain.money.Fraction;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PeriodTest {

    private static final Instant JAN = Instant.parse("2024-01-01T00:00:00Z");
    private static final Instant FEB = Instant.parse("2024-02-01T00:00:00Z");
    private static final Instant MAR = Instant.parse("2024-03-01T00:00:00Z");
    private static final Instant APR = Instant.parse("2024-04-01T00:00:00Z");

    @Test
    void anEmptyOrReversedPeriodIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Period(JAN, JAN))
                .withMessageContaining("empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Period(FEB, JAN))
                .withMessageContaining("2024-02-01");
    }

    @Test
    void theStartBelongsToAPeriodAndTheEndToTheNext() {
        Period january = new Period(JAN, FEB);
        assertThat(january.contains(JAN)).isTrue();
        assertThat(january.contains(FEB.minusNanos(1))).isTrue();
        assertThat(january.contains(FEB)).isFalse();
        assertThat(january.contains(JAN.minusNanos(1))).isFalse();
    }

    @Test
    void periodsThatTouchDoNotOverlap() {
        assertThat(new Period(JAN, FEB).overlaps(new Period(FEB, MAR))).isFalse();
        assertThat(new Period(FEB, MAR).overlaps(new Period(JAN, FEB))).isFalse();
        assertThat(new Period(JAN, FEB).intersection(new Period(FEB, MAR))).isEmpty();
    }

    @Test
    void theIntersectionIsWhatLiesInBoth() {
        Period firstTwo = new Period(JAN, MAR);
        Period lastTwo = new Period(FEB, APR);
        assertThat(firstTwo.intersection(lastTwo)).contains(new Period(FEB, MAR));
        assertThat(lastTwo.intersection(firstTwo)).contains(new Period(FEB, MAR));
        assertThat(new Period(JAN, APR).intersection(new Period(FEB, MAR))).contains(new Period(FEB, MAR));
    }

    @Test
    void aPeriodContainsItselfAndItsPartsOnly() {
        Period whole = new Period(FEB, APR);
        assertThat(whole.contains(whole)).isTrue();
        assertThat(whole.contains(new Period(MAR, APR))).isTrue();
        assertThat(whole.contains(new Period(JAN, MAR))).isFalse();
        assertThat(whole.contains(new Period(MAR, APR.plusNanos(1)))).isFalse();
    }

    @Test
    void aCutKeepsOneSide() {
        Period whole = new Period(JAN, MAR);
        assertThat(whole.until(FEB)).isEqualTo(new Period(JAN, FEB));
        assertThat(whole.from(FEB)).isEqualTo(new Period(FEB, MAR));
    }

    @Test
    void aCutOutsideLeavesThePeriodAsItIs() {
        Period february = new Period(FEB, MAR);
        assertThat(february.until(APR)).isEqualTo(february);
        assertThat(february.until(MAR)).isEqualTo(february);
        assertThat(february.from(JAN)).isEqualTo(february);
        assertThat(february.from(FEB)).isEqualTo(february);
    }

    @Test
    void aCutThatWouldLeaveNothingIsRefused() {
        Period february = new Period(FEB, MAR);
        assertThatIllegalArgumentException().isThrownBy(() -> february.until(FEB));
        assertThatIllegalArgumentException().isThrownBy(() -> february.until(JAN));
        assertThatIllegalArgumentException().isThrownBy(() -> february.from(MAR));
        assertThatIllegalArgumentException().isThrownBy(() -> february.from(APR));
    }

    @Test
    void secondsAreExactToTheNanosecond() {
        assertThat(new Period(JAN, FEB).seconds()).isEqualTo(Fraction.of(31 * 86_400));
        assertThat(new Period(JAN, JAN.plusNanos(1)).seconds()).isEqualTo(Fraction.of(1, 1_000_000_000));
        assertThat(new Period(JAN.plusNanos(999_999_999), FEB).seconds())
                .isEqualTo(Fraction.parse("2678399.000000001"));
    }

    @Test
    void theLongestPeriodThereIsCanStillBeMeasured() {
        Period allTime = new Period(Instant.MIN, Instant.MAX);
        // Instant.MIN is -31557014167219200 seconds from the epoch, Instant.MAX 31556889864403199.999999999
        assertThat(allTime.seconds()).isEqualTo(Fraction.parse("63113904031622399.999999999"));
    }
}
