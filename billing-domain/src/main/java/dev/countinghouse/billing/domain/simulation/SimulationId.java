package dev.countinghouse.billing.domain.simulation;

import dev.countinghouse.billing.domain.Key;

/** The name of a simulation, chosen by whoever orders it, so that a repeated call orders nothing twice. */
public record SimulationId(String value) implements Comparable<SimulationId> {

    public SimulationId {
        Key.require("simulation", value);
    }

    @Override
    public int compareTo(SimulationId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
