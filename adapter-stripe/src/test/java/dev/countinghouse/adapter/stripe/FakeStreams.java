package dev.countinghouse.adapter.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.adapter.stripe.FakeMeters.Counted;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * Streams of meter events at {@link FakeStripe}: sessions that end, and calls of many events, of which nothing but their form is
 * checked before they are answered.
 */
final class FakeStreams {

    static final String SESSION = "/v2/billing/meter_event_session";
    static final String STREAM = "/v2/billing/meter_event_stream";
    static final int MOST = 100;

    private final FakeMeters meters;
    private final InstantSource clock;
    private final Map<String, Instant> sessions = new HashMap<>();
    private Duration lasting = Duration.ofMinutes(15);
    private String refused = "";
    private int turnedAway;

    FakeStreams(FakeMeters meters, InstantSource clock) {
        this.meters = meters;
        this.clock = clock;
    }

    /** Of sessions from now on. */
    synchronized void last(Duration each) {
        lasting = each;
    }

    /** From now on a call with an event of that name is refused as a whole. */
    synchronized void refuse(String eventName) {
        refused = eventName;
    }

    /** As if there had never been a session. */
    synchronized void forgetSessions() {
        sessions.clear();
    }

    /** How many calls came with a token that did not hold any more. */
    synchronized int turnedAway() {
        return turnedAway;
    }

    synchronized FakeAnswer open() {
        Instant now = clock.instant();
        String token = "token_SecretThatNobodyMaySee" + sessions.size();
        sessions.put(token, now.plus(lasting));
        return FakeAnswer.ok(JsonNodeFactory.instance
                .objectNode()
                .put("object", "v2.billing.meter_event_session")
                .put("id", "mes_" + sessions.size())
                .put("authentication_token", token)
                .put("created", now.toString())
                .put("expires_at", now.plus(lasting).toString())
                .put("livemode", false));
    }

    /** All of a call, or none. */
    synchronized FakeAnswer take(FakeCall call) {
        String key = call.headers().getOrDefault("Authorization", "").replaceFirst("^Bearer ", "");
        if (!sessions.containsKey(key)) {
            turnedAway++;
            return FakeAnswer.error(401, "invalid_request_error", "", "Invalid API Key provided: " + key);
        }
        if (!clock.instant().isBefore(sessions.get(key))) {
            turnedAway++;
            return FakeAnswer.error(
                    401, "temporary_session_expired", "billing_meter_event_session_expired", "The session has expired");
        }
        JsonNode events = call.sent().path("events");
        String wrong = events.isEmpty() || events.size() > MOST ? "between 1 and 100 events are taken" : "";
        for (JsonNode event : events) {
            wrong = wrong.isEmpty() ? wrong(event) : wrong;
        }
        if (!wrong.isEmpty()) {
            return FakeAnswer.invalid("", wrong).about("events");
        }
        events.forEach(event -> meters.checkLater(counted(event)));
        ObjectNode nothing = JsonNodeFactory.instance.objectNode();
        return FakeAnswer.ok(nothing);
    }

    private String wrong(JsonNode event) {
        if (event.path("event_name").asText().equals(refused)) {
            return "an event of this name is not taken";
        }
        if (!event.path("identifier").asText().matches(".{1,100}")) {
            return "an identifier has 1 to 100 characters";
        }
        try {
            Counted read = counted(event);
            return read.customer().isEmpty() ? "the payload names no customer" : "";
        } catch (DateTimeException | NumberFormatException unreadable) {
            return "the timestamp is no date-time, or the value no whole number";
        }
    }

    private static Counted counted(JsonNode event) {
        return new Counted(
                event.path("event_name").asText(),
                event.path("payload").path("stripe_customer_id").asText(),
                new BigInteger(event.path("payload").path("value").asText()),
                Instant.parse(event.path("timestamp").asText()).getEpochSecond(),
                event.path("identifier").asText());
    }
}
