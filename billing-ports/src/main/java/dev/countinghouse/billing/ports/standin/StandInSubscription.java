package dev.countinghouse.billing.ports.standin;

import dev.countinghouse.billing.domain.access.SecretHash;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.period.Interval;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.provider.Stage;
import dev.countinghouse.billing.domain.provider.SubscriptionReference;
import dev.countinghouse.billing.domain.provider.WantedSubscription;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.ProviderSubscription;
import dev.countinghouse.billing.ports.driven.ProviderSubscription.Status;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the stand-in knows of one subscription. What falls due by the clock happens with the next look, as of its instant. */
record StandInSubscription(SubscriptionId id, AccountId account, State state, StandInNotices notices)
        implements StandInSubject {

    static final String PAGE = "subscription/";

    private static final int DIGITS = 40;

    /**
     * @param trialEnd while it lasts
     * @param anchor where the first period ends that is charged for, if that is behind the trial
     * @param current since when it is for what
     */
    record State(
            Stage current,
            Optional<Stage> next,
            Optional<Instant> trialEnd,
            Instant anchor,
            Interval every,
            Period period,
            Optional<Instant> end,
            boolean ended,
            boolean paused,
            boolean late) {

        private State running(Period other) {
            return new State(current, next, Optional.empty(), anchor, every, other, end, ended, paused, late);
        }

        private State ended(Instant at) {
            return new State(
                    current,
                    Optional.empty(),
                    Optional.empty(),
                    anchor,
                    every,
                    period,
                    Optional.of(at),
                    true,
                    paused,
                    late);
        }

        State late(boolean owes) {
            return new State(current, next, trialEnd, anchor, every, period, end, ended, paused, owes);
        }

        /** Somebody has changed what it is for, and that it ends. */
        State changedTo(Stage other) {
            return new State(other, next, trialEnd, anchor, every, period, Optional.empty(), ended, paused, late);
        }

        private State nextStage() {
            Stage stage = next.orElseThrow();
            Period going = stage.newPeriod() ? from(stage.from()) : period;
            return new State(stage, Optional.empty(), trialEnd, anchor, every, going, end, ended, paused, late);
        }

        private Period from(Instant begin) {
            return new Period(begin, after(begin));
        }

        private Instant after(Instant boundary) {
            return every.addTo(boundary.atZone(ZoneOffset.UTC), 1).toInstant();
        }

        /** With all periods that are over by then behind it. */
        private State rolledTo(Instant now) {
            Period going = period;
            while (trialEnd.isEmpty() && !ended && !now.isBefore(going.end())) {
                going = from(going.end());
            }
            return going.equals(period) ? this : running(going);
        }

        private Period afterTrial(Instant over) {
            return anchor.isAfter(over) ? new Period(over, anchor) : from(over);
        }

        /** Of what is to come by itself the first. */
        private Optional<Instant> due() {
            return ended
                    ? Optional.empty()
                    : Stream.of(trialEnd, next.map(Stage::from), end)
                            .flatMap(Optional::stream)
                            .min(Instant::compareTo);
        }

        private State happened(Instant at) {
            if (end.filter(at::equals).isPresent()) {
                return rolledTo(at.minusNanos(1)).ended(at);
            }
            return trialEnd.filter(at::equals).isPresent()
                    ? running(afterTrial(at))
                    : rolledTo(at).nextStage();
        }
    }

    static StandInSubscription begin(WantedSubscription wanted, Instant now) {
        Instant begin = wanted.isInTrial()
                ? wanted.start()
                : later(
                        wanted.chargedFrom(),
                        wanted.every()
                                .addTo(wanted.periodEnd().atZone(ZoneOffset.UTC), -1)
                                .toInstant());
        State state = new State(
                wanted.current(),
                Optional.empty(),
                wanted.trialEnd().filter(now::isBefore),
                wanted.periodEnd(),
                wanted.every(),
                new Period(begin, wanted.isInTrial() ? wanted.trialEnd().orElseThrow() : wanted.periodEnd()),
                Optional.empty(),
                false,
                false,
                false);
        return new StandInSubscription(
                wanted.id(), wanted.account(), state, StandInNotices.NONE.with("subscription.created", now));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** The same if it is so already, or has ended. */
    StandInSubscription kept(WantedSubscription wanted, Instant now) {
        if (state.ended()) {
            return this;
        }
        State kept = new State(
                wanted.current().items().equals(state.current().items()) ? state.current() : wanted.current(),
                wanted.next(),
                wanted.isInTrial() ? wanted.trialEnd() : Optional.empty(),
                wanted.periodEnd(),
                wanted.every(),
                period(wanted, now),
                wanted.end().map(ending -> ending.at()),
                false,
                wanted.paused(),
                state.late());
        State after = wanted.hasEnded() ? kept.ended(now) : kept;
        return isAsBefore(after)
                ? this
                : new StandInSubscription(
                        id,
                        account,
                        after,
                        notices.with(wanted.hasEnded() ? "subscription.canceled" : "subscription.updated", now));
    }

    /** Which anchor it is seen from makes no difference. */
    private boolean isAsBefore(State after) {
        return after.current().equals(state.current())
                && after.next().equals(state.next())
                && after.trialEnd().equals(state.trialEnd())
                && after.period().equals(state.period())
                && after.end().equals(state.end())
                && after.ended() == state.ended()
                && after.paused() == state.paused();
    }

    private Period period(WantedSubscription wanted, Instant now) {
        boolean isInTrial = state.trialEnd().isPresent();
        if (isInTrial && wanted.isInTrial()) {
            return new Period(state.period().start(), wanted.trialEnd().orElseThrow());
        }
        boolean begins = wanted.current().newPeriod()
                && state.period().start().isBefore(wanted.current().from());
        return (isInTrial && !wanted.hasEnded()) || begins
                ? new Period(
                        now, wanted.every().addTo(now.atZone(ZoneOffset.UTC), 1).toInstant())
                : state.period();
    }

    StandInSubscription asOf(Instant now) {
        Optional<Instant> due = state.due().filter(at -> !at.isAfter(now));
        if (due.isPresent()) {
            State after = state.happened(due.get());
            String type = after.ended() ? "subscription.canceled" : "subscription.updated";
            return new StandInSubscription(id, account, after, notices.with(type, due.get())).asOf(now);
        }
        return new StandInSubscription(id, account, state.rolledTo(now), notices);
    }

    StandInSubscription changed(State other, Instant now) {
        return new StandInSubscription(id, account, other, notices.with("subscription.updated", now));
    }

    StandInSubscription canceled(Instant now) {
        return state.ended()
                ? this
                : new StandInSubscription(id, account, state.ended(now), notices.with("subscription.canceled", now));
    }

    StandInSubscription delivered(int number) {
        return new StandInSubscription(id, account, state, notices.delivered(number));
    }

    ProviderSubscription shown() {
        return new ProviderSubscription(
                new SubscriptionReference(reference()),
                id,
                account,
                status(),
                state.current().items(),
                state.period(),
                state.end(),
                state.next(),
                state.paused());
    }

    private Status status() {
        if (state.ended()) {
            return Status.CANCELED;
        }
        if (state.trialEnd().isPresent()) {
            return Status.TRIALING;
        }
        return state.late() ? Status.PAST_DUE : Status.ACTIVE;
    }

    /** What is still to be told, or the next that happens by itself. */
    Optional<Instant> dueAt() {
        return notices.dueAt().or(state::due);
    }

    static SubscriptionReference referenceOf(AccountId account, SubscriptionId id) {
        String both = account.value() + "\n" + id.value();
        return new SubscriptionReference("sub_" + SecretHash.of(both).hex().substring(0, DIGITS));
    }

    static String pageOf(SubscriptionReference reference) {
        return PAGE + reference;
    }

    @Override
    public String page() {
        return pageOf(referenceOf(account, id));
    }

    @Override
    public String kind() {
        return "subscription";
    }

    @Override
    public String reference() {
        return referenceOf(account, id).value();
    }

    @Override
    public List<Integer> pending() {
        return notices.pending();
    }

    @Override
    public Change change(int number) {
        return notices.change(number);
    }
}
