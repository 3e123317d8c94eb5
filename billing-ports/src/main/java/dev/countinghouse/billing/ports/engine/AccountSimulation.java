package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import dev.countinghouse.billing.domain.rating.RatedLine;
import dev.countinghouse.billing.domain.simulation.SimulationResult.Reason;
import dev.countinghouse.billing.domain.simulation.SimulationResult.Skipped;
import dev.countinghouse.billing.domain.subscription.BillingPeriod;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.domain.subscription.Term;
import dev.countinghouse.billing.ports.driven.Subscribed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Rates the same periods of one account twice: as they are, and with every subscription on supposed terms. Its timeline
 * stays what it is in all else, quantities, pauses and ends, so that phases end when they really do and terms that stay
 * the same come to the same.
 */
final class AccountSimulation {

    private final AccountView view;
    private final Supposition supposition;
    private final List<PeriodOfMain> periods = new ArrayList<>();
    private final Map<PlanVersionId, PlanVersion> plans = new HashMap<>();
    private final AccountView supposed;
    private Optional<Skipped> obstacle = Optional.empty();

    private record PeriodOfMain(Subscription main, BillingPeriod period) {

        Period actual() {
            return period.actual();
        }
    }

    /** One period, line by line. */
    record Compared(Period period, List<RatedLine> actual, List<RatedLine> simulated) {}

    /** @param counts which of the periods that begin in the range and are no trials are compared */
    AccountSimulation(AccountView view, Supposition supposition, Period range, Predicate<Period> counts) {
        this.view = view;
        this.supposition = supposition;
        for (Subscribed stored : view.subscriptions()) {
            if (AccountView.isMain(stored)) {
                findPeriods(stored.subscription(), range, counts);
            }
        }
        if (periods.isEmpty()) {
            obstacle = skipped(
                    Reason.NO_PERIOD,
                    "no billing period that is charged for begins in " + range
                            + " and is over: there is nothing to compare");
        }
        List<Subscribed> subscriptions =
                view.subscriptions().stream().map(this::supposed).toList();
        this.supposed = view.supposing(subscriptions, plans, supposition.meters());
    }

    private void findPeriods(Subscription main, Period range, Predicate<Period> counts) {
        Instant at = main.startedAt();
        while (at.isBefore(range.end()) && !main.hasEndedBy(at)) {
            BillingPeriod period = main.periodAt(at);
            boolean begins = !period.actual().start().isBefore(range.start());
            if (begins && !main.termAt(at).trial() && counts.test(period.actual())) {
                periods.add(new PeriodOfMain(main, period));
            }
            at = period.actual().end();
        }
    }

    private Subscribed supposed(Subscribed stored) {
        Subscription real = stored.subscription();
        List<Term> terms = new ArrayList<>();
        for (int i = 0; i < real.terms().size(); i++) {
            Term own = real.terms().get(i);
            Term other = new Term(suppose(real, i).id(), own.quantity(), own.from(), own.cycle(), own.trial());
            if (i == 0
                    || !isSameOn(
                            terms.get(terms.size() - 1), other, real.terms().get(i - 1), own)) {
                terms.add(other);
            }
        }
        Subscription changed = new Subscription(
                real.id(),
                real.account(),
                real.role(),
                terms,
                real.pauses(),
                real.ending(),
                real.arrears(),
                real.capped(),
                real.coupons());
        return new Subscribed(changed, stored.billedThrough(), stored.nextDueAt(), stored.revision());
    }

    /** A change of plan is none where both plans are supposed to be the same one. */
    private static boolean isSameOn(Term last, Term next, Term ownLast, Term own) {
        return !own.plan().equals(ownLast.plan())
                && next.equals(new Term(last.plan(), last.quantity(), next.from(), last.cycle(), last.trial()));
    }

    /** Terms that hold in no compared period stay what they are where there is nothing to suppose of them. */
    private PlanVersion suppose(Subscription real, int term) {
        PlanVersion own = view.plan(real.terms().get(term).plan());
        Optional<PlanVersion> found = supposition.insteadOf().apply(own);
        if (obstacle.isEmpty() && isCompared(real, term)) {
            obstacle = found.map(other -> misfit(own, other))
                    .orElseGet(() -> skipped(
                            Reason.NO_SUCH_PLAN,
                            "there is no plan '" + own.id().plan() + "' of the same role to suppose"));
        }
        PlanVersion plan = found.orElse(own);
        plans.put(plan.id(), plan);
        return plan;
    }

    private boolean isCompared(Subscription real, int term) {
        Instant from = real.terms().get(term).from();
        Instant until =
                term + 1 < real.terms().size() ? real.terms().get(term + 1).from() : Instant.MAX;
        return periods.stream()
                .map(PeriodOfMain::actual)
                .anyMatch(period -> from.isBefore(period.end())
                        && until.isAfter(period.start())
                        && !real.hasEndedBy(period.start()));
    }

    private Optional<Skipped> misfit(PlanVersion own, PlanVersion other) {
        Currency currency = view.account().currency();
        if (!other.currency().equals(currency)) {
            return skipped(
                    Reason.OTHER_CURRENCY,
                    "plan " + other.id().plan() + " is priced in " + other.currency() + ", account "
                            + view.account().id() + " is billed in " + currency);
        }
        if (!other.usageInterval().equals(own.usageInterval())) {
            return skipped(
                    Reason.OTHER_INTERVAL,
                    "plan " + other.id().plan() + " totals usage every " + other.usageInterval()
                            + ", the account every " + own.usageInterval() + ": their periods cannot be compared");
        }
        return Optional.empty();
    }

    private static Optional<Skipped> skipped(Reason reason, String detail) {
        return Optional.of(new Skipped(reason, detail));
    }

    /** Why there is nothing to compare. */
    Optional<Skipped> obstacle() {
        return obstacle;
    }

    /** Period by period; only where there is no obstacle. */
    List<Compared> compare() {
        return periods.stream().map(this::compare).toList();
    }

    private Compared compare(PeriodOfMain of) {
        return new Compared(of.actual(), lines(view, of), lines(supposed, of));
    }

    private static List<RatedLine> lines(AccountView side, PeriodOfMain of) {
        Subscription main = side.subscriptions().stream()
                .map(Subscribed::subscription)
                .filter(each -> each.id().equals(of.main().id()))
                .findFirst()
                .orElseThrow();
        return new PeriodLines(side, false)
                .borne(main, main.periodAt(of.actual().start()), of.actual().end());
    }

    /** As an invoice settles them: each line by itself. */
    static Money settled(List<RatedLine> lines, Currency currency) {
        return lines.stream().map(RatedLine::amount).map(Amount::settle).reduce(Money.zero(currency), Money::plus);
    }
}
