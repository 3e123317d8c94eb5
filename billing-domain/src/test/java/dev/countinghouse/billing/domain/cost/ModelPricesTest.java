package dev.countinghouse.billing.domain.cost;

import static dev.countinghouse.billing.domain.cost.CostFixtures.cost;
import static dev.countinghouse.billing.domain.cost.CostFixtures.outcome;
import static dev.countinghouse.billing.domain.cost.CostFixtures.prices;
import static dev.countinghouse.billing.domain.cost.CostFixtures.usage;
import static dev.countinghouse.billing.domain.cost.CostFixtures.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelPricesTest {

    private static final ModelPrices CACHING = prices(
            "input_mtok 3", "cache_read_mtok 0.3", "cache_write_mtok 3.75", "cache_write_1h_mtok 6", "output_mtok 15");

    @Test
    void cachedTokensAreChargedOnceAtTheCachePrice() {
        ProviderCost cost = cost(CACHING, usage("input_tokens 1000000", "cache_read_tokens 400000"));

        assertThat(cost.steps())
                .extracting(CostStep::toString)
                .containsExactly(
                        "600000 input_tokens at 3.00 USD per 1000000 = 1.8 USD",
                        "400000 cache_read_tokens at 0.30 USD per 1000000 = 0.12 USD");
        assertThat(cost.total()).isEqualTo(dollars("1.92"));
    }

    @Test
    void aPartWithoutAPriceStaysInItsWhole() {
        ProviderCost cost = cost(
                CACHING,
                usage(
                        "input_tokens 100",
                        "cache_write_tokens 60",
                        "cache_write_5m_tokens 40",
                        "cache_write_1h_tokens 20",
                        "output_tokens 50",
                        "output_reasoning_tokens 30"));

        assertThat(counts(cost))
                .isEqualTo(Map.of(
                        UsageKind.INPUT_TOKENS, 40L,
                        UsageKind.CACHE_WRITE_TOKENS, 40L,
                        UsageKind.CACHE_WRITE_1H_TOKENS, 20L,
                        UsageKind.OUTPUT_TOKENS, 50L));
        assertThat(cost.unpriced()).isEmpty();
    }

    @Test
    void whatIsBothCachedAndAudioIsTakenOutOfInputOnce() {
        ModelPrices audio =
                prices("input_mtok 1", "cache_read_mtok 2", "input_audio_mtok 3", "cache_audio_read_mtok 4");
        ProviderCost cost = cost(
                audio,
                usage(
                        "input_tokens 100",
                        "cache_read_tokens 50",
                        "input_audio_tokens 40",
                        "cache_audio_read_tokens 30"));

        assertThat(counts(cost))
                .isEqualTo(Map.of(
                        UsageKind.INPUT_TOKENS, 40L,
                        UsageKind.CACHE_READ_TOKENS, 20L,
                        UsageKind.INPUT_AUDIO_TOKENS, 10L,
                        UsageKind.CACHE_AUDIO_READ_TOKENS, 30L));
    }

    @Test
    void searchesAndRequestsAreNeitherInputNorOutput() {
        ModelPrices sonar = prices("input_mtok 1", "output_mtok 1", "requests_kcount 12", "web_searches_kcount 5");
        ProviderCost cost = cost(sonar, usage("input_tokens 10", "output_tokens 20", "web_searches 3"));

        assertThat(cost.input()).isEqualTo(dollars("0.00001"));
        assertThat(cost.output()).isEqualTo(dollars("0.00002"));
        assertThat(cost.other()).isEqualTo(dollars("0.027"));
        assertThat(cost.total()).isEqualTo(dollars("0.02703"));
    }

    @Test
    void usageOfSeveralRequestsPaysTheRequestFeeForEach() {
        assertThat(cost(prices("requests_kcount 12"), usage("requests 5")).other())
                .isEqualTo(dollars("0.06"));
    }

    @Test
    void usageThatNothingIsChargedForIsNamed() {
        ProviderCost cost = cost(
                prices("input_mtok 1"),
                usage("input_tokens 5", "output_tokens 7", "output_text_tokens 7", "web_searches 1"));

        assertThat(cost.unpriced()).containsExactly(UsageKind.OUTPUT_TOKENS, UsageKind.WEB_SEARCHES);
        assertThat(cost.total()).isEqualTo(dollars("0.000005"));
    }

    @Test
    void aFreeModelCostsNothingAndSaysWhatItDidNotCharge() {
        ProviderCost cost = cost(prices(), usage("input_tokens 5", "output_tokens 7"));

        assertThat(cost.total()).isEqualTo(dollars("0"));
        assertThat(cost.unpriced()).containsExactly(UsageKind.INPUT_TOKENS, UsageKind.OUTPUT_TOKENS);
    }

    @Test
    void everyUnitIsPricedByItsOwnLot() {
        ModelPrices all = prices(
                "input_mchars 2",
                "audio_hours 0.36",
                "input_gpixels 7",
                "input_document_kpages 4",
                "code_executions_kcount 50");
        ProviderCost cost = cost(
                all,
                usage(
                        "input_characters 1000",
                        "audio_seconds 10",
                        "input_pixels 1000000",
                        "input_document_pages 3",
                        "code_executions 2"));

        assertThat(cost.steps())
                .extracting(CostStep::amount)
                .containsExactly(
                        dollars("0.002"), dollars("0.007"), dollars("0.012"), dollars("0.001"), dollars("0.1"));
    }

    @ParameterizedTest(name = "{0} input tokens: {1} USD")
    @CsvSource({"199999, 0.199999", "200000, 0.2", "200001, 0.400002", "272000, 0.544", "272001, 0.816003"})
    void aTierAppliesToEveryTokenOfARequestAboveItsBound(long input, String dollars) {
        TieredRate tiered = new TieredRate(
                usd("1", UsageKind.INPUT_TOKENS),
                List.of(
                        new TieredRate.Tier(200_000, usd("2", UsageKind.INPUT_TOKENS)),
                        new TieredRate.Tier(272_000, usd("3", UsageKind.INPUT_TOKENS))));
        ModelPrices prices = new ModelPrices(Map.of(UsageKind.INPUT_TOKENS, tiered));

        assertThat(cost(prices, usage("input_tokens " + input)).total()).isEqualTo(dollars(dollars));
    }

    @Test
    void theLengthOfTheInputWithItsCachedPartDecidesTheTierOfTheOutput() {
        TieredRate output = new TieredRate(
                usd("10", UsageKind.OUTPUT_TOKENS),
                List.of(new TieredRate.Tier(200_000, usd("15", UsageKind.OUTPUT_TOKENS))));
        ModelPrices prices = new ModelPrices(Map.of(UsageKind.OUTPUT_TOKENS, output));

        assertThat(cost(prices, usage("input_tokens 200001", "cache_read_tokens 200000", "output_tokens 2"))
                        .output())
                .isEqualTo(dollars("0.00003"));
        assertThat(cost(prices, usage("input_tokens 200000", "output_tokens 300000"))
                        .output())
                .isEqualTo(dollars("3"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "input_tokens 10, cache_read_tokens 11 | cache_read_tokens is 11, more than the 10 input_tokens it is part of",
                "cache_read_tokens 5 | cache_read_tokens is 5, more than the 0 input_tokens it is part of",
                "output_reasoning_tokens 9, output_tokens 8 | output_reasoning_tokens is 9, more than the 8 output_tokens",
                "output_text_tokens 5 | output_text_tokens is 5, more than the 0 output_tokens it is part of",
                "input_tokens 10, cache_read_tokens 6, cache_write_tokens 5 | input_tokens is 10, less than its separately"
                        + " priced parts, which are 11",
            })
    void countsThatContradictEachOtherAreRefusedWithTheReason(String counts, String reason) {
        CostOutcome outcome = outcome(CACHING, usage(counts.split(", ", -1)));

        assertThat(outcome)
                .isInstanceOfSatisfying(CostOutcome.ContradictoryUsage.class, refused -> assertThat(refused.reason())
                        .startsWith(reason));
    }

    @Test
    void negativeCountsAreRefused() {
        assertThatThrownBy(() -> usage("input_tokens -1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("input_tokens is -1, a count is between 0 and 1000000000000000");
    }

    @Test
    void pricesWhoseOverlapHasNoneAreRefused() {
        assertThatThrownBy(() -> prices("input_mtok 1", "cache_read_mtok 2", "input_audio_mtok 3"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "input_audio_mtok and cache_read_mtok are priced but cache_audio_read_mtok, which is both, is"
                                + " not: give it a price");
    }

    @Test
    void negativePricesAndDisorderedTiersAreRefused() {
        assertThatThrownBy(() -> prices("input_mtok -1")).hasMessageContaining("is negative");
        TieredRate.Tier tier = new TieredRate.Tier(5, usd("1", UsageKind.INPUT_TOKENS));
        assertThatThrownBy(() -> new TieredRate(usd("1", UsageKind.INPUT_TOKENS), List.of(tier, tier)))
                .hasMessageContaining("ascending order");
    }

    @Test
    void withOneAndTheSamePriceForEverythingNoSplitChangesTheTotal() {
        ModelPrices same = prices(
                "input_mtok 1", "cache_read_mtok 1", "input_audio_mtok 1", "cache_audio_read_mtok 1", "output_mtok 1");
        long seed = 20_251_106;
        Random random = new Random(seed);
        for (int run = 0; run < 2_000; run++) {
            int[] disjoint = random.ints(5, 0, 1_000_000).toArray();
            long input = (long) disjoint[0] + disjoint[1] + disjoint[2] + disjoint[3];
            ProviderCost cost = cost(
                    same,
                    usage(
                            "input_tokens " + input,
                            "cache_read_tokens " + (disjoint[1] + disjoint[3]),
                            "input_audio_tokens " + (disjoint[2] + disjoint[3]),
                            "cache_audio_read_tokens " + disjoint[3],
                            "output_tokens " + disjoint[4]));
            assertThat(cost.total().value())
                    .as("seed %s run %s", seed, run)
                    .isEqualTo(Fraction.of(input + disjoint[4], 1_000_000));
        }
    }

    private static Map<UsageKind, Long> counts(ProviderCost cost) {
        return cost.steps().stream().collect(Collectors.toMap(CostStep::kind, CostStep::count));
    }

    private static Amount dollars(String dollars) {
        return new Amount(Fraction.parse(dollars), ProviderCost.USD);
    }
}
