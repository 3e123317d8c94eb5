package dev.countinghouse.adapter.postgres.usage;

import java.util.ArrayList;
import java.util.List;

/** What failed of several pieces of work, of which none is to stop the others. */
final class Failures {

    private final List<RuntimeException> failures = new ArrayList<>();

    void guard(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failure) {
            failures.add(new IllegalStateException(what + " failed: " + failure.getMessage(), failure));
        }
    }

    /** Throws the first, with the others attached to it. */
    void report() {
        failures.stream().reduce(Failures::withSuppressed).ifPresent(failure -> {
            throw failure;
        });
    }

    private static RuntimeException withSuppressed(RuntimeException first, RuntimeException next) {
        first.addSuppressed(next);
        return first;
    }
}
