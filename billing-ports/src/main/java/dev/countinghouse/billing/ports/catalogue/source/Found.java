package dev.countinghouse.billing.ports.catalogue.source;

import java.util.Optional;

/** What reading a field gave. {@link #get} is for {@link Fields#build}, which runs only when every field could be read. */
public record Found<T>(Optional<T> value) {

    public T get() {
        return value.orElseThrow(() -> new IllegalStateException("a field that could not be read was used"));
    }
}
