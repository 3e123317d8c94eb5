package dev.countinghouse.adapter.stripe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.ports.driven.CheckoutOrder;
import dev.countinghouse.billing.ports.driven.PaymentRefs.Ref;
import java.time.Instant;

/** What page was asked for under a key, as it is remembered: the same text for the same wish. */
final class CheckoutWish {

    private static final String SUCCESS = "success";
    private static final String START = "{\"" + SUCCESS + "\":";

    private CheckoutWish() {}

    static Ref of(CheckoutOrder order, Instant now) {
        ObjectNode wish = JsonNodeFactory.instance
                .objectNode()
                .put(SUCCESS, order.returnTo().success().toString())
                .put("cancel", order.returnTo().cancel().toString())
                .put("currency", order.currency().getCurrencyCode());
        order.price().ifPresent(price -> wish.put("price", price.amount().toString())
                .put("description", price.description()));
        return Ref.asked(order.key(), order.account(), wish.toString(), now);
    }

    /** Whether that is what was asked for. */
    static boolean isOf(Ref ref) {
        return ref.wish().startsWith(START);
    }
}
