package dev.countinghouse.adapter.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.checkout.CheckoutReference;
import dev.countinghouse.billing.domain.checkout.ReturnPages;
import dev.countinghouse.billing.domain.customer.Profile;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.ports.driven.CheckoutOrder;
import dev.countinghouse.billing.ports.driven.CheckoutSession;
import dev.countinghouse.billing.ports.driven.CheckoutSession.Progress;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What the tests of customers and their pages share. */
abstract class CustomerCase extends StripeCase {

    static final Profile PROFILE =
            new Profile("Acme Inc.", List.of("1 Main Street", "Springfield"), "DE 123456789", "bills@acme.example");
    static final ReturnPages PAGES =
            new ReturnPages(URI.create("https://shop.example/done"), URI.create("https://shop.example/back"));
    static final URI BACK = URI.create("https://shop.example/account");

    final StripeCustomerGateway customers = Fakes.customers(stripe, storage, clock);

    static CheckoutOrder choosing(String key) {
        return new CheckoutOrder(new PaymentKey(key), ACME, USD, Optional.empty(), PAGES);
    }

    static CheckoutOrder paying(String key, Money amount) {
        return new CheckoutOrder(
                new PaymentKey(key),
                ACME,
                amount.currency(),
                Optional.of(new CheckoutOrder.Price(amount, "500 credits")),
                PAGES);
    }

    CheckoutSession opened(CheckoutOrder order) {
        customers.put(ACME, PROFILE);
        return customers.open(order);
    }

    Progress progress(CheckoutSession session) {
        return progress(session.reference());
    }

    Progress progress(CheckoutReference reference) {
        return customers.find(reference).orElseThrow().progress();
    }

    Profile described() {
        return customers.find(ACME).orElseThrow().profile();
    }

    FakeCheckouts pages() {
        return stripe.account.checkouts;
    }

    ObjectNode customerAtStripe() {
        return stripe.account.customer("cus_1");
    }
}
