/**
 * Invoices and credit notes on paper: a {@link Document} says which texts stand on it, and the rest of the package draws
 * that as a PDF with its fonts in it.
 *
 * <p>Invariant: a document is made of what was issued and of nothing that changes afterwards, so the same invoice is the
 * same bytes whenever it is asked for, and none is stored. It is not a page for browsers, and it knows no payment.
 *
 * <p>Start with {@code InvoicePaper}, then {@code Sheets}.
 */
@NullMarked
package dev.countinghouse.app.document;

import org.jspecify.annotations.NullMarked;
