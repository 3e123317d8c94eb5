package dev.countinghouse.billing.domain.provider;

import dev.countinghouse.billing.domain.period.BillingCycle;
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

/** The timelines of a main subscription and its add-ons as one, in prices of the provider, cut where nothing is invoiced. */
final class Stages {

    private final Subscription main;
    private final List<Subscription> addOns;
    private final Function<PlanVersionId, PlanVersion> plans;
    private final References references;
    private final List<Span> spans = new ArrayList<>();

    Stages(
            Subscription main,
            List<Subscription> addOns,
            Function<PlanVersionId, PlanVersion> plans,
            References references) {
        this.main = main;
        this.addOns = List.copyOf(addOns);
        this.plans = plans;
        this.references = references;
        List<Stage> going = new ArrayList<>();
        for (Instant cut : cuts()) {
            List<PricedItem> items = items(cut);
            if (items.isEmpty()) {
                close(going, Optional.of(cut));
            } else {
                add(going, cut, items);
            }
        }
        close(going, Optional.empty());
    }

    /** Each time in which something is invoiced, the first one first. */
    List<Span> spans() {
        return List.copyOf(spans);
    }

    private Optional<Instant> trialEnd() {
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

    private List<PricedItem> items(Instant cut) {
        return PricedItem.sum(Stream.concat(Stream.of(main), addOns.stream().filter(each -> each.runsAt(cut)))
                .flatMap(each -> items(each.termAt(cut)))
                .toList());
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

    private void add(List<Stage> going, Instant cut, List<PricedItem> items) {
        boolean isFirst = going.isEmpty();
        boolean newPeriod = isFirst || !cycleAt(cut).equals(cycleAt(cut.minusNanos(1)));
        if (newPeriod || !items.equals(going.get(going.size() - 1).items())) {
            going.add(new Stage(cut, items, newPeriod));
        }
    }

    private BillingCycle cycleAt(Instant at) {
        return main.termAt(at).cycle();
    }

    /** A trial belongs to what its own plan is invoiced for, also if nothing follows it: so it does, whatever is changed in it. */
    private void close(List<Stage> going, Optional<Instant> until) {
        Term first = main.terms().get(0);
        Optional<Instant> trialEnd = spans.isEmpty()
                ? trialEnd().filter(end -> items(first).findAny().isPresent())
                : Optional.empty();
        boolean isInTrial = trialEnd.isPresent() && until.equals(trialEnd);
        if (isInTrial) {
            going.add(new Stage(trialEnd.get(), items(first).toList(), true));
        }
        if (!going.isEmpty()) {
            PlanVersion trial = plans.apply(first.plan());
            spans.add(new Span(
                    main,
                    stage -> isInTrial
                            ? trial
                            : plans.apply(main.termAt(stage.from()).plan()),
                    List.copyOf(going),
                    trialEnd.filter(end -> end.equals(going.get(0).from())),
                    until));
        }
        going.clear();
    }
}
