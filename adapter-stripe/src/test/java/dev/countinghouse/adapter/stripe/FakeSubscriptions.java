package dev.countinghouse.adapter.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Subscriptions at {@link FakeStripe}, which move with its clock. There are no invoices. A price whose name has
 * {@code metered} in it is one of usage, and one with {@code year} is due yearly; all others monthly.
 */
final class FakeSubscriptions {

    private static final int FIRST_ITEMS = 10;

    final Map<String, ObjectNode> all = new LinkedHashMap<>();
    private final FakeItems items = new FakeItems();
    final FakeSchedules schedules = new FakeSchedules(this);

    private final FakeAccount account;
    private final FakePayments payments;
    private int discounts;

    FakeSubscriptions(FakeAccount account, FakePayments payments) {
        this.account = account;
        this.payments = payments;
    }

    static boolean isFor(FakeCall call) {
        return call.path().startsWith("/v1/subscription");
    }

    long now() {
        return payments.now();
    }

    FakeAnswer answer(FakeCall call) {
        all.values().forEach(this::moveOn);
        if (FakeSchedules.isFor(call)) {
            return schedules.answer(call);
        }
        if (call.is("POST /v1/subscriptions")) {
            return create(call);
        }
        if (call.is("GET /v1/subscriptions")) {
            return list(call);
        }
        String id = call.is("GET /v1/subscription_items")
                ? call.sent().path("subscription").asText()
                : call.id();
        ObjectNode subscription = all.get(id);
        if (subscription == null || (call.method().equals("DELETE") && isEnded(subscription))) {
            return FakeAnswer.missing("subscription", id);
        }
        if (call.is("GET /v1/subscription_items")) {
            return FakeAnswer.ok(FakeAccount.list(FakeItems.of(subscription)));
        }
        if (call.method().equals("DELETE")) {
            cancel(subscription, now());
        }
        return call.method().equals("POST")
                ? update(subscription, call)
                : FakeAnswer.ok(shown(subscription, call.expands("schedule")));
    }

    private FakeAnswer list(FakeCall call) {
        Map<String, ObjectNode> shown = new LinkedHashMap<>();
        all.values().stream()
                .filter(each -> call.sent().path("status").asText().equals("all") || !isEnded(each))
                .forEach(each -> shown.put(each.path("id").asText(), shown(each, call.expands("data.schedule"))));
        return payments.list(call, shown, "customer");
    }

    static boolean isEnded(ObjectNode subscription) {
        return subscription.path("status").asText().equals("canceled");
    }

    private FakeAnswer create(FakeCall call) {
        JsonNode sent = call.sent();
        long begin = sent.path("backdate_start_date").asLong(now());
        long trialEnd = sent.path("trial_end").asLong();
        long anchor = sent.path("billing_cycle_anchor").asLong();
        String customer = sent.path("customer").asText();
        if (!account.isCustomer(customer)) {
            return FakeAnswer.missing("customer", customer);
        }
        if (!sent.at("/billing_mode/type").asText().equals("flexible")) {
            return FakeAnswer.invalid("", "classic billing is another, which is not stood in for");
        }
        if (begin > now() || (trialEnd != 0 && trialEnd <= now()) || (anchor != 0 && anchor <= now())) {
            return FakeAnswer.invalid(
                    "", "a start is in the past, a trial_end and a billing_cycle_anchor in the future");
        }
        ObjectNode subscription = JsonNodeFactory.instance.objectNode();
        String id = "sub_" + (all.size() + 1);
        subscription.put("id", id).put("object", "subscription").put("customer", customer);
        subscription.put("created", now()).put("start_date", begin);
        subscription.put("status", trialEnd == 0 ? "active" : "trialing");
        subscription.set("metadata", sent.path("metadata").deepCopy());
        subscription.putArray("items");
        subscription
                .putNull("schedule")
                .putNull("pause_collection")
                .putNull("cancel_at")
                .putNull("ended_at");
        subscription.put("cancel_at_period_end", false).putNull("trial_end");
        subscription.putArray("discounts");
        String wrong = items.change(subscription, sent.path("items"));
        if (!wrong.isEmpty()) {
            return FakeAnswer.invalid("", wrong);
        }
        sent.path("discounts").forEach(each -> addDiscount(subscription));
        if (trialEnd != 0) {
            subscription.put("trial_end", trialEnd).put("_anchor", anchor);
            period(subscription, now(), trialEnd);
        } else {
            long end = anchor == 0 ? after(subscription, begin, 1) : anchor;
            period(subscription, Math.max(begin, after(subscription, end, -1)), end);
        }
        all.put(id, subscription);
        return FakeAnswer.ok(shown(subscription, call.expands("schedule")));
    }

    static void period(ObjectNode subscription, long start, long end) {
        subscription.put("_start", start).put("_end", end);
    }

    static long after(ObjectNode subscription, long boundary, int times) {
        boolean yearly = subscription.path("items").toString().contains("year");
        return Instant.ofEpochSecond(boundary)
                .atZone(ZoneOffset.UTC)
                .plusMonths(yearly ? 12L * times : times)
                .toEpochSecond();
    }

    private void addDiscount(ObjectNode subscription) {
        ((ArrayNode) subscription.path("discounts")).add("di_" + ++discounts);
    }

    private FakeAnswer update(ObjectNode kept, FakeCall call) {
        JsonNode sent = call.sent();
        if (isEnded(kept)) {
            return FakeAnswer.invalid("", "a canceled subscription cannot be changed");
        }
        if (sent.has("cancel_at")
                && (sent.has("cancel_at_period_end") || kept.path("schedule").isTextual())) {
            return FakeAnswer.invalid("", "cancel_at is given twice, or it is the schedule that ends it");
        }
        long proration = sent.path("proration_date").asLong(kept.path("_start").asLong());
        if (proration < kept.path("_start").asLong()
                || proration > kept.path("_end").asLong()) {
            return FakeAnswer.invalid("", "proration_date is outside of the period");
        }
        ObjectNode changed = kept.deepCopy();
        String wrong = items.change(changed, sent.path("items"));
        if (wrong.isEmpty()) {
            wrong = changeDiscounts(changed, sent);
        }
        if (!wrong.isEmpty()) {
            return FakeAnswer.invalid("", wrong);
        }
        changeTimes(changed, sent);
        if (sent.has("pause_collection")) {
            JsonNode pause = sent.path("pause_collection");
            changed.set("pause_collection", pause.isObject() ? pause.deepCopy() : null);
        }
        sent.path("metadata").fields().forEachRemaining(each -> ((ObjectNode) changed.path("metadata"))
                .set(each.getKey(), each.getValue()));
        kept.setAll(changed);
        return FakeAnswer.ok(shown(kept, call.expands("schedule")));
    }

    private String changeDiscounts(ObjectNode changed, JsonNode sent) {
        if (!sent.has("discounts")) {
            return "";
        }
        List<String> before = new ArrayList<>();
        changed.path("discounts").forEach(each -> before.add(each.asText()));
        ArrayNode after = changed.putArray("discounts");
        for (JsonNode each : sent.path("discounts")) {
            if (each.has("coupon")) {
                addDiscount(changed);
            } else if (before.contains(each.path("discount").asText())) {
                after.add(each.path("discount").asText());
            } else {
                return "a discount is not there";
            }
        }
        return "";
    }

    private void changeTimes(ObjectNode changed, JsonNode sent) {
        if (sent.path("trial_end").asText().equals("now") || sent.has("billing_cycle_anchor")) {
            changed.put("status", "active").putNull("trial_end");
            period(changed, now(), after(changed, now(), 1));
        } else if (sent.has("trial_end")) {
            changed.put("status", "trialing")
                    .put("trial_end", sent.path("trial_end").asLong());
            period(
                    changed,
                    changed.path("_start").asLong(),
                    sent.path("trial_end").asLong());
        }
        if (sent.path("cancel_at_period_end").asText().equals("false")) {
            changed.put("cancel_at_period_end", false).putNull("cancel_at");
        }
        if (sent.path("cancel_at").asText().isEmpty() && sent.has("cancel_at")) {
            changed.putNull("cancel_at");
        } else if (sent.has("cancel_at")) {
            changed.put("cancel_at", sent.path("cancel_at").asLong());
        }
    }

    void cancel(ObjectNode subscription, long at) {
        subscription.put("status", "canceled").put("ended_at", at).put("canceled_at", at);
        schedules.end(subscription, "canceled");
    }

    /** All that has fallen due, in turn. */
    private void moveOn(ObjectNode subscription) {
        while (!isEnded(subscription)) {
            long end = subscription.path("cancel_at").asLong(Long.MAX_VALUE);
            long phase = schedules.nextChange(subscription);
            long period = subscription.path("_end").asLong();
            long first = Math.min(end, Math.min(phase, period));
            if (first > now()) {
                return;
            }
            if (first == end) {
                cancel(subscription, end);
            } else if (first == period) {
                renew(subscription, period);
            } else {
                schedules.change(subscription);
            }
        }
    }

    /** Phases that begin at a period's end begin with the next one, and if one ends it there, there is none. */
    private void renew(ObjectNode subscription, long at) {
        if (schedules.nextChange(subscription) == at) {
            schedules.change(subscription);
        }
        if (isEnded(subscription) || subscription.path("_end").asLong() > at) {
            return;
        }
        long anchor = subscription.path("_anchor").asLong();
        if (subscription.path("status").asText().equals("trialing")) {
            subscription.put("status", "active");
        }
        period(subscription, at, anchor > at ? anchor : after(subscription, at, 1));
    }

    private ObjectNode shown(ObjectNode subscription, boolean withSchedule) {
        ObjectNode shown = subscription.deepCopy();
        List<ObjectNode> items = FakeItems.of(subscription);
        int first = Math.min(FIRST_ITEMS, items.size());
        shown.set("items", FakeAccount.list(items.subList(0, first)).put("has_more", items.size() > first));
        if (withSchedule && shown.path("schedule").isTextual()) {
            shown.set(
                    "schedule",
                    schedules.all.get(shown.path("schedule").asText()).deepCopy());
        }
        shown.remove(List.of("_start", "_end", "_anchor"));
        return shown;
    }
}
