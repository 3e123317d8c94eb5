package dev.countinghouse.billing.ports.driven;

import java.util.function.Supplier;

/**
 * All or nothing: whatever the driven ports do inside {@code work} is kept together when it returns and undone when it
 * throws; what it throws comes out unchanged. What was read inside sees its own writes, what runs beside it does not see
 * them before they are kept.
 *
 * <p>A transaction inside another joins it and has one fate with it: if it fails, nothing of the outer one is kept either,
 * even if somebody catches the failure on the way. Inside, the scope may become narrower, never wider: {@link
 * IllegalStateException}. The same is thrown where a port is used outside of a transaction, or for an account that is not
 * bound; a look-up by another key finds nothing there.
 */
public interface Transactions {

    <T> T inTransaction(Scope scope, Supplier<T> work);

    /**
     * For work that waits for the transactions of others, which may wait for what this thread's has locked.
     *
     * @throws IllegalStateException if a transaction of this thread is open
     */
    void requireNone();
}
