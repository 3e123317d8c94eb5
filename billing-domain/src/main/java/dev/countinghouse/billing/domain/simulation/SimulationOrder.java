package dev.countinghouse.billing.domain.simulation;

import dev.countinghouse.billing.domain.period.Period;

/**
 * What is asked.
 *
 * @param range counted are the billing periods that begin in it and are over when the simulation is ordered
 */
public record SimulationOrder(SimulatedTerms terms, SimulatedAccounts accounts, Period range) {}
