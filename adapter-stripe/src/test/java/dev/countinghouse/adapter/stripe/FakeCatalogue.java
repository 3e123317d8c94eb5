package dev.countinghouse.adapter.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Meters, products, prices and coupons at {@link FakeStripe}, with the rules that the description of its API does not hold. */
final class FakeCatalogue {

    /** How many meters are listed at once, however many are asked for. */
    private static final int PAGE = 3;

    final Map<String, ObjectNode> meters = new LinkedHashMap<>();
    final Map<String, ObjectNode> products = new LinkedHashMap<>();
    final Map<String, ObjectNode> prices = new LinkedHashMap<>();
    final Map<String, ObjectNode> coupons = new LinkedHashMap<>();

    /** Empty for calls about something else. */
    Optional<FakeAnswer> answer(FakeCall call) {
        if (call.is("(GET|POST) /v1/billing/meters.*")) {
            return Optional.of(meter(call));
        }
        if (call.is("(GET|POST) /v1/products.*")) {
            return Optional.of(product(call));
        }
        if (call.is("(GET|POST) /v1/prices.*")) {
            return Optional.of(FakePrices.answer(this, call));
        }
        return call.is("(GET|POST) /v1/coupons.*") ? Optional.of(coupon(call)) : Optional.empty();
    }

    private FakeAnswer meter(FakeCall call) {
        if (call.is("GET /v1/billing/meters")) {
            return FakeAnswer.ok(page(call));
        }
        if (call.is("POST /v1/billing/meters")) {
            return createMeter(call);
        }
        String[] path = call.path().split("/");
        ObjectNode meter = meters.get(path[4]);
        if (meter == null) {
            return FakeAnswer.missing("meter", path[4]);
        }
        meter.put("status", path[5].equals("reactivate") ? "active" : "inactive");
        return FakeAnswer.ok(meter);
    }

    private ObjectNode page(FakeCall call) {
        String behind = call.sent().path("starting_after").asText();
        List<ObjectNode> all = new ArrayList<>(meters.values());
        int from = behind.isEmpty() ? 0 : new ArrayList<>(meters.keySet()).indexOf(behind) + 1;
        int to = Math.min(from + PAGE, all.size());
        return FakeAccount.list(all.subList(from, to)).put("has_more", to < all.size());
    }

    private FakeAnswer createMeter(FakeCall call) {
        String name = call.sent().path("event_name").asText();
        if (name.length() > 100) {
            return FakeAnswer.invalid("", "event_name is too long");
        }
        if (meters.values().stream()
                .anyMatch(each -> each.path("event_name").asText().equals(name)
                        && each.path("status").asText().equals("active"))) {
            return FakeAnswer.invalid("", "There is an active meter with that event_name");
        }
        ObjectNode meter = ((ObjectNode) call.sent()).deepCopy();
        meter.put("id", "mtr_" + (meters.size() + 1))
                .put("object", "billing.meter")
                .put("status", "active");
        return add(meters, meter);
    }

    private FakeAnswer product(FakeCall call) {
        if (call.is("GET /v1/products")) {
            return FakeAnswer.ok(FakeAccount.list(named(call, "ids", products)));
        }
        if (call.is("POST /v1/products")) {
            String id = call.sent().path("id").asText();
            if (!id.matches("[a-zA-Z0-9_-]+")
                    || call.sent().path("name").asText().length() > 250) {
                return FakeAnswer.invalid("parameter_invalid", "That is no id, or no name");
            }
            if (products.containsKey(id)) {
                return FakeAnswer.invalid("resource_already_exists", "Product already exists.");
            }
            ObjectNode product = ((ObjectNode) call.sent()).deepCopy();
            return add(products, product.put("object", "product").put("active", true));
        }
        return update(products, call, "product");
    }

    /** As those that are there; a list of what is asked for says nothing about the rest. */
    private static List<ObjectNode> named(FakeCall call, String parameter, Map<String, ObjectNode> things) {
        List<ObjectNode> found = new ArrayList<>();
        call.sent().path(parameter).forEach(id -> Optional.ofNullable(things.get(id.asText()))
                .ifPresent(found::add));
        return found;
    }

    FakeAnswer update(Map<String, ObjectNode> things, FakeCall call, String kind) {
        ObjectNode thing = things.get(call.id());
        if (thing == null) {
            return FakeAnswer.missing(kind, call.id());
        }
        call.sent().fields().forEachRemaining(field -> thing.set(field.getKey(), typed(field.getValue())));
        return FakeAnswer.ok(thing);
    }

    private static JsonNode typed(JsonNode text) {
        return text.asText().matches("true|false")
                ? JsonNodeFactory.instance.booleanNode(Boolean.parseBoolean(text.asText()))
                : text;
    }

    private FakeAnswer coupon(FakeCall call) {
        if (call.method().equals("GET")) {
            ObjectNode coupon = coupons.get(call.id());
            return coupon == null ? FakeAnswer.missing("coupon", call.id()) : FakeAnswer.ok(coupon);
        }
        JsonNode sent = call.sent();
        String id = sent.path("id").asText();
        if (!id.matches("[a-zA-Z0-9_-]+") || sent.path("name").asText().length() > 40) {
            return FakeAnswer.invalid("parameter_invalid", "That is no id, or no name");
        }
        if (sent.has("percent_off") == sent.has("amount_off") || sent.has("amount_off") != sent.has("currency")) {
            return FakeAnswer.invalid("parameter_missing", "One of percent_off and amount_off with a currency");
        }
        if (coupons.containsKey(id)) {
            return FakeAnswer.invalid("resource_already_exists", "Coupon already exists.");
        }
        return add(coupons, ((ObjectNode) sent).deepCopy().put("object", "coupon"));
    }

    static FakeAnswer add(Map<String, ObjectNode> things, ObjectNode thing) {
        things.put(thing.path("id").asText(), thing);
        return FakeAnswer.ok(thing);
    }

    List<ObjectNode> priced(FakeCall call) {
        List<ObjectNode> found = new ArrayList<>();
        call.sent().path("lookup_keys").forEach(key -> prices.values().stream()
                .filter(price -> price.path("lookup_key").asText().equals(key.asText()))
                .forEach(found::add));
        return found;
    }
}
