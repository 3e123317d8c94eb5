package dev.countinghouse.billing.domain.rating;

import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.subscription.Segment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Segments in which a meter's use costs the same, as one: an add-on that has nothing to do with a meter, or a change of
 * quantity that its charge does not see, must not change what the use costs, nor add lines.
 *
 * @param pricedUntil the ends of the stretches before it, the last of them this one's start: use was priced up to there
 */
record Stretch(Segment segment, List<Instant> pricedUntil) {

    /** The stretch that begins with the segment at {@code index}; empty if that one continues the segment before it. */
    static Optional<Stretch> from(List<Segment> segments, int index, Meter meter) {
        List<Instant> starts = new ArrayList<>();
        for (int i = 1; i <= index; i++) {
            if (!segments.get(i - 1).continuesIn(segments.get(i), meter)) {
                starts.add(segments.get(i).part().start());
            }
        }
        Segment joined = segments.get(index);
        if (index > 0 && !starts.contains(joined.part().start())) {
            return Optional.empty();
        }
        for (int i = index + 1; i < segments.size() && joined.continuesIn(segments.get(i), meter); i++) {
            joined = joined.joinedWith(segments.get(i));
        }
        return Optional.of(new Stretch(joined, List.copyOf(starts)));
    }
}
