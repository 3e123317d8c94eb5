/**
 * What two sides say of the same thing, and where they do not agree: what was used and what was invoiced, what was invoiced
 * and what is collected, what was paid here and there, what was paid and which credits came of it.
 *
 * <p>Not here: how either side is asked; who puts it right.
 */
@NullMarked
package dev.countinghouse.billing.domain.reconciliation;

import org.jspecify.annotations.NullMarked;
