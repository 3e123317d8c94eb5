package dev.countinghouse.adapter.stripe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.ports.driven.ChargeOrder;
import dev.countinghouse.billing.ports.driven.PaymentRefs.Ref;
import java.time.Instant;
import java.util.Currency;
import java.util.Optional;

/** What was asked for under a key, as it is remembered: the same text for the same wish. */
final class ChargeWish {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String CHARGE = "charge";

    private ChargeWish() {}

    static Ref of(ChargeOrder order, Instant now) {
        String text = JsonNodeFactory.instance
                .objectNode()
                .put(CHARGE, order.amount().toDecimal())
                .put("currency", order.amount().currency().getCurrencyCode())
                .put("description", order.description())
                .put("customer_present", order.customerPresent())
                .toString();
        return Ref.asked(order.key(), order.account(), text, now);
    }

    static Ref ofRefund(Ref charge, PaymentKey refund, Money amount, Instant now) {
        String text = JsonNodeFactory.instance
                .objectNode()
                .put("refund", charge.key().value())
                .put("amount", amount.toString())
                .toString();
        return Ref.asked(refund, charge.account(), text, now);
    }

    /** How much was to be charged; empty if that was not the wish. */
    static Optional<Money> amount(Ref ref) {
        try {
            JsonNode wish = JSON.readTree(ref.wish());
            return wish.path(CHARGE).isTextual()
                    ? Optional.of(Money.parse(
                            wish.path(CHARGE).textValue(),
                            Currency.getInstance(wish.path("currency").textValue())))
                    : Optional.empty();
        } catch (JsonProcessingException notOurs) {
            throw new IllegalStateException("what was asked for under " + ref.key() + " cannot be read", notOurs);
        }
    }
}
