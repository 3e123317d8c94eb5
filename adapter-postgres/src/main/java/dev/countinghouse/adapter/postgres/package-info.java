/**
 * The durable truth in PostgreSQL: catalogues, accounts, subscriptions, invoices and usage on plain data sources, in any JVM
 * service.
 *
 * <p>Invariant: a success is answered only after commit, and every statement runs bound to its accounts, because row-level
 * security is forced and an unbound connection sees nothing. What is read is equal to what was written: exact numbers are
 * kept as text, instants to the microsecond, and what cannot be kept is refused.
 *
 * <p>Not here: rules, JPA, Quarkus, or migrations at run time by the service role. SQL stands beside the method that
 * runs it.
 *
 * <p>Start at {@code V1__storage.sql}, then {@code PostgresStorage} and a port with its
 * contract in billing-ports.
 */
@NullMarked
package dev.countinghouse.adapter.postgres;

import org.jspecify.annotations.NullMarked;
