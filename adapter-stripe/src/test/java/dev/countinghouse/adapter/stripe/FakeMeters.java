package dev.countinghouse.adapter.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Meters at {@link FakeStripe}: it knows identifiers again for a day, and takes customers on trust, as Stripe does at first. */
final class FakeMeters {

    private static final long DAY = 24 * 3_600;

    record Counted(String meter, String customer, BigInteger value, long at, String identifier) {}

    private final FakeAccount account;
    private final InstantSource clock;
    private final Map<String, ObjectNode> meters;
    private final Map<String, Long> known = new HashMap<>();
    private final Map<String, ObjectNode> events = new HashMap<>();
    private final List<Counted> counted = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private boolean codesAreSent;

    final FakeStreams streams;

    FakeMeters(FakeAccount account, InstantSource clock) {
        this.account = account;
        this.meters = account.catalogue.meters;
        this.clock = clock;
        this.streams = new FakeStreams(this, clock);
    }

    /** Somebody has provisioned it. */
    void add(String eventName) {
        synchronized (account) {
            ObjectNode meter = JsonNodeFactory.instance.objectNode();
            String id = "mtr_" + (meters.size() + 1);
            meter.put("id", id)
                    .put("object", "billing.meter")
                    .put("event_name", eventName)
                    .put("status", "active");
            meters.put(id, meter);
        }
    }

    void remove(String eventName) {
        synchronized (account) {
            meters.values().removeIf(meter -> meter.path("event_name").asText().equals(eventName));
        }
    }

    /** From now on a refusal says by a code why, which it did not always. */
    void sendCodes() {
        synchronized (account) {
            codesAreSent = true;
        }
    }

    List<Counted> counted() {
        synchronized (account) {
            return List.copyOf(counted);
        }
    }

    /** Thin events about what was taken and is not counted, all there were. */
    List<String> complaints() {
        synchronized (account) {
            return List.copyOf(complaints);
        }
    }

    /** Checks late: the event is not counted after all, and this is what a thin event about it is fetched as. */
    void drop(String event, String identifier, String code) {
        synchronized (account) {
            counted.removeIf(each -> each.identifier().equals(identifier));
            ObjectNode report = JsonNodeFactory.instance.objectNode();
            report.put("id", event).put("object", "v2.core.event");
            report.put("type", "v1.billing.meter.error_report_triggered");
            ArrayNode types = report.putObject("data").putObject("reason").putArray("error_types");
            ObjectNode type = types.addObject().put("code", code).put("error_count", 2);
            ArrayNode samples = type.putArray("sample_errors");
            samples.addObject().putObject("request").put("identifier", "somebody-elses");
            samples.addObject().putObject("request").put("identifier", identifier);
            events.put(event, report);
        }
    }

    FakeAnswer answer(FakeCall call) {
        if (call.is("POST " + FakeStreams.SESSION)) {
            return streams.open();
        }
        if (call.is("POST " + FakeStreams.STREAM)) {
            return streams.take(call);
        }
        if (call.is("POST /v1/billing/meter_events")) {
            return count(call.sent());
        }
        if (call.is("GET /v1/billing/meters/[^/]+/event_summaries")) {
            return summaries(call.path().split("/")[4], call.sent());
        }
        String id = call.path().substring(call.path().lastIndexOf('/') + 1);
        return events.containsKey(id) ? FakeAnswer.ok(events.get(id)) : FakeAnswer.missing("event", id);
    }

    private FakeAnswer count(JsonNode sent) {
        Counted event = new Counted(
                sent.path("event_name").asText(),
                sent.path("payload").path("stripe_customer_id").asText(),
                new BigInteger(sent.path("payload").path("value").asText()),
                sent.path("timestamp").asLong(),
                sent.path("identifier").asText());
        String wrong = wrongTime(event.at());
        if (!wrong.isEmpty()) {
            return FakeAnswer.invalid(wrong, "The timestamp is wrong").about("timestamp");
        }
        if (!isNew(event)) {
            return FakeAnswer.invalid(
                    codesAreSent ? "duplicate_meter_event" : "",
                    "An event already exists with identifier " + event.identifier() + ".");
        }
        return FakeAnswer.ok(JsonNodeFactory.instance
                .objectNode()
                .put("object", "billing.meter_event")
                .put("identifier", event.identifier()));
    }

    /** Of a stream: nobody waits for what comes of it, and one that is known already is nobody's mistake. */
    void checkLater(Counted event) {
        String wrong = wrongTime(event.at());
        if (wrong.isEmpty()) {
            isNew(event);
        } else {
            String complaint = "evt_later_" + complaints.size();
            complaints.add(complaint);
            drop(complaint, event.identifier(), wrong);
        }
    }

    /** The code of what is wrong with it; empty if nothing is. */
    private String wrongTime(long at) {
        long now = clock.instant().getEpochSecond();
        if (at < now - 35 * DAY) {
            return "timestamp_too_far_in_past";
        }
        return at > now + 300 ? "timestamp_in_future" : "";
    }

    /** And counts it then. */
    private boolean isNew(Counted event) {
        long now = clock.instant().getEpochSecond();
        if (now < known.getOrDefault(event.identifier(), Long.MIN_VALUE + DAY) + DAY) {
            return false;
        }
        known.put(event.identifier(), now);
        counted.add(event);
        return true;
    }

    private FakeAnswer summaries(String id, JsonNode sent) {
        long start = sent.path("start_time").asLong();
        long end = sent.path("end_time").asLong();
        if (start % 60 != 0 || end % 60 != 0) {
            return FakeAnswer.invalid("", "Times must be aligned with minute boundaries");
        }
        String meter = meters.get(id).path("event_name").asText();
        BigInteger sum = counted.stream()
                .filter(each -> each.meter().equals(meter)
                        && each.customer().equals(sent.path("customer").asText()))
                .filter(each -> each.at() >= start && each.at() < end)
                .map(Counted::value)
                .reduce(BigInteger.ZERO, BigInteger::add);
        ObjectNode summary = JsonNodeFactory.instance.objectNode();
        summary.put("id", "mtrusg_1").put("object", "billing.meter_event_summary");
        summary.put("aggregated_value", sum).put("meter", id);
        return FakeAnswer.ok(FakeAccount.list(List.of(summary)));
    }
}
