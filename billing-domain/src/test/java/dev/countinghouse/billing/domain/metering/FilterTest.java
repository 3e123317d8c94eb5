package dev.countinghouse.billing.domain.metering;

import static dev.countinghouse.billing.domain.metering.Events.data;
import static dev.countinghouse.billing.domain.metering.Events.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.billing.domain.metering.Filter.Condition;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class FilterTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Period WINDOW = new Period(START, START.plusSeconds(100));

    private static final EventUsage USAGE = new EventUsage(List.of(
            event("1", START, "n", 1, "model", "large", "type", "input"),
            event("2", START, "n", 2, "model", "large", "type", "output"),
            event("3", START, "n", 4, "model", "small", "type", "input"),
            event("4", START, "n", 8, "model", "small"),
            event("5", START, "n", 16),
            event("6", START, "n", 32, "model", 7, "type", true)));

    @Test
    void eachConditionHasToHold() {
        assertThat(sum(Filter.ALL)).hasToString("63");
        assertThat(sum(in("model", "large"))).hasToString("3");
        assertThat(sum(in("model", "large", "small"))).hasToString("15");
        assertThat(sum(in("model", "large"), in("type", "input"))).hasToString("1");
        assertThat(sum(in("model", "large"), in("model", "small"))).hasToString("0");
        assertThat(sum(notIn("model", "large"))).hasToString("60");
        assertThat(sum(notIn("model", "large", "small"))).hasToString("48");
    }

    @Test
    void anAbsentPropertyIsTheEmptyText() {
        assertThat(sum(in("type", ""))).hasToString("24");
        assertThat(sum(notIn("type", ""))).hasToString("39");
        assertThat(sum(in("model", "", "small"))).hasToString("28");
        assertThat(sum(in("nothing", ""))).hasToString("63");
        assertThat(sum(in("nothing", "x"))).hasToString("0");
    }

    @Test
    void numbersAndFlagsAreComparedByTheirText() {
        assertThat(sum(in("model", "7"))).hasToString("32");
        assertThat(sum(in("type", "true"))).hasToString("32");
    }

    @Test
    void theMetersOwnFilterAndTheQuestionsBothApply() {
        Meter inputs = Meters.of(Aggregation.SUM, "n", "", Filter.where("type", "input"));
        assertThat(USAGE.quantity(inputs, Filter.ALL, WINDOW)).hasToString("5");
        assertThat(USAGE.quantity(inputs, Filter.where("model", "small"), WINDOW))
                .hasToString("4");
    }

    @Test
    void groupsAddUpToTheWholeAndNameWhatIsAbsent() {
        Meter sum = Meters.of(Aggregation.SUM);
        assertThat(USAGE.quantities(sum, Filter.ALL, List.of("model", "type"), WINDOW))
                .hasToString("{ / =16, 7 / true=32, large / input=1, large / output=2, small / =8, small / input=4}");
        assertThat(USAGE.quantities(sum, Filter.where("type", "input"), List.of("model"), WINDOW))
                .hasToString("{large=1, small=4}");
        assertThat(USAGE.quantities(sum, Filter.ALL, List.of(), WINDOW)).hasToString("{=63}");
    }

    @Test
    void theFilterAlsoReadsUsageThatIsNoLongerAnEvent() {
        Filter filter = new Filter(List.of(in("model", "large"), notIn("type", "input")));
        assertThat(filter.accepts(property -> property.equals("model") ? "large" : "output"))
                .isTrue();
        assertThat(filter.accepts(property -> property.equals("model") ? "large" : "input"))
                .isFalse();
        assertThat(filter.properties()).containsExactly("model", "type");
        assertThat(filter.accepts(data("model", "large"))).isTrue();
    }

    @Test
    void aConditionWithoutPropertyOrValuesIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Filter.where(" ", "x"))
                .withMessageContaining("' '")
                .withMessageContaining("property");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Filter.where("model"))
                .withMessageContaining("'model'")
                .withMessageContaining("at least one value");
    }

    private static Condition in(String property, String... values) {
        return new Condition(property, false, new TreeSet<>(List.of(values)));
    }

    private static Condition notIn(String property, String... values) {
        return new Condition(property, true, new TreeSet<>(List.of(values)));
    }

    private static Fraction sum(Condition... conditions) {
        return sum(new Filter(List.of(conditions)));
    }

    private static Fraction sum(Filter filter) {
        return USAGE.quantity(Meters.of(Aggregation.SUM), filter, WINDOW);
    }
}
