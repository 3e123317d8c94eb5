package dev.countinghouse.billing.ports.driving;

/**
 * Works off what was ordered of {@link SimulateAccounts}, the oldest first. Whoever is cut off in between is followed by
 * the next call; if two do it at once, each account still has one result.
 */
public interface RunSimulations {

    /**
     * Goes on, and returns for how many accounts; 0 when nothing is left.
     *
     * @param most how many accounts at most, so that a caller comes to stop in between
     * @throws dev.countinghouse.billing.ports.driven.UnavailableException to be tried again, once the others have had their
     *     turn
     */
    int run(int most);
}
