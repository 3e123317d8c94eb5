/**
 * Holders of leases that need nothing but this process: one that keeps them in its memory, for a host that runs as one
 * process, and one that stops asking another holder while that does not answer.
 *
 * <p>Invariant: the one in memory passes the contract of the port; one process's memory is lost with it, and so are its
 * leases.
 *
 * <p>Not here: leases that replicas share, which need a server; the storage's side of a lease.
 *
 * <p>Start at {@link dev.countinghouse.billing.ports.lease.InProcessLeases}.
 */
@NullMarked
package dev.countinghouse.billing.ports.lease;

import org.jspecify.annotations.NullMarked;
