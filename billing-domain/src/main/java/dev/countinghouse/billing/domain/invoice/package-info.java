/**
 * What is asked for: rated lines become money, once, and then discounts, tax, a number and, if need be, a credit note.
 *
 * <p>A {@link dev.countinghouse.billing.domain.invoice.DraftInvoice} can be thrown away; an {@link
 * dev.countinghouse.billing.domain.invoice.IssuedInvoice} has a number and never changes: what was wrong on it is put right
 * by a {@link dev.countinghouse.billing.domain.invoice.CreditNote}. {@link dev.countinghouse.billing.domain.invoice.Allocation}
 * splits what was invoiced over projects and runs so that every level adds up to the one above.
 *
 * <p>Invariant: after a line has been settled everything is whole minor units, and parts add up to their whole. Nothing is
 * collected here. Start at {@code InvoiceDrafter}.
 */
@NullMarked
package dev.countinghouse.billing.domain.invoice;

import org.jspecify.annotations.NullMarked;
