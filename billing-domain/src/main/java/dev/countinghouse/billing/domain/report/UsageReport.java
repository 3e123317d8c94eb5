package dev.countinghouse.billing.domain.report;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.period.Period;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;

/**
 * A difference that the provider is told. What it says never changes; only how far it is.
 *
 * @param sequence counts the reports of an account and meter, from 1
 * @param period what it is told of
 * @param toldIn the billing period that {@code at} lies in; another one where the provider takes no more for its own
 * @param at the time it is told for, in whole seconds
 * @param refusals how many were refused in a row before it, and it among them
 */
public record UsageReport(
        ReportId id,
        AccountId account,
        String meter,
        long sequence,
        Period period,
        Period toldIn,
        Instant at,
        BigInteger difference,
        Instant madeAt,
        int refusals,
        Progress progress,
        long revision) {

    /**
     * How far it is.
     *
     * @param tries how often it was sent, or was about to be: whether a try has arrived is known when it is settled
     * @param reason why it was refused or withdrawn, or what it waits for
     */
    public record Progress(
            ReportState state,
            int tries,
            Optional<Instant> firstTriedAt,
            Optional<Instant> lastTriedAt,
            Optional<Instant> settledAt,
            Optional<String> reason) {

        private static final Progress NEW = new Progress(
                ReportState.OPEN, 0, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** What may be done about one that is open. */
    public enum Step {
        SEND,
        WITHDRAW,
        /** It may be there, and must not be sent again: the provider's totals have to tell. */
        COMPARE,
        /** The same, and his totals do not hold yet. */
        WAIT
    }

    /** @param refusals how many before it were refused in a row */
    public static UsageReport of(
            MeterTally of,
            MeterTally toldIn,
            long sequence,
            Instant at,
            BigInteger difference,
            Instant madeAt,
            int refusals) {
        if (difference.signum() == 0) {
            throw new IllegalArgumentException("a report of " + of.meter() + " tells nothing: its difference is 0");
        }
        return new UsageReport(
                ReportId.of(of.account(), of.meter(), sequence, difference, at, madeAt),
                of.account(),
                of.meter(),
                sequence,
                of.period(),
                toldIn.period(),
                at,
                difference,
                madeAt,
                refusals,
                Progress.NEW,
                1);
    }

    public ReportState state() {
        return progress.state();
    }

    public boolean isOpen() {
        return state() == ReportState.OPEN;
    }

    /**
     * @param closesAt until when the provider invoices what he is told for its time, as far as is known now
     * @param now by the real clock
     */
    public Step step(Instant closesAt, Instant now) {
        boolean isTaken = now.isBefore(closesAt) && MeterTimes.isTaken(at, now);
        if (progress.tries() == 0) {
            return isTaken ? Step.SEND : Step.WITHDRAW;
        }
        if (isTaken && MeterTimes.knowsAgain(progress.firstTriedAt().orElse(now), now)) {
            return Step.SEND;
        }
        return MeterTimes.totalsHold(progress.lastTriedAt().orElse(now), now) ? Step.COMPARE : Step.WAIT;
    }

    /** Before it is sent. */
    public UsageReport trying(Instant now) {
        requireOpen();
        return with(
                new Progress(
                        ReportState.OPEN,
                        progress.tries() + 1,
                        progress.firstTriedAt().or(() -> Optional.of(now)),
                        Optional.of(now),
                        Optional.empty(),
                        Optional.empty()),
                refusals);
    }

    /** It is open still, and somebody may want to know why. */
    public UsageReport waiting(String reason) {
        requireOpen();
        return with(settled(ReportState.OPEN, Optional.empty(), Optional.of(reason)), refusals);
    }

    public UsageReport sent(Instant now) {
        requireOpen();
        return with(settled(ReportState.SENT, Optional.of(now), Optional.empty()), refusals);
    }

    /** Also after it was sent: the provider checks some of it later. */
    public UsageReport refused(Instant now, String reason) {
        if (!isOpen() && state() != ReportState.SENT) {
            throw new IllegalStateException(
                    "report " + id + " is " + state().key() + ", it cannot be refused any more");
        }
        return with(settled(ReportState.REFUSED, Optional.of(now), Optional.of(reason)), refusals + 1);
    }

    /** The answer to the last try. Where there was one before it, that may have arrived all the same. */
    public UsageReport refusedAtLast(Instant now, String reason) {
        return progress.tries() == 1 ? refused(now, reason) : waiting(reason);
    }

    public UsageReport withdrawn(Instant now, String reason) {
        requireOpen();
        return with(settled(ReportState.WITHDRAWN, Optional.of(now), Optional.of(reason)), refusals);
    }

    /** What the provider's sum over {@link #toldIn} is told apart by: with it or without. */
    public boolean countsIn(MeterTally there, BigInteger total) {
        return total.equals(there.there());
    }

    public boolean isMissingIn(MeterTally there, BigInteger total) {
        return total.equals(there.there().subtract(difference));
    }

    private Progress settled(ReportState state, Optional<Instant> at, Optional<String> reason) {
        return new Progress(state, progress.tries(), progress.firstTriedAt(), progress.lastTriedAt(), at, reason);
    }

    private UsageReport with(Progress after, int refused) {
        return new UsageReport(
                id, account, meter, sequence, period, toldIn, at, difference, madeAt, refused, after, revision);
    }

    private void requireOpen() {
        if (!isOpen()) {
            throw new IllegalStateException("report " + id + " is " + state().key() + " and not open any more");
        }
    }

    public UsageReport revised() {
        return new UsageReport(
                id, account, meter, sequence, period, toldIn, at, difference, madeAt, refusals, progress, revision + 1);
    }
}
