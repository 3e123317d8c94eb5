package dev.countinghouse.billing.domain.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Interval;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.period.Proration;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.pricing.FlatFee;
import dev.countinghouse.billing.domain.rating.FeeLines;
import dev.countinghouse.billing.domain.rating.RatedLine;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Worked out a second way: what fees come to over a life, charges less credits, is the fee's price per second added up
 * over every second that was paid for.
 */
class FeeTotalsTest extends RandomHistories {

    @Test
    void chargesLessCreditsAreThePriceOfTheSecondsThatWerePaidFor() {
        rounds(400, round -> {
            sketchPlans(List.of(Proration.SECOND));
            Subscription subscription = randomHistory();
            Instant at = subscription.startedAt();
            Instant stop = at.plus(HORIZON);
            FeeLines fees = fees(subscription);
            Fraction billed = sum(fees.inAdvanceAt(at));
            while (at.isBefore(stop) && !subscription.hasEndedBy(at)) {
                BillingPeriod period = subscription.periodAt(at);
                billed = billed.plus(sum(fees.prorations(period)));
                at = period.actual().end();
                billed = billed.plus(sum(fees.inAdvanceAt(at)));
            }
            assertThat(billed)
                    .as("%s up to %s of %s", subscription, at, plans)
                    .isEqualTo(paidSeconds(subscription, at));
        });
    }

    private static Fraction sum(List<RatedLine> lines) {
        return lines.stream().map(line -> line.amount().value()).reduce(Fraction.ZERO, Fraction::plus);
    }

    /** Adds up between all instants at which anything changes: terms, fee periods, pauses, the end. */
    private Fraction paidSeconds(Subscription subscription, Instant billedTo) {
        boolean ended = subscription.hasEndedBy(billedTo);
        Instant last = ended ? subscription.ending().orElseThrow().at().minusNanos(1) : billedTo;
        Period lastFee = feePeriod(subscription, last);
        boolean credited = ended && subscription.ending().orElseThrow().creditUnused();
        Instant end = credited ? last.plusNanos(1) : lastFee.end();
        TreeSet<Instant> cuts = new TreeSet<>();
        subscription.pauses().forEach(pause -> pause.until().ifPresent(cuts::add));
        for (Term term : subscription.terms()) {
            for (Instant at = term.from();
                    at.isBefore(end);
                    at = term.cycle().periodAt(at).end()) {
                cuts.add(at);
            }
        }
        if (ended) {
            cuts.removeIf(cut -> cut.isAfter(last));
        }
        cuts.removeIf(cut -> !cut.isBefore(end));
        cuts.add(end);
        Fraction total = Fraction.ZERO;
        Instant from = cuts.pollFirst();
        for (Instant to : cuts) {
            total = total.plus(price(subscription, new Period(from, to), last));
            from = to;
        }
        return total;
    }

    private Fraction price(Subscription subscription, Period part, Instant last) {
        Instant at = part.start().isAfter(last) ? last : part.start();
        Term term = subscription.termAt(at);
        if (term.trial() || !paid(subscription, at, last)) {
            return Fraction.ZERO;
        }
        FlatFee fee = (FlatFee) byId.get(term.plan()).charges().get(0).model();
        return fee.fee()
                .exact()
                .value()
                .times(Fraction.of(term.quantity()))
                .times(part.seconds())
                .dividedBy(feePeriod(subscription, at).seconds());
    }

    /** A fee is paid for once there is a moment without pause since it fell due. */
    private boolean paid(Subscription subscription, Instant at, Instant last) {
        Instant due = feePeriod(subscription, at).start();
        Term before = subscription.terms().get(0);
        for (Term term : subscription.terms()) {
            boolean newRun = term.trial() != before.trial()
                    || !term.cycle().equals(before.cycle())
                    || !interval(term).equals(interval(before));
            if (newRun && !term.from().isAfter(at) && term.from().isAfter(due)) {
                due = term.from();
            }
            before = term;
        }
        due = due.isBefore(subscription.startedAt()) ? subscription.startedAt() : due;
        TreeSet<Instant> moments = new TreeSet<>(List.of(due));
        subscription.pauses().forEach(pause -> pause.until().ifPresent(moments::add));
        Instant since = due;
        return moments.stream()
                .anyMatch(moment -> !moment.isBefore(since)
                        && !moment.isAfter(at)
                        && !moment.isAfter(last)
                        && !subscription.isPausedAt(moment));
    }

    private Interval interval(Term term) {
        return byId.get(term.plan()).interval();
    }

    private Period feePeriod(Subscription subscription, Instant at) {
        Term term = subscription.termAt(at);
        PlanVersion plan = byId.get(term.plan());
        long index = term.cycle().indexOf(at);
        long first = index - Math.floorMod(index, plan.usagePeriodsPerFee());
        Period whole =
                new Period(term.cycle().boundary(first), term.cycle().boundary(first + plan.usagePeriodsPerFee()));
        return term.trial() ? term.cycle().period(index) : whole;
    }
}
