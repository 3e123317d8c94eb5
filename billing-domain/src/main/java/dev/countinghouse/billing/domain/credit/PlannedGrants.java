package dev.countinghouse.billing.domain.credit;

import dev.countinghouse.billing.domain.ledger.GrantId;
import dev.countinghouse.billing.domain.period.BillingCycle;
import dev.countinghouse.billing.domain.plan.GrantTerms;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.domain.subscription.Term;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which credits come with plans, and when: a function of the timelines of an account's subscriptions. A recurring grant
 * comes as its term begins and then at every boundary of its own cycle, which has the anchor of the subscription's; not in
 * a trial, and not while the subscription is paused.
 */
public final class PlannedGrants {

    private static final Comparator<PlannedStep> ORDER = Comparator.comparing(PlannedStep::at)
            .thenComparing(step -> step instanceof PlannedStep.End ? 0 : 1)
            .thenComparing(step -> step.subscription());

    private final Collection<Subscription> subscriptions;
    private final Function<PlanVersionId, PlanVersion> plans;

    public PlannedGrants(Collection<Subscription> subscriptions, Function<PlanVersionId, PlanVersion> plans) {
        this.subscriptions = subscriptions;
        this.plans = plans;
    }

    /** The first instant after another at which there is something to do; empty if there never will be. */
    public Optional<Instant> nextAfter(Instant after) {
        return subscriptions.stream()
                .flatMap(subscription -> terms(subscription).flatMap(index -> next(subscription, index, after)))
                .min(Comparator.naturalOrder());
    }

    /** Everything there was to do up to and with an instant, in order. */
    public List<PlannedStep> until(Instant until) {
        List<PlannedStep> steps = new ArrayList<>();
        Optional<Instant> next = nextAfter(Instant.MIN);
        while (next.isPresent() && !next.get().isAfter(until)) {
            steps.addAll(at(next.get()));
            next = nextAfter(next.get());
        }
        return steps;
    }

    /** What there is to do at an instant, in order: ends before beginnings. */
    public List<PlannedStep> at(Instant at) {
        List<PlannedStep> steps = new ArrayList<>();
        for (Subscription subscription : subscriptions) {
            if (endsAt(subscription, at)) {
                steps.add(new PlannedStep.End(at, subscription.id()));
            }
            terms(subscription).forEach(index -> steps.addAll(at(subscription, index, at)));
        }
        steps.sort(ORDER);
        return steps;
    }

    /** Grants that come once. They have to be at hand when steps are applied: one that is spent would come again. */
    public Set<GrantId> once() {
        return subscriptions.stream()
                .flatMap(subscription -> subscription.terms().stream())
                .map(term -> plans.apply(term.plan()))
                .flatMap(plan -> plan.grants().stream()
                        .filter(grant -> grant.every().isEmpty())
                        .map(grant -> PlanGranting.onceId(plan, grant)))
                .collect(Collectors.toSet());
    }

    private static Stream<Integer> terms(Subscription subscription) {
        return IntStream.range(0, subscription.terms().size()).boxed();
    }

    private static boolean endsAt(Subscription subscription, Instant at) {
        return subscription.ending().filter(ending -> ending.at().equals(at)).isPresent()
                && subscription.startedAt().isBefore(at);
    }

    private List<PlannedStep> at(Subscription subscription, int index, Instant at) {
        Term term = subscription.terms().get(index);
        if (!holds(subscription, index, at)) {
            return List.of();
        }
        if (term.from().equals(at)) {
            Optional<Term> before = index == 0
                    ? Optional.empty()
                    : Optional.of(subscription.terms().get(index - 1));
            // a pause from this very instant came after it
            boolean paused = subscription.pauses().stream()
                    .anyMatch(pause -> pause.from().isBefore(at) && pause.covers(at));
            return List.of(new PlannedStep.Begin(at, subscription.id(), term, before, paused));
        }
        if (term.trial() || subscription.isPausedAt(at)) {
            return List.of();
        }
        return recurring(term)
                .filter(grant -> cycle(term, grant).periodAt(at).start().equals(at))
                .<PlannedStep>map(grant -> new PlannedStep.Again(at, subscription.id(), term, grant))
                .toList();
    }

    private Stream<Instant> next(Subscription subscription, int index, Instant after) {
        Term term = subscription.terms().get(index);
        Stream<Instant> bounds =
                Stream.concat(Stream.of(term.from()), subscription.ending().map(ending -> ending.at()).stream());
        Instant within = after.isBefore(term.from()) ? term.from() : after;
        Stream<Instant> again = term.trial()
                ? Stream.empty()
                : recurring(term)
                        .map(grant -> cycle(term, grant).periodAt(within).end());
        return Stream.concat(
                bounds.filter(at -> at.isAfter(after) && (holds(subscription, index, at) || endsAt(subscription, at))),
                again.filter(at -> holds(subscription, index, at)));
    }

    private static boolean holds(Subscription subscription, int index, Instant at) {
        List<Term> terms = subscription.terms();
        return !at.isBefore(terms.get(index).from())
                && (index + 1 == terms.size()
                        || at.isBefore(terms.get(index + 1).from()))
                && !subscription.hasEndedBy(at);
    }

    private Stream<GrantTerms> recurring(Term term) {
        return plans.apply(term.plan()).grants().stream()
                .filter(grant -> grant.every().isPresent());
    }

    static BillingCycle cycle(Term term, GrantTerms grant) {
        return new BillingCycle(
                term.cycle().anchor(), term.cycle().zone(), grant.every().orElseThrow());
    }
}
