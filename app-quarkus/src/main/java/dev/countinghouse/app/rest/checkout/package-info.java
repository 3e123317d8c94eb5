/**
 * Sending customers to pages of the payment provider: to pay, to choose what they pay by, to say who they are; registering
 * them; and the pages of the provider that stands in for a real one.
 *
 * <p>Invariant: nobody is sent back to a page that the operator has not listed. Start at {@link
 * dev.countinghouse.app.rest.checkout.CheckoutSessionResource}.
 */
@NullMarked
package dev.countinghouse.app.rest.checkout;

import org.jspecify.annotations.NullMarked;
