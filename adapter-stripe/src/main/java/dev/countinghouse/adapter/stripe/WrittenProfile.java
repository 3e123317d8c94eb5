package dev.countinghouse.adapter.stripe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stripe.model.Customer;
import dev.countinghouse.billing.domain.customer.Profile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A profile as we wrote it last, kept beside a customer in his metadata. Stripe's fields cannot hold all of it, so who reads
 * them alone would take our own words for the customer's.
 *
 * @param emailTaken whether Stripe has taken the e-mail address; if not, the customer has none there
 * @param taxIdAt what the tax id is called there; empty if Stripe has none of it
 */
record WrittenProfile(Profile profile, boolean emailTaken, String taxIdAt) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Stripe's bounds: so many characters in each value, and fewer than 50 values. */
    private static final int LONGEST_PART = 500;

    private static final int MOST_PARTS = 20;

    /** Empty for a customer who was never described by us. */
    static Optional<WrittenProfile> of(Customer customer) {
        StringBuilder text = new StringBuilder();
        for (int part = 1; part <= MOST_PARTS; part++) {
            Metadata.of(customer, Metadata.PROFILE + part).ifPresent(text::append);
        }
        try {
            return text.length() == 0 ? Optional.empty() : Optional.of(read(JSON.readTree(text.toString())));
        } catch (JsonProcessingException changedByOthers) {
            return Optional.empty();
        }
    }

    private static WrittenProfile read(JsonNode written) {
        List<String> address = new ArrayList<>();
        written.path("address").forEach(line -> address.add(line.asText()));
        Profile profile = new Profile(
                written.path("name").asText(),
                address,
                written.path("tax_id").asText(),
                written.path("email").asText());
        return new WrittenProfile(
                profile,
                written.path("email_taken").asBoolean(),
                written.path("tax_id_at").asText());
    }

    /** All parts there may be: those that are not needed any more are taken out, as Stripe does with empty ones. */
    Map<String, String> metadata() {
        String text = text();
        Map<String, String> parts = new LinkedHashMap<>();
        int from = 0;
        for (int part = 1; part <= MOST_PARTS; part++) {
            int end = end(text, from, LONGEST_PART);
            parts.put(Metadata.PROFILE + part, text.substring(from, end));
            from = end;
        }
        if (from < text.length()) {
            throw new IllegalArgumentException("the name, the address and the tax id of a customer have "
                    + text.length() + " characters, they must have at most " + LONGEST_PART * MOST_PARTS);
        }
        return parts;
    }

    /** Not in the middle of a character that is two. */
    static int end(String text, int from, int most) {
        int end = Math.min(text.length(), from + most);
        boolean isSplit = end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
        return isSplit ? end - 1 : end;
    }

    private String text() {
        ObjectNode written = JsonNodeFactory.instance.objectNode();
        written.put("name", profile.name());
        ArrayNode address = written.putArray("address");
        profile.address().forEach(address::add);
        return written.put("tax_id", profile.taxId())
                .put("email", profile.email())
                .put("email_taken", emailTaken)
                .put("tax_id_at", taxIdAt)
                .toString();
    }
}
