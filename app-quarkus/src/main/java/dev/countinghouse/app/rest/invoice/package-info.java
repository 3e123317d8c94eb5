/**
 * What accounts are asked to pay: previewed, issued, explained down to the events, and credited.
 *
 * <p>Invariant: an invoice that was issued never changes; what was wrong on it is put right by a credit note.
 */
@NullMarked
package dev.countinghouse.app.rest.invoice;

import org.jspecify.annotations.NullMarked;
