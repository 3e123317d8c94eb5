package dev.countinghouse.billing.domain.period;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;

/** Which instant a local time is, when clocks skip it or show it twice. */
final class LocalClock {

    private LocalClock() {}

    /**
     * A skipped local time is the instant of the jump, the first at which the clock shows that time or a later one. The
     * {@code java.time} default (later by the length of the gap) would let 02:30 come after 03:00, and where a zone
     * skipped a whole day it would put two daily boundaries on one instant. A time shown twice is the first of the two,
     * so boundaries stay in order.
     */
    static ZonedDateTime at(LocalDateTime local, ZoneId zone) {
        ZoneOffsetTransition transition = zone.getRules().getTransition(local);
        return transition != null && transition.isGap()
                ? transition.getInstant().atZone(zone)
                : ZonedDateTime.ofLocal(local, zone, null);
    }
}
