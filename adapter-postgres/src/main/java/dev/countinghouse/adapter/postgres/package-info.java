/**
 * The durable truth in PostgreSQL: usage log, journal, plan versions, outbox and counters on a plain {@code DataSource}.
 *
 * <p>Invariant: a success is answered only after commit, and every statement runs bound to an account, because row-level
 * security is forced and an unbound connection sees nothing.
 *
 * <p>Not here: rules, JPA, Quarkus, or migrations at run time by the service role. SQL stands beside the method that
 * runs it.
 *
 * <p>Start at the journal, then its contract in billing-ports.
 */
@NullMarked
package dev.countinghouse.adapter.postgres;

import org.jspecify.annotations.NullMarked;
