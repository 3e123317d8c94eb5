/**
 * What a payment provider has an account down as: its customer, whom both sides may change.
 *
 * <p>Invariant: what the customer has changed at the provider is taken over, field by field, and everything else is as it is
 * here. What was never written there by us counts as the customer's word only if he was seen with something else before.
 *
 * <p>Not here: cards and bank accounts, which only the provider knows; who asks him and when.
 *
 * <p>Start at {@link dev.countinghouse.billing.domain.customer.Customer}.
 */
@NullMarked
package dev.countinghouse.billing.domain.customer;

import org.jspecify.annotations.NullMarked;
