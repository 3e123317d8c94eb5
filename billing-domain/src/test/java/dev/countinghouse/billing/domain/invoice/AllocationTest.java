package dev.countinghouse.billing.domain.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.Seeded;
import dev.countinghouse.billing.domain.metering.Group;
import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Splitting money over account, project and run: every level adds up to the one above. */
class AllocationTest extends Seeded {

    private static final Currency USD = Currency.getInstance("USD");

    /** Weights are written {@code project/run weight}. */
    private static SortedMap<Group, Fraction> weights(String... weights) {
        SortedMap<Group, Fraction> map = new TreeMap<>();
        for (String weight : weights) {
            String[] part = weight.split(" ");
            map.put(new Group(List.of(part[0].split("/"))), Fraction.parse(part[1]));
        }
        return map;
    }

    private static List<String> split(String whole, String... weights) {
        return Allocation.split(Money.parse(whole, USD), weights(weights)).entrySet().stream()
                .map(part -> part.getKey() + " " + part.getValue().value())
                .toList();
    }

    @Test
    void partsAreWholeTrillionthsAndTheSmallerKeyWinsATie() {
        assertThat(split("1.00", "a 1", "b 1", "c 1"))
                .containsExactly("a 0.333333333334", "b 0.333333333333", "c 0.333333333333");
    }

    @Test
    void eachLevelIsSplitOfThePartAboveIt() {
        // 2/3 of 0.01 is 0.006666666667 for a, then halves of it; b gets the rest
        assertThat(split("0.01", "a/x 1", "a/y 1", "b/x 1"))
                .containsExactly("a / x 0.003333333334", "a / y 0.003333333333", "b / x 0.003333333333");
    }

    @Test
    void aNegativeWholeIsTheMirrorImage() {
        assertThat(split("-1.00", "a 1", "b 1", "c 1"))
                .containsExactly("a -0.333333333334", "b -0.333333333333", "c -0.333333333333");
    }

    @Test
    void whoUsedNothingGetsNothingUnlessNobodyUsedAnything() {
        assertThat(split("3.00", "a 0", "b 2", "c 1")).containsExactly("a 0", "b 2", "c 1");
        assertThat(split("3.00", "a/x 0", "a/y 0", "b/x 1")).containsExactly("a / x 0", "a / y 0", "b / x 3");
        assertThat(split("3.00", "a/x 0", "a/y 0", "b/x 0")).containsExactly("a / x 0.75", "a / y 0.75", "b / x 1.5");
        assertThat(split("0.00", "a 0", "b 1")).containsExactly("a 0", "b 0");
    }

    @Test
    void groupsOfDifferentDepthAreRefused() {
        assertThatThrownBy(() -> split("1.00", "a 1", "a/x 1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("different levels");
        assertThatThrownBy(() -> split("1.00", "a/x 1", "b 1")).hasMessageContaining("different levels");
        assertThatThrownBy(() -> split("1.00")).hasMessageContaining("no groups");
    }

    @Test
    void everyLevelAddsUpForRandomTrees() {
        rounds(300, round -> {
            Money whole = new Money(between(-1_000_000, 1_000_000), USD);
            SortedMap<Group, Fraction> weights = new TreeMap<>();
            for (int i = 0; i < between(1, 30); i++) {
                Group group = new Group(List.of("p" + between(0, 3), "r" + between(0, 4), "s" + between(0, 2)));
                weights.put(group, Fraction.of(between(0, 5), between(1, 7)));
            }
            SortedMap<Group, Amount> parts = Allocation.split(whole, weights);
            assertThat(parts.keySet()).isEqualTo(weights.keySet());
            assertThat(sum(parts, "").value()).isEqualTo(whole.exact().value());
            SortedMap<Group, Fraction> projects = new TreeMap<>();
            weights.forEach(
                    (group, weight) -> projects.merge(new Group(group.values().subList(0, 1)), weight, Fraction::plus));
            Allocation.split(whole, projects)
                    .forEach((project, part) ->
                            assertThat(sum(parts, project.values().get(0))).isEqualTo(part));
        });
    }

    private static Amount sum(SortedMap<Group, Amount> parts, String project) {
        return parts.entrySet().stream()
                .filter(part ->
                        project.isEmpty() || part.getKey().values().get(0).equals(project))
                .map(Map.Entry::getValue)
                .reduce(Amount.zero(USD), Amount::plus);
    }
}
