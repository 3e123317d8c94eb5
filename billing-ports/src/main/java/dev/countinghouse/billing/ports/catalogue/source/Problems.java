package dev.countinghouse.billing.ports.catalogue.source;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Collects what is wrong with a text, so that its author sees all of it at once. */
public final class Problems {

    /** A hostile text could be wrong a million times; nobody reads beyond this. */
    public static final int MAX = 1_000;

    private final Set<Problem> problems = new LinkedHashSet<>();

    /** Reports a problem. The empty answer is for readers to return. */
    public <T> Optional<T> report(Place place, String path, String message) {
        if (problems.size() < MAX) {
            problems.add(new Problem(place, path, message));
        }
        return Optional.empty();
    }

    public <T> Optional<T> report(Node node, String message) {
        return report(node.place(), node.path(), message);
    }

    /** Makes a value whose constructor checks its own rules; a rule that is broken is reported at the node. */
    public <T> Optional<T> attempt(Node node, Supplier<T> maker) {
        try {
            return Optional.of(maker.get());
        } catch (IllegalArgumentException brokenRule) {
            return report(node, String.valueOf(brokenRule.getMessage()));
        }
    }

    public boolean isEmpty() {
        return problems.isEmpty();
    }

    /** In the order they were found. */
    public List<Problem> list() {
        return List.copyOf(problems);
    }
}
