package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.dunning.DunningSchedule;
import dev.countinghouse.billing.domain.dunning.DunningStage;
import dev.countinghouse.billing.domain.subscription.Arrears;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.Mirrors.Mirror;
import dev.countinghouse.billing.ports.driven.ProviderSubscription;
import dev.countinghouse.billing.ports.driven.ProviderSubscription.Status;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the state of a subscription at the provider means for who has it. Since when he owes is when it was first seen, because
 * the provider does not say; what follows when is ours, except that the provider gives up, and that he ends it. What has ended
 * there is collected no more, and has no state: as long as invoices of it are open he owes what he owed.
 */
record MirrorStanding(DunningSchedule schedule) {

    /**
     * @param goesOn whether that does which it is the mirror of
     * @param another whether the account has a main subscription that goes on
     * @param isOpen whether an invoice of it is
     */
    record Ours(boolean goesOn, boolean another, boolean isOpen) {}

    Mirror seen(SubscriptionId of, ProviderSubscription there, Optional<Mirror> before, Ours ours, Instant now) {
        Optional<Arrears> arrears = arrears(there.status(), before.flatMap(Mirror::arrears), ours, now);
        Mirror seen = new Mirror(
                there.account(),
                there.id(),
                of,
                there.reference(),
                there.status(),
                there.end(),
                arrears,
                before.map(Mirror::told).orElse(Mirror.GOOD),
                before.map(Mirror::revision).orElse(0L));
        return told(seen, ours.goesOn() || (arrears.isPresent() && ours.another()), now);
    }

    /** What had ended there with something to be paid. */
    Mirror settled(Mirror ended, Ours ours, Instant now) {
        return told(
                new Mirror(
                        ended.account(),
                        ended.id(),
                        ended.of(),
                        ended.reference(),
                        ended.status(),
                        ended.end(),
                        arrears(ended.status(), ended.arrears(), ours, now),
                        ended.told(),
                        ended.revision()),
                ours.another(),
                now);
    }

    private Mirror told(Mirror it, boolean goesOn, Instant now) {
        String standing = standing(it, goesOn, now);
        return new Mirror(
                it.account(),
                it.id(),
                it.of(),
                it.reference(),
                it.status(),
                it.end(),
                it.arrears(),
                standing,
                it.revision() + (standing.equals(it.told()) ? 0 : 1));
    }

    private Optional<Arrears> arrears(Status status, Optional<Arrears> before, Ours ours, Instant now) {
        Arrears usual = schedule.arrears(before.map(Arrears::since).orElse(now));
        return switch (status) {
            case PAST_DUE -> Optional.of(usual);
            case UNPAID, PAUSED -> {
                Instant from = before.map(Arrears::restrictedFrom)
                        .filter(at -> at.isBefore(now))
                        .orElse(now);
                yield Optional.of(new Arrears(usual.since(), from));
            }
            case CANCELED -> before.filter(any -> ours.isOpen());
            default -> Optional.empty();
        };
    }

    private String standing(Mirror it, boolean goesOn, Instant now) {
        if (it.hasEnded() && !goesOn) {
            return it.told().equals(Mirror.GOOD) ? Mirror.GOOD : DunningStage.CANCELED.key();
        }
        return it.arrears().map(owed -> stage(owed, now).key()).orElse(Mirror.GOOD);
    }

    /** The provider says when it ends. */
    private DunningStage stage(Arrears owed, Instant now) {
        DunningStage reached = schedule.stage(owed.since(), now);
        return reached == DunningStage.CANCELED || !now.isBefore(owed.restrictedFrom())
                ? DunningStage.RESTRICTED
                : reached;
    }

    /** When more follows by itself. */
    Stream<Instant> changes(Mirror mirror) {
        return mirror.arrears().stream()
                .flatMap(owed -> Stream.of(schedule.begin(DunningStage.GRACE, owed.since()), owed.restrictedFrom()));
    }
}
