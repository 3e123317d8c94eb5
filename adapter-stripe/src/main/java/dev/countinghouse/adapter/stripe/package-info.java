/**
 * Payments through Stripe, its customers and pages, its subscriptions and invoices: the gateways for them on {@code StripeClient}.
 *
 * <p>Invariant: whatever is asked for is remembered before Stripe is asked, under a key that Stripe is asked by as well, so
 * that asking again, however much later, does it once. A subscription is compared with what it should be instead, and found
 * again by what is written beside it. A notice is a hint to look at an object again; of what it says only
 * type and ids are taken. No static configuration: two accounts can live in one JVM.
 *
 * <p>Not here: deciding what is owed, dunning, or when to charge. Stripe's types never cross a port, and its texts and our
 * secrets never reach a log.
 *
 * <p>Start at {@link dev.countinghouse.adapter.stripe.StripePaymentGateway},
 * {@link dev.countinghouse.adapter.stripe.StripeCustomerGateway} or
 * {@link dev.countinghouse.adapter.stripe.StripeSubscriptionGateway}, then their contracts in billing-ports.
 */
@NullMarked
package dev.countinghouse.adapter.stripe;

import org.jspecify.annotations.NullMarked;
