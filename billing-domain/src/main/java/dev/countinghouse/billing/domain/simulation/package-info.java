/**
 * What many accounts would have been charged on other terms: what is asked, how far it is, and what came out per account.
 *
 * <p>Invariant: a {@link dev.countinghouse.billing.domain.simulation.SimulationOrder} never changes once it is made, and an
 * account has one {@link dev.countinghouse.billing.domain.simulation.SimulationResult} in it; totals are sums of results and
 * are kept nowhere. It prices nothing: that is {@code rating}'s alone.
 *
 * <p>Start at {@code SimulationJob}.
 */
@NullMarked
package dev.countinghouse.billing.domain.simulation;

import org.jspecify.annotations.NullMarked;
