package dev.countinghouse.billing.ports.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.checkout.ReturnPages;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.ports.driven.CheckoutOrder;
import dev.countinghouse.billing.ports.driven.CheckoutOrder.Price;
import java.net.URI;
import java.time.Instant;
import java.util.Currency;
import java.util.Optional;

/** A checkout as the JSON text on its page, and back. What is written here is read here only. */
final class CheckoutText {

    private CheckoutText() {}

    static String write(StandInCheckout it) {
        CheckoutOrder order = it.order();
        ObjectNode page = JsonNodeFactory.instance
                .objectNode()
                .put("key", order.key().value())
                .put("account", order.account().value())
                .put("currency", order.currency().getCurrencyCode())
                .put("success", order.returnTo().success().toString())
                .put("cancel", order.returnTo().cancel().toString())
                .put("secret", it.secret())
                .put("createdAt", it.createdAt().toString())
                .put("state", it.state().name());
        order.price().ifPresent(price -> page.putObject("price")
                .put("amount", price.amount().minorUnits())
                .put("currency", price.amount().currency().getCurrencyCode())
                .put("description", price.description()));
        it.method().ifPresent(method -> page.put("method", method));
        it.notices().write(page);
        return page.toString();
    }

    static StandInCheckout read(String text) {
        JsonNode page = PaymentText.parsed(text);
        CheckoutOrder order = new CheckoutOrder(
                new PaymentKey(page.path("key").textValue()),
                new AccountId(page.path("account").textValue()),
                // pages of before it was asked for have none
                Currency.getInstance(page.path("currency").asText("EUR")),
                page.has("price") ? Optional.of(price(page.path("price"))) : Optional.empty(),
                new ReturnPages(
                        URI.create(page.path("success").textValue()),
                        URI.create(page.path("cancel").textValue())));
        return new StandInCheckout(
                order,
                page.path("secret").textValue(),
                Instant.parse(page.path("createdAt").textValue()),
                StandInCheckout.State.valueOf(page.path("state").textValue()),
                Optional.ofNullable(page.path("method").textValue()),
                StandInNotices.read(page));
    }

    private static Price price(JsonNode node) {
        Currency currency = Currency.getInstance(node.path("currency").textValue());
        return new Price(
                new Money(node.path("amount").longValue(), currency),
                node.path("description").textValue());
    }
}
