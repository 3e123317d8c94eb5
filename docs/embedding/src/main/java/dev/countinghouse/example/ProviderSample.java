package dev.countinghouse.example;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.ports.driving.RecordProviderResponses.ProviderResponse;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * 890 usage blocks of real responses of 57 models, in the formats of 28 provider APIs. The customers took them in turns
 * when they tried models out, all at the instant as of which the sample states their prices.
 */
final class ProviderSample {

    static final Instant TIME = Instant.parse("2025-11-06T12:00:00Z");
    static final String PROJECT = "model-trials";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ProviderSample() {}

    static List<ProviderResponse> responses() {
        List<String> lines = Resource.lines("provider-usage-sample.ndjson");
        List<ProviderResponse> responses = new ArrayList<>();
        for (int index = 0; index < lines.size(); index++) {
            responses.add(response(index, parsed(lines.get(index))));
        }
        return responses;
    }

    private static ProviderResponse response(int index, JsonNode line) {
        Customer customer = index % 2 == 0 ? Customer.HARBOR : Customer.LINDENHOF;
        return new ProviderResponse(
                new EventKey("provider-usage-sample", "line-" + (index + 1)),
                customer.id().value(),
                TIME,
                line.get("provider").textValue(),
                line.get("apiFlavor").textValue(),
                line.get("response").toString(),
                new TreeMap<>(Map.of("project", PROJECT)));
    }

    private static JsonNode parsed(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
