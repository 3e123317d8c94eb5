package dev.countinghouse.billing.domain.simulation;

import dev.countinghouse.billing.domain.money.Money;
import java.util.List;

/**
 * What the results so far come to.
 *
 * @param totals one per currency, by its code
 */
public record SimulationTally(long compared, long skipped, List<Total> totals) {

    public SimulationTally {
        totals = List.copyOf(totals);
    }

    /** @param accounts how many are in it */
    public record Total(long accounts, Money actual, Money simulated) {

        public Money difference() {
            return simulated.minus(actual);
        }
    }
}
