package dev.countinghouse.app.engine;

import dev.countinghouse.adapter.postgres.PostgresStorage;
import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.app.config.Settings;
import dev.countinghouse.app.infrastructure.Infrastructure;
import dev.countinghouse.app.notification.Outside;
import dev.countinghouse.app.payment.InvoicingSetting;
import dev.countinghouse.app.payment.Payments;
import dev.countinghouse.billing.ports.driven.OutboxSink;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import dev.countinghouse.billing.ports.engine.BillingEngineBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Wires the engine with what the settings say. */
@Singleton
final class EngineProducer {

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
        UsageMetrics usage = new UsageMetrics(metrics);
        BillingEngineBuilder builder =
                infrastructure.connect(fast.connect(payments.connect(outside.connect(BillingEngine.builder()))));
        InvoicingSetting.connect(builder, settings, storage, transactions, clock);
        BillingEngine engine = EngineSettings.connect(builder, settings, clock)
                .storage(storage)
                .sink(sink)
                .usageWatcher(usage)
                .build();
        usage.watchQueueOf(engine);
        return engine;
    }
}
