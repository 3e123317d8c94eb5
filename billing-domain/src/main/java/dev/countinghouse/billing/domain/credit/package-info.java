/**
 * What a customer may spend: grants that are burnt in their order, holds that reserve, usage that burns up to its total.
 *
 * <p>Invariant: what is admitted never takes the balance below its floor, and every change leaves a balanced entry. A grant
 * whose time is over gives nothing more, but what a hold reserved of it before stays reserved. Prices are not made here: an
 * amount comes in, as rating has it. Start with {@link dev.countinghouse.billing.domain.credit.CreditBook}.
 */
@NullMarked
package dev.countinghouse.billing.domain.credit;

import org.jspecify.annotations.NullMarked;
