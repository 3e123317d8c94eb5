package dev.countinghouse.billing.ports.pricebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countinghouse.billing.domain.cost.CostOutcome;
import dev.countinghouse.billing.domain.cost.ModelRef;
import dev.countinghouse.billing.domain.cost.ProviderCost;
import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * 890 usage blocks of real responses, of 28 pairs of provider and API flavour, each with the usage and the exact price that
 * genai-prices (MIT, see the LICENSE beside the file) finds for it as of the moment below.
 */
class ProviderUsageSampleTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Instant AS_OF = Instant.parse("2025-11-06T12:00:00Z");

    private final PriceBookFile prices = PriceBookFile.bundled();

    @Test
    void everyResponseOfTheSampleHasExactlyTheUsageAndThePriceItShould() throws IOException {
        List<String> lines = sample();
        List<String> mismatches = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            JsonNode line = JSON.readTree(lines.get(i));
            for (String mismatch : mismatches(line)) {
                mismatches.add("line " + (i + 1) + " " + mismatch);
            }
        }

        assertThat(lines).hasSize(890);
        assertThat(mismatches).isEmpty();
    }

    private List<String> mismatches(JsonNode line) {
        String provider = line.get("provider").textValue();
        UsageOutcome read =
                prices.responses().read(provider, line.get("apiFlavor").textValue(), line.get("response"));
        return read.fold(
                extracted -> mismatches(line, extracted),
                none -> List.of(none.toString()),
                malformed -> List.of(malformed.toString()),
                unreadable -> List.of(unreadable.toString()));
    }

    private List<String> mismatches(JsonNode line, UsageOutcome.Extracted read) {
        List<String> found = new ArrayList<>();
        compare("model", read.model(), line.get("model").textValue(), found);
        compare("usage", names(read), counts(line.get("usage")), found);
        CostOutcome outcome = prices.book()
                .cost(ModelRef.of(read.provider(), line.get("model").textValue()), read.usage(), AS_OF);
        if (outcome instanceof CostOutcome.Priced priced) {
            compareAmounts(priced.cost(), line, found);
        } else {
            found.add(outcome.toString());
        }
        return found;
    }

    private static void compareAmounts(ProviderCost cost, JsonNode line, List<String> found) {
        Amount tokens = cost.input().plus(cost.output());
        compare("input", cost.input(), dollars(line.get("inputPriceUsd")), found);
        compare("output", cost.output(), dollars(line.get("outputPriceUsd")), found);
        compare("total", cost.total(), line.has("totalPriceUsd") ? dollars(line.get("totalPriceUsd")) : tokens, found);
    }

    private static void compare(String what, Object actual, Object expected, List<String> found) {
        if (!actual.equals(expected)) {
            found.add(what + " is " + actual + " instead of " + expected);
        }
    }

    private static Map<String, Long> names(UsageOutcome.Extracted read) {
        Map<String, Long> names = new TreeMap<>();
        read.usage().counts().forEach((kind, count) -> names.put(kind.countName(), count));
        return names;
    }

    private static Map<String, Long> counts(JsonNode usage) {
        Map<String, Long> counts = new TreeMap<>();
        usage.fieldNames()
                .forEachRemaining(name -> counts.put(name, usage.get(name).longValue()));
        return counts;
    }

    private static Amount dollars(JsonNode text) {
        return new Amount(Fraction.parse(text.textValue()), ProviderCost.USD);
    }

    private static List<String> sample() throws IOException {
        try (InputStream file = ProviderUsageSampleTest.class.getResourceAsStream(
                "/dev/countinghouse/pricebook/provider-usage-sample.ndjson")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
