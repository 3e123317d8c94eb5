package dev.countinghouse.adapter.stripe;

import dev.countinghouse.billing.ports.driven.Storage;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Gateways to {@link FakeStripe}. */
final class Fakes {

    static final URI RETURN = URI.create("https://shop.example/paid");

    private Fakes() {}

    static StripeSettings settings(URI address, int retries) {
        return new StripeSettings(
                FakeStripe.SECRET_KEY,
                List.of(FakeStripe.WEBHOOK_SECRET),
                address,
                RETURN,
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                retries);
    }

    static StripeSettings streaming(FakeStripe stripe, int retries) {
        return settings(stripe.address(), retries).streaming(stripe.streams());
    }

    static StripeConnection connection(FakeStripe stripe) {
        return new StripeConnection(settings(stripe.address(), 0), millis -> {}, stripe.clock);
    }

    static StripePaymentGateway gateway(FakeStripe stripe, Storage storage, InstantSource clock) {
        return gateway(settings(stripe.address(), 0), storage, clock);
    }

    static StripeCustomerGateway customers(FakeStripe stripe, Storage storage, InstantSource clock) {
        StripeConnection connection = connection(stripe);
        return new StripeCustomerGateway(connection, storage, clock);
    }

    static StripeSubscriptionGateway subscriptions(FakeStripe stripe, Storage storage) {
        StripeConnection connection = connection(stripe);
        return new StripeSubscriptionGateway(connection, storage);
    }

    static StripeInvoiceGateway invoices(FakeStripe stripe, Storage storage) {
        StripeConnection connection = connection(stripe);
        return new StripeInvoiceGateway(connection, storage);
    }

    static StripePaymentGateway gateway(StripeSettings settings, Storage storage, InstantSource clock) {
        StripeConnection connection = new StripeConnection(settings, millis -> {}, clock);
        return new StripePaymentGateway(connection, settings, storage, clock);
    }

    static StripePriceGateway prices(FakeStripe stripe, Storage storage) {
        StripeConnection connection = connection(stripe);
        return new StripePriceGateway(connection, storage.transactions());
    }
}
