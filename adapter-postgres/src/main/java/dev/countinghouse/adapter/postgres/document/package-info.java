/**
 * Invoices, credit notes and parts of subscriptions and accounts as JSON texts.
 *
 * <p>Invariant: what is read is equal to what was written. Amounts and quantities are exact texts, a fraction as {@code
 * numerator/denominator}, an amount with its currency; no number passes through a binary float. Every field is written and
 * read by name, so a changed record breaks the build and not the past; what was issued carries the number of its format.
 *
 * <p>Not here: SQL, or rules about what may be on an invoice.
 *
 * <p>Start at {@link dev.countinghouse.adapter.postgres.document.InvoiceDocument}.
 */
@NullMarked
package dev.countinghouse.adapter.postgres.document;

import org.jspecify.annotations.NullMarked;
