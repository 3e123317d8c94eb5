package dev.countinghouse.billing.ports.catalogue;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What reading a text gave: the value, or everything that is wrong with the text. */
public sealed interface ReadOutcome<T> {

    <R> R fold(Function<T, R> read, Function<List<CatalogueError>, R> rejected);

    record Read<T>(T value) implements ReadOutcome<T> {
        @Override
        public <R> R fold(Function<T, R> read, Function<List<CatalogueError>, R> rejected) {
            return read.apply(value);
        }
    }

    /** @param errors at least one, in the order they were found */
    record Rejected<T>(List<CatalogueError> errors) implements ReadOutcome<T> {

        public Rejected {
            errors = List.copyOf(errors);
        }

        @Override
        public <R> R fold(Function<T, R> read, Function<List<CatalogueError>, R> rejected) {
            return rejected.apply(errors);
        }
    }

    /** For texts that ship with the program, where an error is the program's. */
    default T orThrow() {
        return fold(value -> value, errors -> {
            throw new IllegalArgumentException(
                    errors.stream().map(CatalogueError::toString).collect(Collectors.joining("\n")));
        });
    }
}
