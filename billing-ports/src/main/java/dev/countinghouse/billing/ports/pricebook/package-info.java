/**
 * The price book as a file, and usage as providers report it.
 *
 * <p>Start at {@link dev.countinghouse.billing.ports.pricebook.PriceBookFile}: it reads the snapshot that ships with the
 * engine, or another one, into the domain's {@code PriceBook}, together with the rules by which
 * {@link dev.countinghouse.billing.ports.pricebook.ResponseUsage} finds the usage in a provider's raw response.
 * {@link dev.countinghouse.billing.ports.pricebook.OpenTelemetryUsage} reads the same from span attributes, and
 * {@link dev.countinghouse.billing.ports.pricebook.TokenEstimator} counts the text where nobody reported anything.
 *
 * <p>Invariants: numbers are the digits of the file; a price book is read whole or refused with the path of the mistake;
 * a response that cannot be read is an outcome. JSON is read as a tree by explicit code, so nothing depends on
 * reflection. This package prices nothing and stores nothing.
 */
@NullMarked
package dev.countinghouse.billing.ports.pricebook;

import org.jspecify.annotations.NullMarked;
