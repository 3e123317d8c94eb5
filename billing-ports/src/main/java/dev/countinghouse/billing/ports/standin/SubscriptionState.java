package dev.countinghouse.billing.ports.standin;

import dev.countinghouse.billing.domain.period.BillingCycle;
import dev.countinghouse.billing.domain.period.Interval;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.provider.PricedItem;
import dev.countinghouse.billing.domain.provider.Stage;
import dev.countinghouse.billing.domain.provider.WantedSubscription;
import dev.countinghouse.billing.domain.subscription.Ending;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a subscription at the stand-in is.
 *
 * @param trialEnd while it lasts
 * @param anchor what periods are counted from, so that one that begins on the 31st comes back to it; in a trial where the first
 *     period ends that is charged for, if that is behind the trial
 * @param current since when it is for what
 * @param late whether somebody says that it owes, whatever its invoices say
 */
record SubscriptionState(
        Stage current,
        Optional<Stage> next,
        Optional<Instant> trialEnd,
        Instant anchor,
        Interval every,
        Period period,
        Optional<Ending> end,
        boolean ended,
        boolean paused,
        boolean late) {

    /** As far as the same time of day in a zone moves in UTC. */
    private static final Duration CLOCK_CHANGE = Duration.ofHours(2);

    static SubscriptionState begin(WantedSubscription wanted, Instant now) {
        Instant begin = wanted.isInTrial()
                ? wanted.start()
                : later(
                        wanted.chargedFrom(),
                        wanted.every().addTo(utc(wanted.periodEnd()), -1).toInstant());
        return new SubscriptionState(
                wanted.current(),
                Optional.empty(),
                wanted.trialEnd().filter(now::isBefore),
                anchor(wanted),
                wanted.every(),
                new Period(begin, wanted.isInTrial() ? wanted.trialEnd().orElseThrow() : wanted.periodEnd()),
                Optional.empty(),
                false,
                false,
                false);
    }

    /** The day it began where its periods are counted from that, so that no shorter month has its days forgotten. */
    private static Instant anchor(WantedSubscription wanted) {
        Instant begun = wanted.current().newPeriod() ? wanted.current().from() : wanted.chargedFrom();
        boolean isCounted = !wanted.isInTrial()
                && counted(begun, wanted.every(), wanted.periodEnd()).start().equals(wanted.periodEnd());
        return isCounted ? begun : wanted.periodEnd();
    }

    private static Period counted(Instant anchor, Interval every, Instant at) {
        return BillingCycle.anchoredAt(anchor, ZoneOffset.UTC, every).periodAt(at);
    }

    private static ZonedDateTime utc(Instant at) {
        return at.atZone(ZoneOffset.UTC);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private SubscriptionState running(Period other) {
        return new SubscriptionState(current, next, Optional.empty(), anchor, every, other, end, ended, paused, late);
    }

    SubscriptionState ended(Instant at, boolean creditUnused) {
        return new SubscriptionState(
                current,
                Optional.empty(),
                Optional.empty(),
                anchor,
                every,
                period,
                Optional.of(new Ending(at, creditUnused)),
                true,
                paused,
                late);
    }

    SubscriptionState late(boolean owes) {
        return new SubscriptionState(current, next, trialEnd, anchor, every, period, end, ended, paused, owes);
    }

    /** Somebody has changed what it is for, and that it ends. */
    SubscriptionState changedTo(List<PricedItem> items, Instant now) {
        Stage other = new Stage(now, items, false);
        return new SubscriptionState(
                other, next, trialEnd, anchor, every, period, Optional.empty(), ended, paused, late);
    }

    /** As it is wanted, but not ended yet. */
    SubscriptionState kept(WantedSubscription wanted, Instant now) {
        Optional<Instant> trial = wanted.isInTrial() ? wanted.trialEnd() : Optional.empty();
        return new SubscriptionState(
                wanted.current().items().equals(current.items()) ? current : wanted.current(),
                wanted.next(),
                trialEnd.flatMap(same -> wanted.hasEnded() ? trialEnd : trial),
                anchor(wanted),
                wanted.every(),
                period(wanted, now),
                wanted.end(),
                false,
                wanted.paused(),
                late);
    }

    private Period period(WantedSubscription wanted, Instant now) {
        boolean isInTrial = trialEnd.isPresent();
        if (isInTrial && wanted.isInTrial()) {
            return new Period(period.start(), wanted.trialEnd().orElseThrow());
        }
        boolean begins = wanted.current().newPeriod()
                && period.start().isBefore(wanted.current().from());
        return !wanted.hasEnded() && (isInTrial || begins)
                ? new Period(now, wanted.every().addTo(utc(now), 1).toInstant())
                : period;
    }

    /** Which anchor it is seen from makes no difference. */
    boolean isAs(SubscriptionState other) {
        return new SubscriptionState(current, next, trialEnd, other.anchor, every, period, end, ended, paused, late)
                .equals(other);
    }

    private Period from(Instant begin) {
        return new Period(begin, every.addTo(utc(begin), 1).toInstant());
    }

    /** The one that follows another; one that somebody began anew is counted from there. */
    private Period renewed(Instant begin) {
        Period counted = counted(anchor, every, begin);
        return counted.start().equals(begin) ? counted : from(begin);
    }

    private Period afterTrial(Instant over) {
        return anchor.isAfter(over) ? new Period(over, anchor) : from(over);
    }

    /** What a fee is for: of a period that is cut a part of it is charged, as a share of the one that would begin there. */
    Period whole() {
        boolean isWhole = from(period.start()).equals(period)
                || Duration.between(wholeUntil(period.end()).start(), period.start())
                                .abs()
                                .compareTo(CLOCK_CHANGE)
                        <= 0;
        return isWhole ? period : from(period.start());
    }

    Period wholeUntil(Instant end) {
        return new Period(every.addTo(utc(end), -1).toInstant(), end);
    }

    /** Of what is to come by itself the first. */
    Optional<Instant> due() {
        Optional<Instant> renewal = trialEnd.isPresent() ? trialEnd : Optional.of(period.end());
        return ended
                ? Optional.empty()
                : Stream.of(renewal, next.map(Stage::from), end.map(Ending::at))
                        .flatMap(Optional::stream)
                        .min(Instant::compareTo);
    }

    /** With what comes by itself at an instant. */
    SubscriptionState happened(Instant at) {
        if (end.filter(ending -> ending.at().equals(at)).isPresent()) {
            return ended(at, end.get().creditUnused());
        }
        if (trialEnd.filter(at::equals).isPresent()) {
            return running(afterTrial(at));
        }
        if (next.filter(stage -> stage.from().equals(at)).isEmpty()) {
            return running(renewed(at));
        }
        Stage stage = next.get();
        Period going = stage.newPeriod() ? from(at) : at.equals(period.end()) ? renewed(at) : period;
        return new SubscriptionState(stage, Optional.empty(), trialEnd, anchor, every, going, end, ended, paused, late);
    }
}
