package dev.countinghouse.adapter.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** What Stripe holds prices to. */
final class FakePrices {

    private static final int MOST_KEYS = 10;

    private FakePrices() {}

    static FakeAnswer answer(FakeCatalogue catalogue, FakeCall call) {
        if (call.is("GET /v1/prices")) {
            return call.sent().path("lookup_keys").size() > MOST_KEYS
                    ? FakeAnswer.invalid("", "At most 10 lookup_keys")
                    : FakeAnswer.ok(FakeAccount.list(catalogue.priced(call)));
        }
        return call.is("POST /v1/prices") ? create(catalogue, call.sent()) : update(catalogue, call);
    }

    private static FakeAnswer update(FakeCatalogue catalogue, FakeCall call) {
        return catalogue.update(catalogue.prices, call, "price");
    }

    private static FakeAnswer create(FakeCatalogue catalogue, JsonNode sent) {
        if (!catalogue.products.containsKey(sent.path("product").asText())) {
            return FakeAnswer.missing("product", sent.path("product").asText());
        }
        Optional<String> wrong = wrong(catalogue, sent);
        if (wrong.isPresent()) {
            return FakeAnswer.invalid("parameter_invalid", wrong.get());
        }
        String key = sent.path("lookup_key").asText();
        Optional<ObjectNode> holder = catalogue.prices.values().stream()
                .filter(price -> price.path("lookup_key").asText().equals(key))
                .findFirst();
        if (holder.isPresent() && !sent.path("transfer_lookup_key").asBoolean()) {
            return FakeAnswer.invalid("", "A price already uses that lookup key.");
        }
        holder.ifPresent(price -> price.putNull("lookup_key"));
        ObjectNode price = ((ObjectNode) sent).deepCopy();
        price.remove("transfer_lookup_key");
        // only shown to who asks for them
        price.remove("tiers");
        return FakeCatalogue.add(
                catalogue.prices,
                price.put("id", "price_" + (catalogue.prices.size() + 1))
                        .put("object", "price")
                        .put("active", true));
    }

    private static Optional<String> wrong(FakeCatalogue catalogue, JsonNode sent) {
        JsonNode recurring = sent.path("recurring");
        boolean metered = recurring.path("usage_type").asText().equals("metered");
        ObjectNode meter = catalogue.meters.get(recurring.path("meter").asText());
        if (metered && (meter == null || !meter.path("status").asText().equals("active"))) {
            return Optional.of("No such active meter");
        }
        if (metered != recurring.has("meter")) {
            return Optional.of("A meter is for metered prices");
        }
        boolean tiered = sent.path("billing_scheme").asText().equals("tiered");
        if (tiered != sent.has("tiers") || tiered != sent.has("tiers_mode")) {
            return Optional.of("tiers are for billing_scheme=tiered");
        }
        if (tiered && sent.has("transform_quantity")) {
            return Optional.of("transform_quantity cannot be combined with tiers");
        }
        if (tiered) {
            return wrongTiers(sent.path("tiers"));
        }
        return sent.has("unit_amount") == sent.has("unit_amount_decimal")
                ? Optional.of("One of unit_amount and unit_amount_decimal")
                : wrongAmount(sent);
    }

    private static Optional<String> wrongAmount(JsonNode of) {
        String decimal = of.path("unit_amount_decimal").asText("0");
        return decimal.matches("[0-9]{1,8}(\\.[0-9]{1,12})?")
                        && of.path("unit_amount").asLong() <= 99_999_999
                ? Optional.empty()
                : Optional.of("Not an amount with at most 12 decimals: " + of);
    }

    private static Optional<String> wrongTiers(JsonNode tiers) {
        long before = 0;
        for (int i = 0; i < tiers.size(); i++) {
            String upTo = tiers.get(i).path("up_to").asText();
            boolean last = i + 1 == tiers.size();
            if (last != upTo.equals("inf") || (!last && Long.parseLong(upTo) <= before)) {
                return Optional.of("Tiers have to ascend, and the last has no end");
            }
            before = last ? before : Long.parseLong(upTo);
            Optional<String> wrong = wrongAmount(tiers.get(i));
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return Optional.empty();
    }
}
