package dev.countinghouse.adapter.postgres.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.metering.Value;
import dev.countinghouse.billing.ports.driving.RecordUsage.Submission;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Sends batches and knows what it was told about them. */
final class Client {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String authorization;

    Client(String authorization) {
        this.authorization = authorization;
    }

    /** Whether it was told that every event is kept; a server that is gone has told nothing. */
    boolean isToldKept(URI server, List<Submission> batch) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.resolve(KillScenario.PATH))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/cloudevents-batch+json")
                .header("Authorization", authorization)
                .POST(HttpRequest.BodyPublishers.ofString(json(batch)))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 && isKept(JSON.readTree(answer.body()), batch.size());
        } catch (IOException gone) {
            return false;
        }
    }

    private static boolean isKept(JsonNode answer, int size) {
        JsonNode items = answer.path("items");
        for (JsonNode item : items) {
            if (!Set.of("accepted", "duplicate").contains(item.path("status").asText())) {
                throw new AssertionError("an event was not accepted: " + answer);
            }
        }
        return items.size() == size;
    }

    private static String json(List<Submission> batch) {
        ArrayNode events = JSON.createArrayNode();
        batch.forEach(submission -> events.addObject()
                .put("specversion", "1.0")
                .put("id", submission.key().id())
                .put("source", submission.key().source())
                .put("type", submission.type())
                .put("subject", submission.subject())
                .put("time", submission.time().toString())
                .set("data", data(submission)));
        return events.toString();
    }

    private static JsonNode data(Submission submission) {
        ObjectNode data = JSON.createObjectNode();
        submission.data().values().forEach((name, value) -> {
            if (value instanceof Value.Numeric numeric) {
                data.put(name, numeric.number());
            } else {
                data.put(name, value.asText());
            }
        });
        return data;
    }
}
