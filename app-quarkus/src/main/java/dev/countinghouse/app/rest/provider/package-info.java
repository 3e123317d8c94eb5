/**
 * Where the payment provider invoices: what he charges for, his invoices, what he was told of usage, and whose subscriptions
 * he does not have as they are here.
 *
 * <p>Invariant: asking changes nothing there, and doing something twice is the same as once. Our own invoices are elsewhere.
 * Start at {@code ProviderCatalogueResource}.
 */
@NullMarked
package dev.countinghouse.app.rest.provider;

import org.jspecify.annotations.NullMarked;
