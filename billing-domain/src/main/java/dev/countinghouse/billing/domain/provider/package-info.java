/**
 * What a payment provider that invoices by himself is told: which meters, products and prices he needs, how much was used,
 * and how the subscription there has to be; and the invoices that he makes of it.
 *
 * <p>Invariant: what is told to him comes to the amount that the catalogue says, or it is not told: {@link
 * dev.countinghouse.billing.domain.provider.ProviderTranslation} finds everything that he would invoice otherwise, each with
 * its path in the catalogue. Nothing here knows a provider; what one can take is {@link
 * dev.countinghouse.billing.domain.provider.ProviderTerms}. Who is on which plan, and how much of it is reported, is
 * elsewhere; how the subscription there has to be follows from the timelines, {@link
 * dev.countinghouse.billing.domain.provider.WantedSubscriptions}.
 *
 * <p>Start at {@code ProviderTranslation}; the table of what can be told is in {@code docs/stripe.md}.
 */
@NullMarked
package dev.countinghouse.billing.domain.provider;

import org.jspecify.annotations.NullMarked;
