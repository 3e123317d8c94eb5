package dev.countinghouse.billing.domain.dunning;

import dev.countinghouse.billing.domain.subscription.Arrears;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What follows when, once an invoice is past due. All of it is counted from that instant, so that a job that comes late does
 * not move what comes after.
 *
 * @param retries after how long payment is tried again, the soonest first; with the last of them {@link DunningStage#GRACE}
 *     begins
 * @param grace how long that lasts
 * @param restriction how long after that nothing may be used, before the subscriptions end
 */
public record DunningSchedule(List<Duration> retries, Duration grace, Duration restriction) {

    /** Four tries in a week, restricted after 10 days, canceled after 30. */
    public static final DunningSchedule USUAL = new DunningSchedule(
            List.of(Duration.ofDays(1), Duration.ofDays(3), Duration.ofDays(5), Duration.ofDays(7)),
            Duration.ofDays(3),
            Duration.ofDays(20));

    public DunningSchedule {
        retries = List.copyOf(retries);
        Duration before = Duration.ZERO;
        for (Duration retry : retries) {
            if (retry.compareTo(before) <= 0) {
                throw new IllegalArgumentException(
                        "the retries are after " + retries + ", each must be later than the one before and than 0");
            }
            before = retry;
        }
        requireNotNegative("grace", grace);
        requireNotNegative("restriction", restriction);
    }

    private static void requireNotNegative(String what, Duration lasts) {
        if (lasts.isNegative()) {
            throw new IllegalArgumentException("the " + what + " lasts " + lasts + ", it must not be below 0");
        }
    }

    /** When a stage begins. */
    public Instant begin(DunningStage stage, Instant since) {
        Instant graceFrom = since.plus(retries.isEmpty() ? Duration.ZERO : retries.get(retries.size() - 1));
        return switch (stage) {
            case PAST_DUE -> since;
            case GRACE -> graceFrom;
            case RESTRICTED -> graceFrom.plus(grace);
            case CANCELED -> graceFrom.plus(grace).plus(restriction);
        };
    }

    /** The stage that has been reached at an instant, which is not before {@code since}. */
    public DunningStage stage(Instant since, Instant at) {
        DunningStage reached = DunningStage.PAST_DUE;
        for (DunningStage stage : DunningStage.values()) {
            if (!at.isBefore(begin(stage, since))) {
                reached = stage;
            }
        }
        return reached;
    }

    /** The stage after one; empty after the last. */
    Optional<DunningStage> next(DunningStage stage) {
        int next = stage.ordinal() + 1;
        return next < DunningStage.values().length ? Optional.of(DunningStage.values()[next]) : Optional.empty();
    }

    /** When payment is tried after an instant; empty if never. */
    Optional<Instant> retryAfter(Instant since, Instant at) {
        return retries.stream()
                .map(since::plus)
                .filter(retry -> retry.isAfter(at))
                .findFirst();
    }

    /** What it means for a subscription that an account has been past due since an instant. */
    public Arrears arrears(Instant since) {
        return new Arrears(since, begin(DunningStage.RESTRICTED, since));
    }
}
