package dev.countinghouse.billing.ports.driven;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** What an instance takes for now where time is moved by hand. It runs until it is put somewhere, and stands from then on. */
public interface TestClock extends InstantSource {

    /** Where it was put; empty while it runs. */
    Optional<Instant> standing();

    /** Puts it to an instant, or leaves it where it stands if that is later. */
    void moveTo(Instant instant);
}
