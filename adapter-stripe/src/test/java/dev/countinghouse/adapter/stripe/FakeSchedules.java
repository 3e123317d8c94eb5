package dev.countinghouse.adapter.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Subscription schedules at {@link FakeStripe}, those that are made of subscriptions. */
final class FakeSchedules {

    final Map<String, ObjectNode> all = new LinkedHashMap<>();

    private final FakeSubscriptions subscriptions;

    FakeSchedules(FakeSubscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    static boolean isFor(FakeCall call) {
        return call.is("POST /v1/subscription_schedules(/.*)?");
    }

    FakeAnswer answer(FakeCall call) {
        if (call.is("POST /v1/subscription_schedules")) {
            return create(call.sent().path("from_subscription").asText());
        }
        ObjectNode schedule = all.get(call.id());
        if (schedule == null) {
            return FakeAnswer.missing("subscription_schedule", call.id());
        }
        if (!schedule.path("status").asText().equals("active")) {
            return FakeAnswer.invalid(
                    "", "the schedule is " + schedule.path("status").asText());
        }
        ObjectNode subscription =
                subscriptions.all.get(schedule.path("subscription").asText());
        if (call.path().endsWith("/release")) {
            end(subscription, "released");
            return FakeAnswer.ok(schedule);
        }
        return update(schedule, subscription, call.sent());
    }

    private FakeAnswer create(String id) {
        ObjectNode subscription = subscriptions.all.get(id);
        if (subscription == null) {
            return FakeAnswer.missing("subscription", id).about("from_subscription");
        }
        if (FakeSubscriptions.isEnded(subscription)
                || subscription.path("schedule").isTextual()) {
            return FakeAnswer.invalid("", "the subscription has ended, or has a schedule already");
        }
        ObjectNode schedule = JsonNodeFactory.instance.objectNode();
        String own = "sub_sched_" + (all.size() + 1);
        schedule.put("id", own).put("object", "subscription_schedule").put("status", "active");
        schedule.put("subscription", id).put("end_behavior", "release").putNull("released_subscription");
        ObjectNode phase = schedule.putArray("phases").addObject();
        phase.put("start_date", subscription.path("_start").asLong());
        phase.put("end_date", subscription.path("_end").asLong());
        phase.set("items", subscription.path("items").deepCopy());
        all.put(own, schedule);
        subscription.put("schedule", own);
        standAt(schedule, 0);
        return FakeAnswer.ok(schedule);
    }

    private static void standAt(ObjectNode schedule, int phase) {
        schedule.put("_at", phase);
        ObjectNode current = schedule.putObject("current_phase");
        current.set("start_date", schedule.at("/phases/" + phase + "/start_date"));
        current.set("end_date", schedule.at("/phases/" + phase + "/end_date"));
    }

    private FakeAnswer update(ObjectNode schedule, ObjectNode subscription, JsonNode sent) {
        ArrayNode phases = JsonNodeFactory.instance.arrayNode();
        long start = schedule.at("/current_phase/start_date").asLong();
        for (JsonNode each : sent.path("phases")) {
            if (each.path("start_date").asLong(start) != start) {
                return FakeAnswer.invalid("", "the current phase cannot begin anew, and phases follow each other");
            }
            Set<String> prices = new HashSet<>();
            for (JsonNode item : each.path("items")) {
                String price = item.path("price").asText();
                if (!prices.add(price) || (FakeItems.isMetered(price) && item.has("quantity"))) {
                    return FakeAnswer.invalid("", "a price is there twice, or is metered and has a quantity");
                }
            }
            ObjectNode phase = each.deepCopy();
            long days = each.at("/duration/interval_count").asLong()
                    * Duration.ofDays(1).toSeconds();
            long end = each.path("end_date").asLong(start + days);
            if (end <= start || (each.has("duration") && each.has("end_date"))) {
                return FakeAnswer.invalid("", "a phase needs an end behind its start");
            }
            phase.put("start_date", start).put("end_date", end).remove("duration");
            phases.add(phase);
            start = end;
        }
        schedule.set("phases", phases);
        schedule.put("end_behavior", sent.path("end_behavior").asText("release"));
        standAt(schedule, 0);
        if (subscription.path("status").asText().equals("trialing")
                && phases.path(0).path("trial_end").asLong()
                        != subscription.path("trial_end").asLong()) {
            // it does as it is told
            subscription.put("status", "active");
        }
        discounts(subscription, phases.path(0));
        return FakeAnswer.ok(schedule);
    }

    /** Those of a phase are all there are. */
    private static void discounts(ObjectNode subscription, JsonNode phase) {
        ArrayNode kept = subscription.putArray("discounts");
        phase.path("discounts").forEach(each -> kept.add(each.path("discount").asText()));
    }

    long nextChange(ObjectNode subscription) {
        return subscription.path("schedule").isTextual()
                ? all.get(subscription.path("schedule").asText())
                        .at("/current_phase/end_date")
                        .asLong()
                : Long.MAX_VALUE;
    }

    /** The current phase is over. */
    void change(ObjectNode subscription) {
        ObjectNode schedule = all.get(subscription.path("schedule").asText());
        int next = schedule.path("_at").asInt() + 1;
        JsonNode phase = schedule.path("phases").path(next);
        long over = schedule.at("/current_phase/end_date").asLong();
        if (phase.isMissingNode()) {
            if (schedule.path("end_behavior").asText().equals("cancel")) {
                subscriptions.cancel(subscription, over);
            } else {
                end(subscription, "released");
            }
            return;
        }
        standAt(schedule, next);
        ArrayNode items = subscription.putArray("items");
        for (JsonNode each : phase.path("items")) {
            ObjectNode item = items.addObject().put("id", "si_" + over + "_" + items.size());
            String price = each.path("price").asText();
            item.put("object", "subscription_item").put("price", price);
            if (!FakeItems.isMetered(price)) {
                item.put("quantity", each.path("quantity").asLong(1));
            }
        }
        phase.path("metadata").fields().forEachRemaining(each -> ((ObjectNode) subscription.path("metadata"))
                .set(each.getKey(), each.getValue()));
        discounts(subscription, phase);
        if (phase.path("billing_cycle_anchor").asText().equals("phase_start")) {
            FakeSubscriptions.period(subscription, over, FakeSubscriptions.after(subscription, over, 1));
        }
    }

    void end(ObjectNode subscription, String status) {
        if (subscription.path("schedule").isTextual()) {
            ObjectNode schedule = all.get(subscription.path("schedule").asText());
            schedule.put("status", status).putNull("current_phase");
            if (status.equals("released")) {
                if (schedule.path("end_behavior").asText().equals("cancel")) {
                    subscription.putNull("cancel_at");
                }
                schedule.put("released_subscription", subscription.path("id").asText());
                schedule.putNull("subscription");
            }
            subscription.putNull("schedule");
        }
    }
}
