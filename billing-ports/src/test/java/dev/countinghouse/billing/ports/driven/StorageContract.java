package dev.countinghouse.billing.ports.driven;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.account.AccountId;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;

/** What the contracts of all ports share. An adapter builds the subject and does nothing else. */
public abstract class StorageContract {

    /** Thrown by the tests to make a transaction fail. */
    protected static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    protected Storage storage;

    /** Storage without any data, for each test; its ports share their transactions. */
    protected abstract Storage emptyStorage();

    @BeforeEach
    void build() {
        storage = emptyStorage();
    }

    protected final <T> T in(AccountId account, Supplier<T> work) {
        return storage.transactions().inTransaction(Scope.of(account), work);
    }

    protected final void run(AccountId account, Runnable work) {
        in(account, () -> {
            work.run();
            return true;
        });
    }

    protected final <T> T asSystem(Supplier<T> work) {
        return storage.transactions().inTransaction(Scope.SYSTEM, work);
    }

    /** Does the work in a transaction that fails at its end. */
    protected final void undone(Scope scope, Runnable work) {
        assertThatThrownBy(() -> storage.transactions().inTransaction(scope, () -> {
                    work.run();
                    throw new Failure();
                }))
                .isInstanceOf(Failure.class);
    }
}
