package dev.countinghouse.app.infrastructure;

import dev.countinghouse.adapter.postgres.PostgresStandInBook;
import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.billing.ports.engine.BillingEngineBuilder;
import dev.countinghouse.billing.ports.standin.InfrastructureStandIn;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The provider of infrastructure; so far the stand-in. */
@Singleton
public final class Infrastructure {

    private static final Logger LOG = Logger.getLogger(Infrastructure.class);

    private final InfrastructureStandIn standIn;

    Infrastructure(PostgresTransactions transactions) {
        this.standIn = new InfrastructureStandIn(PostgresStandInBook.ofInfrastructure(transactions));
    }

    /** Tells the engine who it is. */
    public BillingEngineBuilder connect(BillingEngineBuilder engine) {
        LOG.info("infrastructure is created by the local stand-in: nothing runs anywhere");
        return engine.infrastructure(standIn);
    }

    /** Empty where there is a real provider. */
    public Optional<InfrastructureStandIn> standIn() {
        return Optional.of(standIn);
    }
}
