package dev.countinghouse.adapter.stripe;

import com.stripe.model.Subscription;
import com.stripe.model.SubscriptionItem;
import com.stripe.model.SubscriptionSchedule;
import com.stripe.model.SubscriptionSchedule.Phase;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.provider.PriceReference;
import dev.countinghouse.billing.domain.provider.PricedItem;
import dev.countinghouse.billing.domain.provider.Stage;
import dev.countinghouse.billing.domain.provider.SubscriptionReference;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.ProviderSubscription;
import dev.countinghouse.billing.ports.driven.ProviderSubscription.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A subscription at Stripe, with its schedule, in our words. */
final class SubscriptionReader {

    static final String TRIALING = "trialing";

    private static final String CANCEL = "cancel";

    /** As far as the same time of day in a zone moves in UTC. */
    private static final Duration CLOCK_CHANGE = Duration.ofHours(2);

    private SubscriptionReader() {}

    static ProviderSubscription read(Subscription there, AccountId account, SubscriptionId id) {
        return new ProviderSubscription(
                new SubscriptionReference(there.getId()),
                id,
                account,
                status(there),
                items(there),
                period(there),
                end(there),
                hasEnded(there) ? Optional.empty() : next(there),
                there.getPauseCollection() != null);
    }

    static boolean hasEnded(Subscription there) {
        return status(there) == Status.CANCELED;
    }

    static Status status(Subscription there) {
        return switch (there.getStatus()) {
            case TRIALING -> Status.TRIALING;
            case "active" -> Status.ACTIVE;
            case "past_due" -> Status.PAST_DUE;
            case "unpaid" -> Status.UNPAID;
            case "canceled", "incomplete_expired" -> Status.CANCELED;
            case "incomplete" -> Status.INCOMPLETE;
            case "paused" -> Status.PAUSED;
            default ->
                throw new IllegalStateException("Stripe says that subscription " + there.getId() + " is "
                        + there.getStatus() + ", which means nothing to this version");
        };
    }

    static List<PricedItem> items(Subscription there) {
        return PricedItem.sum(there.getItems().getData().stream()
                .map(item -> item(item.getPrice().getId(), item.getQuantity()))
                .toList());
    }

    /** Usage has no quantity. */
    private static PricedItem item(String price, @Nullable Long quantity) {
        return new PricedItem(
                new PriceReference(price), quantity == null ? OptionalLong.empty() : OptionalLong.of(quantity));
    }

    /** The one that is over first, should somebody have added an item of another interval. */
    static Period period(Subscription there) {
        SubscriptionItem first = there.getItems().getData().stream()
                .min(Comparator.comparing(SubscriptionItem::getCurrentPeriodEnd))
                .orElseThrow(() -> new IllegalStateException("subscription " + there.getId() + " has no items"));
        return new Period(at(first.getCurrentPeriodStart()), at(first.getCurrentPeriodEnd()));
    }

    static Optional<Instant> end(Subscription there) {
        if (hasEnded(there)) {
            return Stream.of(Optional.ofNullable(there.getEndedAt()), Optional.ofNullable(there.getCanceledAt()))
                    .flatMap(Optional::stream)
                    .findFirst()
                    .map(SubscriptionReader::at);
        }
        return Optional.ofNullable(there.getCancelAt())
                .map(SubscriptionReader::at)
                .or(() -> endOfSchedule(there));
    }

    /** Empty if the subscription outlives its schedule. */
    static Optional<Instant> endOfSchedule(Subscription there) {
        return schedule(there)
                .filter(schedule -> CANCEL.equals(schedule.getEndBehavior()))
                .flatMap(schedule -> schedule.getPhases().stream().reduce((before, last) -> last))
                .map(phase -> at(phase.getEndDate()));
    }

    /** While it has one: Stripe lets go of those that are over. */
    static Optional<SubscriptionSchedule> schedule(Subscription there) {
        return Optional.ofNullable(there.getScheduleObject());
    }

    static Optional<Stage> next(Subscription there) {
        return schedule(there)
                .filter(it -> it.getCurrentPhase() != null)
                .flatMap(schedule -> schedule.getPhases().stream()
                        .filter(phase -> phase.getStartDate()
                                >= schedule.getCurrentPhase().getEndDate())
                        .findFirst()
                        .map(SubscriptionReader::stage));
    }

    private static Stage stage(Phase phase) {
        List<PricedItem> items = phase.getItems().stream()
                .map(item -> item(item.getPrice(), item.getQuantity()))
                .toList();
        return new Stage(at(phase.getStartDate()), items, "phase_start".equals(phase.getBillingCycleAnchor()));
    }

    /**
     * An instant of ours as Stripe has it. Its periods begin at the same time of day in UTC; where ours moves with the clocks,
     * the end of a period is that of Stripe's: an hour later would begin another one, which is charged for.
     */
    static Instant there(Instant ours, Subscription there) {
        Instant end = period(there).end();
        boolean isBoundary = Duration.between(ours, end).abs().compareTo(CLOCK_CHANGE) <= 0;
        return isBoundary ? end : at(ours.getEpochSecond());
    }

    static Instant at(long seconds) {
        return Instant.ofEpochSecond(seconds);
    }
}
