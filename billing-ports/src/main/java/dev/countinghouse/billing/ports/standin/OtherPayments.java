package dev.countinghouse.billing.ports.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.payment.OtherPayment;
import dev.countinghouse.billing.domain.payment.PaymentId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

/** How the stand-in writes down what a customer paid past us. */
final class OtherPayments {

    private static final String LIST = "payments";

    private OtherPayments() {}

    static String pageOf(AccountId account) {
        return "elsewhere/" + account;
    }

    static String write(List<OtherPayment> payments) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        payments.forEach(payment -> list.addObject()
                .put("id", payment.id().value())
                .put("amount", payment.amount().toDecimal())
                .put("currency", payment.amount().currency().getCurrencyCode())
                .put("at", payment.at().toString()));
        return JsonNodeFactory.instance.objectNode().set(LIST, list).toString();
    }

    static List<OtherPayment> read(AccountId account, String text) {
        List<OtherPayment> payments = new ArrayList<>();
        for (JsonNode payment : PaymentText.parsed(text).path(LIST)) {
            payments.add(new OtherPayment(
                    new PaymentId(payment.path("id").textValue()),
                    account,
                    Money.parse(
                            payment.path("amount").textValue(),
                            Currency.getInstance(payment.path("currency").textValue())),
                    Instant.parse(payment.path("at").textValue())));
        }
        return payments;
    }
}
