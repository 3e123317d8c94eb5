package dev.countinghouse.billing.ports.driven;

import java.util.function.Supplier;

/**
 * All or nothing: whatever the driven ports do inside {@code work} is kept together when it returns and undone when it
 * throws. A transaction inside another of the same scope joins it. What was read inside sees its own writes.
 */
public interface Transactions {

    <T> T inTransaction(Scope scope, Supplier<T> work);
}
