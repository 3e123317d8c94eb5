/**
 * What the payment provider charges for, where he invoices.
 *
 * <p>Invariant: asking changes nothing there, and applying twice is the same as once. Start at {@code
 * ProviderCatalogueResource}.
 */
@NullMarked
package dev.countinghouse.app.rest.provider;

import org.jspecify.annotations.NullMarked;
