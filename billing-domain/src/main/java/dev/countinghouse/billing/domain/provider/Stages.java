package dev.countinghouse.billing.domain.provider;

import dev.countinghouse.billing.domain.period.BillingCycle;
import dev.countinghouse.billing.domain.period.Interval;
import dev.countinghouse.billing.domain.plan.Charge;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import dev.countinghouse.billing.domain.subscription.Ending;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.domain.subscription.Term;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** The timelines of a main subscription and its add-ons as one, in prices of the provider. */
final class Stages {

    private final Subscription main;
    private final List<Subscription> addOns;
    private final Function<PlanVersionId, PlanVersion> plans;
    private final References references;
    private final List<Stage> stages = new ArrayList<>();

    Stages(
            Subscription main,
            List<Subscription> addOns,
            Function<PlanVersionId, PlanVersion> plans,
            References references) {
        this.main = main;
        this.addOns = List.copyOf(addOns);
        this.plans = plans;
        this.references = references;
        for (Instant cut : cuts()) {
            add(cut);
        }
    }

    Optional<Instant> trialEnd() {
        Term first = main.terms().get(0);
        return !first.trial() || main.terms().size() == 1
                ? Optional.empty()
                : Optional.of(main.terms().get(1).from());
    }

    private Instant chargedFrom() {
        return trialEnd().orElse(main.startedAt());
    }

    /** When something may change; never at the end or behind it, but a trial that is ended in is for something, too. */
    private SortedSet<Instant> cuts() {
        Instant first = chargedFrom();
        SortedSet<Instant> cuts = new TreeSet<>();
        Stream.concat(Stream.of(main), addOns.stream()).forEach(each -> {
            each.terms().forEach(term -> cuts.add(term.from()));
            each.ending().map(Ending::at).ifPresent(cuts::add);
        });
        cuts.removeIf(cut -> !cut.isAfter(first) || main.hasEndedBy(cut));
        cuts.add(first);
        return cuts;
    }

    private void add(Instant cut) {
        List<PricedItem> items =
                PricedItem.sum(Stream.concat(Stream.of(main), addOns.stream().filter(each -> each.runsAt(cut)))
                        .flatMap(each -> items(each.termAt(cut)))
                        .toList());
        boolean isFirst = stages.isEmpty();
        boolean newPeriod = isFirst || !cycleAt(cut).equals(cycleAt(cut.minusNanos(1)));
        if (isFirst || newPeriod || !items.equals(stages.get(stages.size() - 1).items())) {
            stages.add(new Stage(cut, items, newPeriod));
        }
    }

    private BillingCycle cycleAt(Instant at) {
        return main.termAt(at).cycle();
    }

    private Stream<PricedItem> items(Term term) {
        return plans.apply(term.plan()).charges().stream()
                .filter(charge -> charge.settlement() == Charge.Settlement.INVOICE)
                .map(charge -> item(term, charge));
    }

    private PricedItem item(Term term, Charge charge) {
        PriceReference price = references.price(term.plan(), charge.key());
        return charge.isFee() ? PricedItem.fee(price, term.quantity()) : PricedItem.usage(price);
    }

    /** The first one before it begins, as it is in a trial. */
    Stage at(Instant now) {
        return stages.get(indexAt(now));
    }

    Optional<Stage> after(Instant now) {
        return stages.stream().skip(indexAt(now) + 1L).findFirst();
    }

    private int indexAt(Instant now) {
        int index = 0;
        while (index + 1 < stages.size() && !stages.get(index + 1).from().isAfter(now)) {
            index++;
        }
        return index;
    }

    Interval every(Instant now) {
        return plans.apply(main.termAt(at(now).from()).plan()).interval();
    }

    /** Of the cycle it was on last, if it has ended. */
    Instant periodEnd(Instant now) {
        Instant charged = chargedFrom();
        boolean isInTrial = now.isBefore(charged);
        Instant at = isInTrial ? charged : now;
        Term term = main.termAt(at(at).from());
        BillingCycle cycle = term.cycle();
        long perFee = plans.apply(term.plan()).usagePeriodsPerFee();
        long index = cycle.indexOf(at);
        long first = index - Math.floorMod(index, perFee);
        return isInTrial && cycle.boundary(first).equals(at) ? at : cycle.boundary(first + perFee);
    }
}
