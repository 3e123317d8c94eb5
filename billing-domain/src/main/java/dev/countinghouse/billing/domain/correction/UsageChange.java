package dev.countinghouse.billing.domain.correction;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What happened to usage that was recorded, or to all events of a backfill at once.
 *
 * @param key of the event; empty where it is about a whole backfill
 * @param before the event as it counted; empty where it did not count
 * @param after the event as it counts from now on; empty where it does not
 * @param events how many are concerned
 */
public record UsageChange(
        Kind kind,
        AccountId account,
        Optional<EventKey> key,
        Optional<UsageEvent> before,
        Optional<UsageEvent> after,
        Optional<BackfillId> backfill,
        long events) {

    /** The names are kept in databases and shown to clients. */
    public enum Kind {
        /** It counts no more. */
        VOIDED,
        /** It counts as something else. */
        AMENDED,
        /** It was voided and counts again. */
        REINSTATED,
        /** It is taken out together with the backfill that brought it, and its key is free. */
        TAKEN_BACK,
        BACKFILL_APPLIED,
        BACKFILL_REVERTED
    }

    public static UsageChange voided(UsageEvent event) {
        return ofEvent(Kind.VOIDED, event, Optional.of(event), Optional.empty(), Optional.empty());
    }

    public static UsageChange amended(UsageEvent before, UsageEvent after) {
        requireSameKey(before, after);
        return ofEvent(Kind.AMENDED, before, Optional.of(before), Optional.of(after), Optional.empty());
    }

    public static UsageChange reinstated(UsageEvent event) {
        return ofEvent(Kind.REINSTATED, event, Optional.empty(), Optional.of(event), Optional.empty());
    }

    /** @param counted whether it still did; if not, only its key is given back */
    public static UsageChange takenBack(UsageEvent event, boolean counted, BackfillId backfill) {
        Optional<UsageEvent> before = Optional.of(event).filter(any -> counted);
        return ofEvent(Kind.TAKEN_BACK, event, before, Optional.empty(), Optional.of(backfill));
    }

    public static UsageChange applied(Backfill backfill, long events) {
        return ofBackfill(Kind.BACKFILL_APPLIED, backfill, events);
    }

    public static UsageChange reverted(Backfill backfill, long events) {
        return ofBackfill(Kind.BACKFILL_REVERTED, backfill, events);
    }

    private static UsageChange ofEvent(
            Kind kind,
            UsageEvent event,
            Optional<UsageEvent> before,
            Optional<UsageEvent> after,
            Optional<BackfillId> backfill) {
        return new UsageChange(kind, event.account(), Optional.of(event.key()), before, after, backfill, 1);
    }

    private static UsageChange ofBackfill(Kind kind, Backfill backfill, long events) {
        return new UsageChange(
                kind,
                backfill.account(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(backfill.id()),
                events);
    }

    private static void requireSameKey(UsageEvent before, UsageEvent after) {
        if (!before.key().equals(after.key()) || !before.account().equals(after.account())) {
            throw new IllegalArgumentException("event " + before.key() + " of account " + before.account()
                    + " cannot become event " + after.key() + " of account " + after.account());
        }
    }

    /** The instants at which usage is another than before. */
    public List<Instant> times() {
        return Stream.of(before, after)
                .flatMap(Optional::stream)
                .map(UsageEvent::time)
                .toList();
    }
}
