package dev.countinghouse.app.engine;

import dev.countinghouse.adapter.postgres.PostgresStorage;
import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.app.config.Settings;
import dev.countinghouse.app.infrastructure.Infrastructure;
import dev.countinghouse.app.notification.Outside;
import dev.countinghouse.app.payment.InvoicingSetting;
import dev.countinghouse.app.payment.Payments;
import dev.countinghouse.billing.domain.account.Party;
import dev.countinghouse.billing.domain.cost.ExchangeRates;
import dev.countinghouse.billing.domain.dunning.DunningSchedule;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.quota.Thresholds;
import dev.countinghouse.billing.domain.session.SessionRules;
import dev.countinghouse.billing.ports.driven.OutboxSink;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import dev.countinghouse.billing.ports.engine.BillingEngineBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.logging.Logger;

/** Wires the engine with what the settings say. */
@Singleton
final class EngineProducer {

    private static final Logger LOG = Logger.getLogger(EngineProducer.class);

    @Produces
    @Singleton
    PostgresTransactions transactions(JtaUnitsOfWork units) {
        return new PostgresTransactions(units);
    }

    @Produces
    @Singleton
    Storage storage(PostgresTransactions transactions) {
        return PostgresStorage.over(transactions);
    }

    @Produces
    @Singleton
    BillingEngine engine(
            Settings settings,
            Storage storage,
            PostgresTransactions transactions,
            EngineClock clock,
            OutboxSink sink,
            Outside outside,
            Payments payments,
            FastPath fast,
            Infrastructure infrastructure,
            MeterRegistry metrics) {
        Settings.Seller seller = settings.seller();
        UsageMetrics usage = new UsageMetrics(metrics);
        BillingEngineBuilder builder =
                infrastructure.connect(fast.connect(payments.connect(outside.connect(BillingEngine.builder()))));
        InvoicingSetting.connect(builder, settings, storage, transactions);
        LedgerKeySetting.of(settings).ifPresentOrElse(builder::ledgerKey, EngineProducer::warnOfOpenLedger);
        BillingEngine engine = (clock.isMovable() ? builder.testClock(clock) : builder.clock(clock))
                .storage(storage)
                .sink(sink)
                .usageWatcher(usage)
                .seller(new Party(
                        seller.name(),
                        seller.address().orElse(List.of()),
                        seller.taxId().orElse("")))
                .numberSeries(settings.invoices().series(), settings.invoices().creditNoteSeries())
                .paymentTerm(settings.invoices().paymentTerm())
                .acceptedWindow(
                        settings.usage().acceptedPast(), settings.usage().acceptedFuture())
                .exchangeRates(new ExchangeRates(settings.exchangeRates().orElse(List.of()).stream()
                        .map(ExchangeRateSetting::parse)
                        .toList()))
                .thresholds(thresholds(settings.alerts()))
                .dunning(dunning(settings.dunning()))
                .sessionRules(sessionRules(settings.sessions()))
                .build();
        usage.watchQueueOf(engine);
        return engine;
    }

    private static DunningSchedule dunning(Settings.Dunning settings) {
        try {
            return new DunningSchedule(settings.retries(), settings.grace(), settings.restriction());
        } catch (IllegalArgumentException wrong) {
            throw new IllegalStateException("countinghouse.dunning: " + wrong.getMessage(), wrong);
        }
    }

    private static SessionRules sessionRules(Settings.Sessions settings) {
        return new SessionRules(settings.ahead(), settings.patience(), settings.grace());
    }

    private static void warnOfOpenLedger() {
        LOG.warn(
                "there is neither COUNTINGHOUSE_LEDGER_KEY nor COUNTINGHOUSE_ENCRYPTION_KEY: whoever can write the database"
                        + " can change entries about credits without its being seen");
    }

    private static Thresholds thresholds(Settings.Alerts settings) {
        return new Thresholds(settings.thresholds().orElse(List.of()).stream()
                .map(Fraction::parse)
                .toList());
    }
}
