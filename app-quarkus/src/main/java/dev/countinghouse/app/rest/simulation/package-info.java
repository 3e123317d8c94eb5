/**
 * What accounts would have paid on other terms: one at once, or many in the background.
 *
 * <p>Invariant: nothing of the accounts is changed. One account may be simulated by whoever may read it; many are the
 * administrator's.
 *
 * <p>Start at {@code SimulationResource}, then {@code AccountsSimulationResource}.
 */
@NullMarked
package dev.countinghouse.app.rest.simulation;

import org.jspecify.annotations.NullMarked;
