package dev.countinghouse.adapter.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.countinghouse.billing.domain.notice.NoticeSubject;
import dev.countinghouse.billing.domain.notice.NoticeSubject.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which object an event is a hint to look at. Of the event only its type and the ids in it are taken: the rest is as it was
 * when it happened, and in the version of the API that the endpoint was made with.
 */
final class StripeEvents {

    /** @param about empty if it is about nothing we look at; or if it should be, and does not say what */
    record About(Optional<NoticeSubject> about, Optional<String> unclear) {

        private static final About NOTHING = new About(Optional.empty(), Optional.empty());
    }

    /** Where the id stands. */
    private enum Place {
        /** {@code data.object.id} */
        OBJECT,
        /** {@code data.object.payment_intent}: of what belongs to a payment, such as its refunds. */
        PAYMENT,
        /** {@code data.object.customer}: of what belongs to a customer, such as his tax ids. */
        CUSTOMER,
        /**
         * {@code data.object.subscription}: of what belongs to a subscription, such as its schedule; of one that was let go of
         * {@code released_subscription}.
         */
        SUBSCRIPTION,
        /** {@code related_object.id}, in events that hold no object. */
        RELATED,
        /** The event's own: what it tells of has no id. */
        EVENT,
        /** It tells of what is still to come, which has no id. */
        NOWHERE
    }

    private record Row(Kind kind, Place place) {}

    /** By type; one that ends in a full stop stands for all that begin so, and the first that fits counts. */
    private static final Map<String, Row> TYPES = new LinkedHashMap<>();

    static {
        TYPES.put("payment_intent.", new Row(Kind.PAYMENT, Place.OBJECT));
        TYPES.put("charge.", new Row(Kind.PAYMENT, Place.PAYMENT));
        TYPES.put("refund.", new Row(Kind.PAYMENT, Place.PAYMENT));
        TYPES.put("payment_method.", new Row(Kind.PAYMENT_METHOD, Place.OBJECT));
        TYPES.put("checkout.session.", new Row(Kind.CHECKOUT, Place.OBJECT));
        TYPES.put("customer.created", new Row(Kind.CUSTOMER, Place.OBJECT));
        TYPES.put("customer.updated", new Row(Kind.CUSTOMER, Place.OBJECT));
        TYPES.put("customer.deleted", new Row(Kind.CUSTOMER, Place.OBJECT));
        TYPES.put("customer.tax_id.", new Row(Kind.CUSTOMER, Place.CUSTOMER));
        TYPES.put("customer.subscription.", new Row(Kind.SUBSCRIPTION, Place.OBJECT));
        TYPES.put("subscription_schedule.", new Row(Kind.SUBSCRIPTION, Place.SUBSCRIPTION));
        TYPES.put("invoice.upcoming", new Row(Kind.INVOICE, Place.NOWHERE));
        TYPES.put("invoice.", new Row(Kind.INVOICE, Place.OBJECT));
        TYPES.put("credit_note.", new Row(Kind.CREDIT_NOTE, Place.OBJECT));
        TYPES.put("v1.billing.meter.no_meter_found", new Row(Kind.METER, Place.EVENT));
        TYPES.put("v1.billing.meter.", new Row(Kind.METER, Place.RELATED));
    }

    private StripeEvents() {}

    static About about(JsonNode event) {
        String type = event.path("type").asText();
        return TYPES.entrySet().stream()
                .filter(row -> row.getKey().endsWith(".") ? type.startsWith(row.getKey()) : type.equals(row.getKey()))
                .findFirst()
                .map(row -> about(event, row.getValue()))
                .orElse(About.NOTHING);
    }

    /** Null stands for none: a charge that somebody made without an intent, say. */
    private static About about(JsonNode event, Row row) {
        JsonNode object = event.path("data").path("object");
        JsonNode id =
                switch (row.place()) {
                    case OBJECT -> object.path("id");
                    case PAYMENT -> object.path("payment_intent");
                    case CUSTOMER -> object.path("customer");
                    case SUBSCRIPTION ->
                        object.path("released_subscription").isTextual()
                                ? object.path("released_subscription")
                                : object.path("subscription");
                    case RELATED -> event.path("related_object").path("id");
                    case EVENT -> event.path("id");
                    case NOWHERE -> NullNode.getInstance();
                };
        if (id.isNull()) {
            return About.NOTHING;
        }
        try {
            return new About(Optional.of(new NoticeSubject(row.kind(), id.asText())), Optional.empty());
        } catch (IllegalArgumentException none) {
            return new About(Optional.empty(), Optional.of(row.place() + ": " + none.getMessage()));
        }
    }
}
