/**
 * Every driven port in memory: the first adapter, for trying the engine, for demos and for a host's own tests.
 *
 * <p>Invariant: passes the same contracts as the durable adapters, races included, so a test that is green here says
 * something about production.
 *
 * <p>Not here: durability, or more than one process. Only the engine's builder chooses it, and only when the caller asks.
 *
 * <p>Start at the contract of a port, then at its class here.
 */
@NullMarked
package dev.countinghouse.billing.ports.inmemory;

import org.jspecify.annotations.NullMarked;
