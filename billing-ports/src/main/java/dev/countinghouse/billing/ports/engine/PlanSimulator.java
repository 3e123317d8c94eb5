package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import dev.countinghouse.billing.domain.rating.FeeLines;
import dev.countinghouse.billing.domain.rating.RatedLine;
import dev.countinghouse.billing.domain.rating.Rater;
import dev.countinghouse.billing.domain.subscription.BillingPeriod;
import dev.countinghouse.billing.domain.subscription.Segment;
import dev.countinghouse.billing.domain.subscription.Segments;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.domain.subscription.Term;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Subscribed;
import dev.countinghouse.billing.ports.driving.SimulatePlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Rates the same periods twice: under the account's own timeline and under one that has the other plan throughout. */
final class PlanSimulator implements SimulatePlan {

    private final Books books;

    PlanSimulator(Books books) {
        this.books = books;
    }

    @Override
    public Optional<Simulation> simulate(
            AccountId account, PlanVersion plan, Map<MeterKey, Meter> draftMeters, Period range) {
        return books.transactions().inTransaction(Scope.of(account), () -> {
            AccountView view = Lookups.account(books, account);
            Currency currency = view.account().currency();
            if (!plan.currency().equals(currency)) {
                throw new IllegalArgumentException("plan " + plan.id().plan() + " is priced in " + plan.currency()
                        + ", account " + account + " is billed in " + currency);
            }
            if (plan.role() != PlanVersion.Role.MAIN) {
                throw new IllegalArgumentException("plan " + plan.id().plan() + " is an add-on, an account can be"
                        + " simulated under a main plan only");
            }
            List<Comparison> comparisons = new ArrayList<>();
            for (Subscribed stored : view.subscriptions()) {
                if (AccountView.isMain(stored)) {
                    comparisons.addAll(new Run(view, stored.subscription(), plan, draftMeters).compare(range));
                }
            }
            Money zero = Money.zero(currency);
            return comparisons.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Simulation(
                            comparisons,
                            comparisons.stream().map(Comparison::actual).reduce(zero, Money::plus),
                            comparisons.stream().map(Comparison::simulated).reduce(zero, Money::plus)));
        });
    }

    /** One main subscription of the account. */
    private final class Run {

        private final AccountView view;
        private final Subscription real;
        private final PlanVersion plan;
        private final Function<PlanVersionId, PlanVersion> plans;
        private final Function<MeterKey, Meter> meters;

        Run(AccountView view, Subscription real, PlanVersion plan, Map<MeterKey, Meter> draftMeters) {
            this.view = view;
            this.real = real;
            this.plan = plan;
            this.plans = id -> id.equals(plan.id()) ? plan : view.plan(id);
            this.meters = key ->
                    Optional.ofNullable(draftMeters.get(key)).orElseGet(() -> Lookups.meter(view.catalogue(), key));
        }

        List<Comparison> compare(Period range) {
            List<Comparison> comparisons = new ArrayList<>();
            Instant at = real.startedAt();
            while (at.isBefore(range.end()) && at.isBefore(books.now(real.account())) && !real.hasEndedBy(at)) {
                BillingPeriod period = real.periodAt(at);
                if (range.contains(period.actual().start()) && !real.termAt(at).trial()) {
                    comparisons.add(compare(period));
                }
                at = period.actual().end();
            }
            return comparisons;
        }

        private Comparison compare(BillingPeriod period) {
            Instant end = period.actual().end();
            List<RatedLine> actual = lines(real, view::plan, period, end);
            List<RatedLine> simulated = lines(alternative(period), plans, period, end);
            return new Comparison(period.actual(), settled(actual), settled(simulated));
        }

        /** The same subscription as if it had been on the other plan all along, so that phases end when they really do. */
        private Subscription alternative(BillingPeriod period) {
            Term term = real.termAt(period.actual().start());
            PlanVersion own = view.plan(term.plan());
            if (!own.usageInterval().equals(plan.usageInterval())) {
                throw new IllegalArgumentException("plan " + plan.id().plan() + " totals usage every "
                        + plan.usageInterval() + ", the account every " + own.usageInterval()
                        + ": their periods cannot be compared");
            }
            Instant firstPaid = real.terms().stream()
                    .filter(each -> !each.trial())
                    .map(Term::from)
                    .findFirst()
                    .orElseGet(real::startedAt);
            Term other = new Term(plan.id(), term.quantity(), firstPaid, period.cycle(), false);
            return new Subscription(
                    real.id(),
                    real.account(),
                    real.role(),
                    List.of(other),
                    real.pauses(),
                    real.ending(),
                    Optional.empty(),
                    real.capped(),
                    List.of());
        }

        private List<RatedLine> lines(
                Subscription subscription,
                Function<PlanVersionId, PlanVersion> terms,
                BillingPeriod period,
                Instant end) {
            List<Segment> segments = Segments.of(subscription, view.addOns(), terms, period);
            List<RatedLine> lines =
                    new ArrayList<>(new Rater(meters, false).rate(subscription.id(), segments, view.usage(), end));
            lines.addAll(new FeeLines(subscription, terms).accrued(segments));
            return lines;
        }

        private Money settled(List<RatedLine> lines) {
            return lines.stream()
                    .map(RatedLine::amount)
                    .map(Amount::settle)
                    .reduce(Money.zero(plan.currency()), Money::plus);
        }
    }
}
