package dev.countinghouse.billing.domain.session;

import dev.countinghouse.billing.domain.ledger.Credits;
import java.time.Instant;
import java.util.Locale;

/**
 * How a session ended.
 *
 * @param seconds it is charged for: each one that has begun
 * @param cost what these burnt
 */
public record SessionEnd(Reason reason, Instant at, long seconds, Credits cost) {

    public enum Reason {
        STOPPED,
        /** It never ran: nothing is charged. */
        CANCELED,
        /** There was no sign of life; it is charged up to the last. */
        LOST,
        OUT_OF_CREDITS,
        TIME_LIMIT;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
