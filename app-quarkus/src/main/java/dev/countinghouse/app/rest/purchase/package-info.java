/**
 * Buying credits: purchases, what an account pays by, top-ups, and what the payment provider has to tell.
 *
 * <p>Invariant: the id of a purchase or a refund is the caller's own, so that whatever is sent again is done once. Cards and
 * bank accounts are the provider's business; a token of theirs passes through and is kept nowhere.
 *
 * <p>Start at {@link dev.countinghouse.app.rest.purchase.PurchaseResource}.
 */
@NullMarked
package dev.countinghouse.app.rest.purchase;

import org.jspecify.annotations.NullMarked;
