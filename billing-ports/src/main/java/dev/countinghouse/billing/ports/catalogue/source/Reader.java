package dev.countinghouse.billing.ports.catalogue.source;

import java.util.Optional;

/** Reads a value from a node; answers empty exactly when it has reported why. */
@FunctionalInterface
public interface Reader<T> {

    Optional<T> read(Node node, Problems problems);
}
