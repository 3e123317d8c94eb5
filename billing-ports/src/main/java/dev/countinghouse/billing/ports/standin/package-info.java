/**
 * A payment provider that takes nobody's money: it declines, delays, disputes and fails as real ones do, by the method of
 * payment that an account is given, so that everything which follows from a payment can be seen and tested without a contract
 * with anybody. And a provider of infrastructure that has none, and fails in as many ways.
 *
 * <p>Invariant: passes the contract of its port. What becomes of a payment follows from its order, its method and the clock,
 * so a run can be repeated; what falls due by the clock has happened whenever anybody looks.
 *
 * <p>Not here: HTTP, neither a page to authenticate at nor the sending of notices; who keeps its book for longer than a
 * process.
 *
 * <p>Start at {@link dev.countinghouse.billing.ports.standin.PaymentStandIn} and {@link
 * dev.countinghouse.billing.ports.standin.TestMethod}; its pages are {@link
 * dev.countinghouse.billing.ports.standin.CustomerStandIn}'s. Where it invoices, at {@link
 * dev.countinghouse.billing.ports.standin.SubscriptionStandIn} and {@link
 * dev.countinghouse.billing.ports.standin.InvoiceStandIn}, whose course {@code StandInRunning} is. Or at {@link
 * dev.countinghouse.billing.ports.standin.InfrastructureStandIn}.
 */
@NullMarked
package dev.countinghouse.billing.ports.standin;

import org.jspecify.annotations.NullMarked;
