package dev.countinghouse.adapter.postgres.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.customer.Customer;
import dev.countinghouse.billing.domain.customer.CustomerReference;
import dev.countinghouse.billing.domain.customer.Profile;
import java.util.Optional;

/** What is known of a customer; his account, his reference and his revision stand beside it. */
public final class CustomerDocument {

    private CustomerDocument() {}

    public static String write(Customer customer) {
        ObjectNode node = Json.object();
        customer.seen().ifPresent(profile -> node.set("seen", profile(profile)));
        customer.sent().ifPresent(profile -> node.set("sent", profile(profile)));
        customer.method().ifPresent(method -> node.put("method", method));
        return Json.write(node);
    }

    public static Customer read(AccountId account, Optional<String> reference, long revision, String text) {
        Fields fields = Fields.parse(text);
        return new Customer(
                account,
                reference.map(CustomerReference::new),
                profile(fields, "seen"),
                profile(fields, "sent"),
                fields.optionalText("method"),
                revision);
    }

    private static JsonNode profile(Profile profile) {
        return Json.object()
                .put("name", profile.name())
                .put("tax_id", profile.taxId())
                .put("email", profile.email())
                .set("address", Json.texts(profile.address()));
    }

    private static Optional<Profile> profile(Fields all, String name) {
        if (!all.has(name)) {
            return Optional.empty();
        }
        Fields fields = all.object(name);
        return Optional.of(
                new Profile(fields.text("name"), fields.texts("address"), fields.text("tax_id"), fields.text("email")));
    }
}
