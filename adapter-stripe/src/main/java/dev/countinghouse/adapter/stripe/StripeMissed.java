package dev.countinghouse.adapter.stripe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countinghouse.billing.ports.driven.NoticeOutcome;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Events that Stripe could not deliver to all of the account's endpoints; it keeps them for 30 days. They are read as they
 * are, by hand: they may be of another version than its client knows.
 */
final class StripeMissed {

    private static final int PAGE = 100;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final StripeConnection stripe;

    StripeMissed(StripeConnection stripe) {
        this.stripe = stripe;
    }

    void since(Instant since, Consumer<NoticeOutcome> each) {
        String path = "/v1/events?delivery_success=false&limit=" + PAGE + "&created%5Bgte%5D=" + since.getEpochSecond();
        String behind = "";
        boolean goesOn = true;
        while (goesOn) {
            JsonNode page = parsed(stripe.read("list events that were not delivered", path + behind));
            JsonNode events = page.path("data");
            events.forEach(event -> each.accept(NoticeReader.content(event.toString())));
            goesOn = page.path("has_more").asBoolean() && !events.isEmpty();
            behind = goesOn ? "&starting_after=" + encoded(events.get(events.size() - 1)) : "";
        }
    }

    private static String encoded(JsonNode event) {
        return URLEncoder.encode(event.path("id").asText(), StandardCharsets.UTF_8);
    }

    private static JsonNode parsed(String answer) {
        try {
            return JSON.readTree(answer);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("Stripe's list of events is no JSON", broken);
        }
    }
}
