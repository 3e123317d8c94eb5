package dev.countinghouse.app.engine;

import dev.countinghouse.adapter.postgres.PostgresStorage;
import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.app.config.Settings;
import dev.countinghouse.app.notification.Outside;
import dev.countinghouse.billing.domain.account.Party;
import dev.countinghouse.billing.domain.cost.ExchangeRates;
import dev.countinghouse.billing.ports.driven.OutboxSink;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import dev.countinghouse.billing.ports.engine.BillingEngineBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

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
            EngineClock clock,
            OutboxSink sink,
            Outside outside,
            MeterRegistry metrics) {
        Settings.Seller seller = settings.seller();
        UsageMetrics usage = new UsageMetrics(metrics);
        BillingEngineBuilder builder = outside.connect(BillingEngine.builder());
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
                .build();
        usage.watchQueueOf(engine);
        return engine;
    }
}
