package dev.countinghouse.billing.domain.dunning;

import java.time.Instant;
import java.util.Optional;

/**
 * What is to come of an invoice that is not paid.
 *
 * @param retryAt when payment is tried next; empty if it is not any more
 * @param pastDueSince since when something has gone wrong; empty if nothing has
 * @param told the last stage that was told of
 */
public record Course(Optional<Instant> retryAt, Optional<Instant> pastDueSince, Optional<DunningStage> told) {

    static Course beginning(Instant at) {
        return new Course(Optional.of(at), Optional.empty(), Optional.empty());
    }

    Course retrying(Optional<Instant> at) {
        return new Course(at, pastDueSince, told);
    }

    Course pastDue(Instant since) {
        return new Course(retryAt, Optional.of(since), told);
    }

    Course telling(DunningStage stage) {
        return new Course(retryAt, pastDueSince, Optional.of(stage));
    }

    boolean isRetriedBy(Instant now) {
        return retryAt.filter(at -> !at.isAfter(now)).isPresent();
    }

    boolean hasBeenTold(DunningStage stage) {
        return told.filter(last -> last.compareTo(stage) >= 0).isPresent();
    }
}
