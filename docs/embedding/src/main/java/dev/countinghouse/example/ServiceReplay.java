package dev.countinghouse.example;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.metering.Value;
import dev.countinghouse.billing.ports.driving.RecordProviderResponses.ProviderResponse;
import dev.countinghouse.billing.ports.driving.RecordUsage.Submission;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Sends the month's usage over HTTP, day by day, as it would have come in. */
final class ServiceReplay {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BATCH = 500;

    private final Rest rest;
    private final PrintStream out;
    private final Consumer<Instant> clock;
    private final List<ProviderResponse> responses = new ArrayList<>();
    private final Map<String, Integer> outcomes = new TreeMap<>();

    /** @param clock moves the service's clock on */
    ServiceReplay(Rest rest, PrintStream out, Consumer<Instant> clock) {
        this.rest = rest;
        this.out = out;
        this.clock = clock;
        responses.addAll(AzureTrace.responses());
        responses.addAll(ProviderSample.responses());
    }

    void run(LocalDate first, LocalDate last) {
        out.println("USAGE COMES IN  Azure LLM trace, provider responses, levels of storage and seats");
        Instant from = Instant.MIN;
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            Instant end = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
            clock.accept(end);
            send(from, end);
            from = end;
            if (day.getDayOfMonth() % 7 == 0 || day.equals(last)) {
                out.printf("  %s  %s%n", day, outcomesSoFar());
            }
        }
        out.println();
    }

    private String outcomesSoFar() {
        return outcomes.entrySet().stream()
                .map(outcome -> String.format("%6s %s", Text.count(outcome.getValue()), outcome.getKey()))
                .collect(Collectors.joining(", "));
    }

    /** Everything dated in {@code [from, to)}. */
    private void send(Instant from, Instant to) {
        inBatches(
                Levels.reports().stream()
                        .filter(report -> isIn(report.time(), from, to))
                        .map(ServiceReplay::cloudEvent)
                        .toList(),
                batch -> rest.post("/events", "application/cloudevents-batch+json", Rest.json(batch)));
        inBatches(
                responses.stream()
                        .filter(response -> isIn(response.time(), from, to))
                        .map(ServiceReplay::body)
                        .toList(),
                batch -> rest.post("/llm/responses", batch));
    }

    private interface Sending {
        JsonNode send(List<JsonNode> batch);
    }

    private void inBatches(List<JsonNode> items, Sending sending) {
        for (int start = 0; start < items.size(); start += BATCH) {
            List<JsonNode> batch = items.subList(start, Math.min(start + BATCH, items.size()));
            for (JsonNode item : sending.send(batch).get("items")) {
                outcomes.merge(status(item), 1, Integer::sum);
            }
        }
    }

    private static String status(JsonNode item) {
        String status = item.get("status").textValue();
        if (!List.of("accepted", "duplicate").contains(status)) {
            throw new IllegalStateException("the service did not take an event of the example: " + item);
        }
        return status;
    }

    private static boolean isIn(Instant time, Instant from, Instant to) {
        return !time.isBefore(from) && time.isBefore(to);
    }

    private static JsonNode cloudEvent(Submission submission) {
        ObjectNode event = JSON.createObjectNode()
                .put("specversion", "1.0")
                .put("id", submission.key().id())
                .put("source", submission.key().source())
                .put("type", submission.type())
                .put("subject", submission.subject())
                .put("time", submission.time().toString());
        ObjectNode data = event.putObject("data");
        submission.data().values().forEach((path, value) -> {
            if (value instanceof Value.Numeric numeric) {
                data.put(path, numeric.number());
            } else {
                data.put(path, value.asText());
            }
        });
        return event;
    }

    private static JsonNode body(ProviderResponse response) {
        ObjectNode body = JSON.createObjectNode()
                .put("id", response.key().id())
                .put("source", response.key().source())
                .put("subject", response.subject())
                .put("time", response.time().toString())
                .put("provider", response.provider())
                .put("apiFlavor", response.apiFlavor());
        body.putPOJO("dimensions", response.dimensions());
        try {
            body.set("response", JSON.readTree(response.body()));
        } catch (JsonProcessingException broken) {
            throw new UncheckedIOException(broken);
        }
        return body;
    }
}
