package dev.countinghouse.billing.domain.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.billing.domain.money.Fraction;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ThresholdsTest {

    @Test
    void theyAreSortedAndEachIsThereOnce() {
        assertThat(of("100", "33.3", "100.0").percents()).containsExactly(Fraction.parse("33.3"), Fraction.of(100));
        assertThat(new Thresholds(List.of()).percents()).isEmpty();
    }

    @Test
    void thoseThatAreReachedCountFromTheirExactValue() {
        Thresholds thresholds = of("50", "80", "100");
        assertThat(thresholds.reachedBy(Fraction.parse("79.999999"))).containsExactly(Fraction.of(50));
        assertThat(thresholds.reachedBy(Fraction.of(80))).containsExactly(Fraction.of(50), Fraction.of(80));
        assertThat(thresholds.reachedBy(Fraction.parse("-1"))).isEmpty();
    }

    @Test
    void whatCannotBeReachedOrIsTooMuchIsRefused() {
        for (String wrong : List.of("0", "-5", "1000.1")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> of("80", wrong))
                    .withMessageContaining(wrong);
        }
        List<Fraction> many =
                LongStream.rangeClosed(1, 11).mapToObj(Fraction::of).toList();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Thresholds(many))
                .withMessageContaining("11")
                .withMessageContaining("10");
    }

    private static Thresholds of(String... percents) {
        return new Thresholds(List.of(percents).stream().map(Fraction::parse).toList());
    }
}
