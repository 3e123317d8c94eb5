package dev.countinghouse.billing.domain.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.limit.UsageLimit.Part;
import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.metering.Value;
import dev.countinghouse.billing.domain.money.Fraction;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UsageLimitTest {

    private static final LimitMeasure TOKENS = new LimitMeasure.Quantity(new MeterKey("tokens"));
    private static final LimitMeasure CALLS = new LimitMeasure.Calls();
    private static final LimitMeasure AT_ONCE = new LimitMeasure.Concurrency();

    @Test
    void aCallIsCountedWithAllWithItsOwnValueOrNotAtAll() {
        EventData ofAnn = EventData.of(Map.of("user", Value.of("ann")));
        assertThat(limit(TOKENS, LimitWindow.DAY, 1).countedAs(ofAnn)).contains("");
        assertThat(limit(each("user")).countedAs(ofAnn)).contains("ann");
        assertThat(limit(each("project")).countedAs(ofAnn)).isEmpty();
        assertThat(limit(only("user", "ann")).countedAs(ofAnn)).contains("");
        assertThat(limit(only("user", "ben")).countedAs(ofAnn)).isEmpty();
    }

    @Test
    void onlyHowMuchMayDifferBetweenPlans() {
        UsageLimit one = limit(TOKENS, LimitWindow.DAY, 1);
        assertThat(one.countsLike(limit(TOKENS, LimitWindow.DAY, 2))).isTrue();
        assertThat(one.countsLike(limit(TOKENS, LimitWindow.HOUR, 1))).isFalse();
        assertThat(one.countsLike(limit(each("user")))).isFalse();
        assertThat(limit(each("user")).countsLike(limit(only("user", "ann")))).isFalse();
        assertThat(limit(AT_ONCE, LimitWindow.DAY, 1).countsLike(limit(AT_ONCE, LimitWindow.MINUTE, 3)))
                .isTrue();
    }

    @Test
    void whatCannotBeCountedIsRefused() {
        assertThatThrownBy(() -> limit(TOKENS, LimitWindow.DAY, 0)).hasMessage("most is 0, it must be above 0");
        assertThatThrownBy(() -> limit(CALLS, LimitWindow.DAY, 1)).hasMessageContaining("window is DAY");
        assertThatThrownBy(() -> limit(CALLS, LimitWindow.HOUR, 1).of(Fraction.of(1, 2)))
                .hasMessageContaining("a whole number");
    }

    private static UsageLimit limit(LimitMeasure measure, LimitWindow window, long most) {
        return new UsageLimit(new LimitId("x"), measure, Optional.empty(), window, Fraction.of(most));
    }

    private static UsageLimit limit(Part part) {
        return new UsageLimit(new LimitId("x"), TOKENS, Optional.of(part), LimitWindow.DAY, Fraction.ONE);
    }

    private static Part each(String dimension) {
        return new Part(dimension, Optional.empty());
    }

    private static Part only(String dimension, String value) {
        return new Part(dimension, Optional.of(value));
    }
}
