package dev.countinghouse.adapter.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How customers are described at {@link FakeStripe}: name, address and e-mail address on them, tax ids beside them. */
final class FakeProfiles {

    private static final List<String> TEXTS = List.of("name", "email");

    private final Map<String, ObjectNode> taxIds = new LinkedHashMap<>();
    private int made;

    static boolean isAboutTaxIds(FakeCall call) {
        return call.is("(POST|DELETE) /v1/customers/[^/]+/tax_ids(/.*)?");
    }

    /** What is sent as nothing is taken away, and what is not sent stays. */
    FakeAnswer describe(ObjectNode customer, JsonNode sent) {
        if (sent.path("email").asText().endsWith("@nowhere")) {
            return FakeAnswer.invalid("email_invalid", "Invalid email address: " + sent.path("email"))
                    .about("email");
        }
        TEXTS.stream().filter(sent::has).forEach(name -> put(customer, name, sent.path(name)));
        if (sent.path("address").isTextual()) {
            customer.putNull("address");
        } else if (sent.has("address")) {
            ObjectNode address = customer.withObject("/address");
            sent.path("address").fields().forEachRemaining(each -> put(address, each.getKey(), each.getValue()));
        }
        ObjectNode metadata = (ObjectNode) customer.path("metadata");
        sent.path("metadata").fields().forEachRemaining(each -> {
            if (each.getValue().asText().length() > 500) {
                throw new IllegalArgumentException("Metadata values can have up to 500 characters");
            }
            if (each.getValue().asText().isEmpty()) {
                metadata.remove(each.getKey());
            } else {
                metadata.set(each.getKey(), each.getValue());
            }
        });
        return FakeAnswer.ok(customer);
    }

    private static void put(ObjectNode to, String name, JsonNode value) {
        if (value.asText().isEmpty()) {
            to.putNull(name);
        } else {
            to.set(name, value);
        }
    }

    FakeAnswer answerAboutTaxIds(FakeCall call) {
        if (call.method().equals("DELETE")) {
            String id = call.path().split("/")[5];
            return taxIds.remove(id) == null
                    ? FakeAnswer.missing("id", id)
                    : FakeAnswer.ok(
                            JsonNodeFactory.instance.objectNode().put("id", id).put("deleted", true));
        }
        String value = call.sent().path("value").asText();
        if (value.endsWith("00000")) {
            return FakeAnswer.invalid("tax_id_invalid", "Invalid value for " + value)
                    .about("value");
        }
        return FakeAnswer.ok(add(call.id(), call.sent().path("type").asText(), value));
    }

    synchronized ObjectNode add(String customer, String type, String value) {
        made++;
        String id = "txi_" + made;
        ObjectNode taxId = JsonNodeFactory.instance.objectNode();
        taxId.put("id", id).put("object", "tax_id").put("customer", customer).put("created", made);
        taxIds.put(id, taxId.put("type", type).put("value", value));
        return taxId;
    }

    ObjectNode with(ObjectNode customer) {
        return customer.set(
                "tax_ids",
                FakeAccount.list(new ArrayList<>(of(customer.path("id").asText()))));
    }

    private List<ObjectNode> of(String customer) {
        return taxIds.values().stream()
                .filter(each -> each.path("customer").asText().equals(customer))
                .toList();
    }

    List<String> taxIds(String customer) {
        return of(customer).stream()
                .map(each ->
                        each.path("type").asText() + " " + each.path("value").asText())
                .toList();
    }

    void removeTaxIds(String customer) {
        taxIds.values().removeIf(each -> each.path("customer").asText().equals(customer));
    }
}
