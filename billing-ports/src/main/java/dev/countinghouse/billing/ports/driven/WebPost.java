package dev.countinghouse.billing.ports.driven;

import java.net.URI;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Posts text to URLs that others chose. It connects only where its rules allow, asks for the very address it connects to,
 * follows nobody elsewhere, and is back within a time that is known.
 */
public interface WebPost {

    /** Posts JSON. Never throws for what the other side does. */
    Answer post(URI target, SortedMap<String, String> headers, String body);

    /**
     * What came back.
     *
     * @param status empty if there was no answer
     * @param failure why it does not count as taken; empty if it does
     */
    record Answer(Optional<Integer> status, Optional<String> failure) {

        private static final int OK = 200;
        private static final int MULTIPLE_CHOICES = 300;

        public static Answer of(int status) {
            boolean taken = status >= OK && status < MULTIPLE_CHOICES;
            return new Answer(
                    Optional.of(status), taken ? Optional.empty() : Optional.of("the receiver answered " + status));
        }

        public static Answer none(String failure) {
            return new Answer(Optional.empty(), Optional.of(failure));
        }
    }
}
