/**
 * What a provider that invoices by himself is told of usage: differences of whole numbers, each once.
 *
 * <p>Invariant: of each account, meter there and billing period it is kept what it comes to, what was told of it, and what was
 * told with a time in it. What is told next is the one less the other, so that order and number of events make no
 * difference, and a report that is lost, refused or late changes no sum.
 *
 * <p>Not here: what is used, or what has to be priced of it (that is {@code rating}), and how the provider is reached.
 *
 * <p>Start at {@link dev.countinghouse.billing.domain.report.MeterTally} and {@link
 * dev.countinghouse.billing.domain.report.Telling}.
 */
@NullMarked
package dev.countinghouse.billing.domain.report;

import org.jspecify.annotations.NullMarked;
