package dev.countinghouse.billing.domain.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.billing.domain.Seeded;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LargestRemainderTest extends Seeded {

    /** Weights and parts are those of the keys 1, 2, 3 …; worked out by hand. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            100   | 1 1 1         | 34 33 33
            101   | 1 1 1         | 34 34 33
            -100  | 1 1 1         | -34 -33 -33
            10    | 1 2 3         | 2 3 5
            7     | 0.5 0.5       | 4 3
            1     | 0 0 5         | 0 0 1
            1     | 1 1 1 1       | 1 0 0 0
            3     | 0 1 1 1 1     | 0 1 1 1 0
            100   | 41.6 33.3 25.1| 42 33 25
            5     | 1 1000000     | 0 5
            1     | 1 2           | 0 1
            -1    | 1 2           | 0 -1
            0     | 1 2           | 0 0
            0     | 0 0           | 0 0
            9     | 7             | 9
            """)
    void leftoverUnitsGoToTheLargestRemaindersAndTiesToTheSmallerKey(BigInteger whole, String weights, String parts) {
        assertThat(print(LargestRemainder.split(whole, weights(weights)))).isEqualTo(parts);
    }

    @Test
    void weightsThatAddUpToZeroAreRefusedWhenThereIsSomethingToSplit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LargestRemainder.split(BigInteger.ONE, weights("0 0")))
                .withMessageContaining("add up to 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LargestRemainder.split(BigInteger.ONE, new TreeMap<Integer, Fraction>()));
    }

    @Test
    void aNegativeWeightIsRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LargestRemainder.split(BigInteger.TEN, weights("3 -1")))
                .withMessageContaining("weight of 2 is -1");
        assertThatIllegalArgumentException().isThrownBy(() -> LargestRemainder.split(BigInteger.ZERO, weights("1 -1")));
    }

    @Test
    void theOrderOfTheGivenMapDecidesTies() {
        SortedMap<Integer, Fraction> descending = new TreeMap<>(Comparator.reverseOrder());
        descending.putAll(weights("1 1 1"));
        assertThat(LargestRemainder.split(BigInteger.valueOf(100), descending))
                .containsEntry(3, BigInteger.valueOf(34))
                .containsEntry(1, BigInteger.valueOf(33));
    }

    @Test
    void partsAddUpAndAreLessThanOneUnitFromTheirShare() {
        rounds(3_000, round -> {
            BigInteger whole = BigInteger.valueOf(anyLong());
            SortedMap<Integer, Fraction> weights = anyWeights();
            SortedMap<Integer, BigInteger> parts = LargestRemainder.split(whole, weights);
            Fraction total = weights.values().stream().reduce(Fraction.ZERO, Fraction::plus);

            assertThat(parts.values().stream().reduce(BigInteger.ZERO, BigInteger::add))
                    .isEqualTo(whole);
            assertThat(parts.keySet()).isEqualTo(weights.keySet());
            weights.forEach((key, weight) -> {
                Fraction share = fraction(whole).times(weight).dividedBy(total);
                Fraction error = fraction(parts.get(key)).minus(share);
                assertThat(error).isStrictlyBetween(Fraction.of(-1), Fraction.ONE);
            });
        });
    }

    @Test
    void aPartThatWasRoundedUpHasNoSmallerRemainderThanOneRoundedDown() {
        rounds(3_000, round -> {
            BigInteger whole = BigInteger.valueOf(between(1, 1_000_000));
            SortedMap<Integer, Fraction> weights = anyWeights();
            Fraction total = weights.values().stream().reduce(Fraction.ZERO, Fraction::plus);
            SortedMap<Integer, BigInteger> parts = LargestRemainder.split(whole, weights);
            UnaryOperator<Fraction> fractionalPart = share -> share.minus(fraction(share.round(RoundingMode.FLOOR)));

            Fraction leastRaised = Fraction.ONE;
            Fraction mostKept = Fraction.ZERO;
            for (Integer key : parts.keySet()) {
                Fraction share = fraction(whole).times(weights.get(key)).dividedBy(total);
                if (fraction(parts.get(key)).compareTo(share) > 0) {
                    leastRaised = leastRaised.min(fractionalPart.apply(share));
                } else {
                    mostKept = mostKept.max(fractionalPart.apply(share));
                }
            }
            assertThat(leastRaised).isGreaterThanOrEqualTo(mostKept);
        });
    }

    @Test
    void theSplitOfANegativeWholeIsTheMirrorImage() {
        rounds(3_000, round -> {
            BigInteger whole = BigInteger.valueOf(anyLong());
            SortedMap<Integer, Fraction> weights = anyWeights();
            SortedMap<Integer, BigInteger> mirrored = LargestRemainder.split(whole.negate(), weights);
            mirrored.replaceAll((key, part) -> part.negate());
            assertThat(mirrored).isEqualTo(LargestRemainder.split(whole, weights));
        });
    }

    @Test
    void onlyTheRatioOfTheWeightsMatters() {
        rounds(2_000, round -> {
            BigInteger whole = BigInteger.valueOf(anyLong());
            SortedMap<Integer, Fraction> weights = anyWeights();
            SortedMap<Integer, Fraction> scaled = new TreeMap<>(weights);
            Fraction factor = Fraction.of(between(1, 1_000), between(1, 1_000));
            scaled.replaceAll((key, weight) -> weight.times(factor));
            assertThat(LargestRemainder.split(whole, scaled)).isEqualTo(LargestRemainder.split(whole, weights));
        });
    }

    private SortedMap<Integer, Fraction> anyWeights() {
        SortedMap<Integer, Fraction> weights = new TreeMap<>();
        weights.put(0, Fraction.of(between(1, 10)));
        long count = between(0, 8);
        for (int key = 1; key <= count; key++) {
            weights.put(key, Fraction.of(between(0, 1_000), between(1, 12)));
        }
        return weights;
    }

    private static SortedMap<Integer, Fraction> weights(String texts) {
        SortedMap<Integer, Fraction> weights = new TreeMap<>();
        for (String text : texts.split(" ")) {
            weights.put(weights.size() + 1, Fraction.parse(text));
        }
        return weights;
    }

    private static String print(SortedMap<Integer, BigInteger> parts) {
        return String.join(
                " ", parts.values().stream().map(BigInteger::toString).toList());
    }

    private static Fraction fraction(BigInteger whole) {
        return Fraction.of(whole, BigInteger.ONE);
    }
}
