package dev.countinghouse.billing.ports.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.ports.standin.StandInAccount.Told;
import dev.countinghouse.billing.ports.standin.StandInSubject.About;
import java.time.Instant;
import java.util.Currency;

/** What an account is invoiced for, as it stands in the book. */
final class AccountText {

    private AccountText() {}

    static String write(StandInAccount account) {
        ObjectNode page = JsonNodeFactory.instance
                .objectNode()
                .put("account", account.account().value())
                .put("told", account.told)
                .put("numbered", account.numbered);
        ObjectNode balances = page.putObject("balances");
        account.balances.forEach((currency, amount) -> balances.put(currency.getCurrencyCode(), amount.minorUnits()));
        ArrayNode subscriptions = page.putArray("subscriptions");
        account.subscriptions.values().forEach(each -> SubscriptionText.write(subscriptions.addObject(), each));
        ArrayNode invoices = page.putArray("invoices");
        account.invoices.values().forEach(each -> InvoiceText.write(invoices.addObject(), each));
        ArrayNode untold = page.putArray("untold");
        account.untold.forEach((number, change) -> untold.addObject()
                .put("number", number)
                .put("at", change.at().toString())
                .put("type", change.type())
                .put("kind", change.about().kind())
                .put("reference", change.about().reference()));
        return page.toString();
    }

    /** Whose page it is. */
    static AccountId account(String text) {
        return new AccountId(PaymentText.parsed(text).path("account").textValue());
    }

    static StandInAccount read(String text) {
        JsonNode page = PaymentText.parsed(text);
        AccountId id = account(text);
        StandInAccount account = new StandInAccount(id);
        account.told = page.path("told").intValue();
        account.numbered = page.path("numbered").intValue();
        page.path("balances").properties().forEach(each -> {
            Currency currency = Currency.getInstance(each.getKey());
            account.balances.put(currency, new Money(each.getValue().longValue(), currency));
        });
        page.path("subscriptions").forEach(each -> {
            StandInSubscription subscription = SubscriptionText.read(id, each);
            account.subscriptions.put(subscription.reference(), subscription);
        });
        page.path("invoices").forEach(each -> {
            StandInInvoice invoice = InvoiceText.read(each);
            account.invoices.put(invoice.reference.value(), invoice);
        });
        page.path("untold")
                .forEach(each -> account.untold.put(each.path("number").intValue(), told(each)));
        return account;
    }

    private static Told told(JsonNode page) {
        return new Told(
                Instant.parse(page.path("at").textValue()),
                page.path("type").textValue(),
                new About(page.path("kind").textValue(), page.path("reference").textValue()));
    }
}
