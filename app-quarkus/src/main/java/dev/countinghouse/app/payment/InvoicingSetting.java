package dev.countinghouse.app.payment;

import dev.countinghouse.adapter.postgres.PostgresStandInBook;
import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.adapter.stripe.StripeConnection;
import dev.countinghouse.adapter.stripe.StripeMeterGateway;
import dev.countinghouse.adapter.stripe.StripePriceGateway;
import dev.countinghouse.app.config.Settings;
import dev.countinghouse.app.config.Settings.Invoicing;
import dev.countinghouse.billing.ports.driven.PriceGateway;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.engine.BillingEngineBuilder;
import dev.countinghouse.billing.ports.standin.PriceStandIn;
import java.util.Optional;
import org.jboss.logging.Logger;

/** What the provider charges for, if the settings say that he invoices: Stripe if there is a key for it, otherwise the stand-in. */
public final class InvoicingSetting {

    private static final Logger LOG = Logger.getLogger(InvoicingSetting.class);

    private InvoicingSetting() {}

    public static Optional<PriceGateway> of(Settings settings, PostgresTransactions transactions) {
        if (settings.invoicing() != Invoicing.PROVIDER) {
            return Optional.empty();
        }
        return Optional.of(StripeSetting.of(settings.payments())
                .<PriceGateway>map(stripe -> new StripePriceGateway(new StripeConnection(stripe), transactions))
                .orElseGet(() -> new PriceStandIn(PostgresStandInBook.ofPayments(transactions))));
    }

    /** Tells the engine who invoices, and whom usage is told to: the stand-in adds nothing up. */
    public static BillingEngineBuilder connect(
            BillingEngineBuilder engine, Settings settings, Storage storage, PostgresTransactions transactions) {
        of(settings, transactions).ifPresent(provider -> {
            LOG.info(
                    "invoices are the payment provider's: none is issued, and only catalogues that he can invoice are published");
            engine.invoicedBy(provider);
            StripeSetting.of(settings.payments())
                    .map(stripe -> new StripeMeterGateway(new StripeConnection(stripe), storage))
                    .ifPresent(engine::tellUsageTo);
        });
        return engine;
    }
}
