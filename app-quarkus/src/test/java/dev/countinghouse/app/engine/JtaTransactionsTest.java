package dev.countinghouse.app.engine;

import dev.countinghouse.adapter.postgres.PostgresStorage;
import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.app.ServiceDatabase;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driven.TransactionsContract;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.agroal.narayana.NarayanaTransactionIntegration;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;

/** Transactions of the transaction manager pass the contract that plain JDBC passes, on a database of their own. */
@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
class JtaTransactionsTest extends TransactionsContract {

    private static final TestDatabase DATABASE = new TestDatabase();
    private static @Nullable Storage storageOfAll;

    @Inject
    TransactionManager transactions;

    @Inject
    TransactionSynchronizationRegistry synchronizations;

    @AfterAll
    static void drop() {
        if (storageOfAll != null) {
            DATABASE.drop();
        }
    }

    @Override
    protected Storage emptyStorage() {
        if (storageOfAll == null) {
            DATABASE.create();
            storageOfAll = PostgresStorage.over(new PostgresTransactions(
                    new JtaUnitsOfWork(transactions, pool(TestDatabase.SERVICE), pool(TestDatabase.SYSTEM))));
        }
        DATABASE.clear();
        return storageOfAll;
    }

    private AgroalDataSource pool(String login) {
        try {
            return AgroalDataSource.from(
                    new AgroalDataSourceConfigurationSupplier().connectionPoolConfiguration(pool -> pool.maxSize(4)
                            .acquisitionTimeout(Duration.ofSeconds(20))
                            .exceptionSorter(new PostgreSQLExceptionSorter())
                            .transactionIntegration(new NarayanaTransactionIntegration(transactions, synchronizations))
                            .connectionFactoryConfiguration(factory -> factory.jdbcUrl(DATABASE.url())
                                    .principal(new NamePrincipal(login))
                                    .credential(new SimplePassword(TestDatabase.PASSWORD)))));
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
