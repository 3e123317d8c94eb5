package dev.countinghouse.app.payment;

import dev.countinghouse.adapter.postgres.PostgresStandInBook;
import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.adapter.stripe.StripeConnection;
import dev.countinghouse.adapter.stripe.StripeInvoiceGateway;
import dev.countinghouse.adapter.stripe.StripeMeterGateway;
import dev.countinghouse.adapter.stripe.StripePriceGateway;
import dev.countinghouse.adapter.stripe.StripeSubscriptionGateway;
import dev.countinghouse.app.config.Settings;
import dev.countinghouse.app.config.Settings.Invoicing;
import dev.countinghouse.billing.ports.driven.PriceGateway;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.engine.BillingEngineBuilder;
import dev.countinghouse.billing.ports.standin.InvoiceStandIn;
import dev.countinghouse.billing.ports.standin.MeterStandIn;
import dev.countinghouse.billing.ports.standin.PriceStandIn;
import dev.countinghouse.billing.ports.standin.StandInBook;
import dev.countinghouse.billing.ports.standin.SubscriptionStandIn;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import org.jboss.logging.Logger;

/** What the provider charges for, if the settings say that he invoices: Stripe if there is a key for it, otherwise the stand-in. */
public final class InvoicingSetting {

    private static final Logger LOG = Logger.getLogger(InvoicingSetting.class);

    /** Where the stand-in says that its invoices are seen. */
    private static final String INVOICES = "/api/v1/invoice-stand-in/";

    private InvoicingSetting() {}

    public static Optional<PriceGateway> of(Settings settings, PostgresTransactions transactions) {
        if (settings.invoicing() != Invoicing.PROVIDER) {
            return Optional.empty();
        }
        return Optional.of(StripeSetting.of(settings.payments())
                .<PriceGateway>map(stripe -> new StripePriceGateway(new StripeConnection(stripe), transactions))
                .orElseGet(() -> new PriceStandIn(PostgresStandInBook.ofPayments(transactions))));
    }

    /**
     * Tells the engine who invoices: whose subscriptions are like ours, whom usage is told to, and whose invoices are followed.
     * The stand-in lives by the clock of the engine, and so has what is told to it times of the same.
     */
    public static BillingEngineBuilder connect(
            BillingEngineBuilder engine,
            Settings settings,
            Storage storage,
            PostgresTransactions transactions,
            InstantSource clock) {
        of(settings, transactions).ifPresent(provider -> {
            LOG.info(
                    "invoices are the payment provider's: none is issued, and only catalogues that he can invoice are published");
            engine.invoicedBy(provider);
            StripeSetting.of(settings.payments()).ifPresent(stripe -> requireRealTime(settings.testClock()));
            StripeSetting.of(settings.payments())
                    .map(StripeConnection::new)
                    .ifPresentOrElse(
                            stripe -> engine.mirrorTo(new StripeSubscriptionGateway(stripe, storage))
                                    .tellUsageTo(new StripeMeterGateway(stripe, storage))
                                    .invoicesOf(new StripeInvoiceGateway(stripe, storage)),
                            () -> connectStandIn(
                                    engine, settings, PostgresStandInBook.ofPayments(transactions), clock));
        });
        return engine;
    }

    static void requireRealTime(boolean testClock) {
        if (testClock) {
            throw new IllegalStateException(
                    "countinghouse.test-clock is on, and Stripe, which invoices, lives by the real"
                            + " time: switch the clock off, or take Stripe's key away to try the month out with the stand-in");
        }
    }

    private static void connectStandIn(
            BillingEngineBuilder engine, Settings settings, StandInBook book, InstantSource clock) {
        URI pages = URI.create(settings.payments().baseUrl().replaceAll("/+$", "") + INVOICES);
        engine.mirrorTo(new SubscriptionStandIn(book, clock))
                .tellUsageTo(new MeterStandIn(book, clock), clock)
                .invoicesOf(new InvoiceStandIn(book, clock, pages));
    }
}
