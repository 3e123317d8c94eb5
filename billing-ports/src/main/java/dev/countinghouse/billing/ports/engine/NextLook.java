package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.budget.Budget;
import dev.countinghouse.billing.domain.budget.BudgetWindow;
import dev.countinghouse.billing.domain.metering.Aggregation;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.Charge;
import dev.countinghouse.billing.domain.plan.Limit;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.quota.Thresholds;
import dev.countinghouse.billing.domain.subscription.Subscription;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * When an account may reach a threshold although nothing is recorded and nobody changes anything: where other terms begin,
 * at the end of the period, when a window rolls on (usage may carry a time ahead of the clock), and while a level lasts.
 */
record NextLook(AccountView view, List<Budget> budgets, Thresholds thresholds) {

    /**
     * A level over time is used without an event. Longer than events may be ahead of the clock: behind it, use grows evenly.
     * What it costs may grow by leaps, so a budget is looked at as often as this.
     */
    private static final Duration WHILE_LEVELS_LAST = Duration.ofHours(1);

    /** Empty if that is never. */
    Optional<Instant> after(Instant now) {
        TreeSet<Instant> instants = new TreeSet<>();
        Optional<Running> running = Running.at(view, now, now);
        running.ifPresent(terms -> instants.add(terms.segment().part().end()));
        if (running.isEmpty() && !budgets.isEmpty()) {
            instants.add(view.periodAt(now).end());
        }
        budgets.stream()
                .filter(budget -> budget.window() instanceof BudgetWindow.Rolling)
                .map(budget -> budget.window()
                        .at(now, view.periodAt(now), view.account().zone()))
                .map(Period::end)
                .forEach(instants::add);
        running.ifPresent(terms -> instants.addAll(whileLevelsLast(terms, now)));
        view.mainAt(now)
                .flatMap(main -> TrialReminder.of(main.subscription(), now))
                .map(TrialReminder::at)
                .filter(at -> at.isAfter(now))
                .ifPresent(instants::add);
        return instants.stream().findFirst();
    }

    private List<Instant> whileLevelsLast(Running running, Instant now) {
        Instant soon = now.plus(WHILE_LEVELS_LAST);
        if (soon.isAfter(running.segment().part().end())) {
            return List.of();
        }
        List<Instant> instants = new ArrayList<>();
        levels(running.meters().stream())
                .forEach(meter -> reached(running, meter, now, soon).ifPresent(instants::add));
        if (!budgets.isEmpty()
                && levels(charged(running))
                        .anyMatch(meter -> used(running, meter, now).compareTo(used(running, meter, soon)) != 0)) {
            instants.add(soon);
        }
        return instants;
    }

    /** When a level that lasts reaches the next threshold; empty if it never does. */
    private Optional<Instant> reached(Running running, Meter meter, Instant now, Instant soon) {
        Optional<Fraction> next = nextThreshold(running, meter, used(running, meter, now));
        return next.flatMap(target -> {
            Fraction then = used(running, meter, soon);
            return then.compareTo(target) >= 0
                    ? reached(target, used(running, meter, now), then, now)
                    : reached(target, then, used(running, meter, soon.plus(WHILE_LEVELS_LAST)), soon);
        });
    }

    private Optional<Fraction> nextThreshold(Running running, Meter meter, Fraction used) {
        return running.allowance(meter)
                .flatMap(allowance -> allowance.included() instanceof Limit.Units limit
                        ? Optional.of(limit.quantity())
                        : Optional.empty())
                .flatMap(limit -> thresholds.percents().stream()
                        .map(percent -> percent.times(limit).dividedBy(Fraction.of(100)))
                        .filter(target -> target.compareTo(used) > 0)
                        .findFirst());
    }

    /** @param used at an instant, and what it has grown to after {@link #WHILE_LEVELS_LAST} */
    private static Optional<Instant> reached(Fraction target, Fraction used, Fraction grown, Instant from) {
        Fraction growth = grown.minus(used);
        if (growth.signum() <= 0) {
            return Optional.empty();
        }
        Fraction seconds = target.minus(used).dividedBy(growth).times(Fraction.of(WHILE_LEVELS_LAST.toSeconds()));
        BigInteger wait = seconds.round(RoundingMode.CEILING);
        return wait.bitLength() < Integer.SIZE
                ? Optional.of(from.plusSeconds(wait.longValueExact()))
                : Optional.empty();
    }

    private static Fraction used(Running running, Meter meter, Instant until) {
        return running.lasting(until).use(meter).counted();
    }

    private Stream<Meter> levels(Stream<MeterKey> keys) {
        return keys.map(view::meter).filter(meter -> meter.aggregation() == Aggregation.TIME_WEIGHTED);
    }

    private Stream<MeterKey> charged(Running running) {
        return Stream.concat(Stream.of(running.subscription()), view.addOns().stream())
                .flatMap(this::plans)
                .flatMap(plan -> plan.charges().stream())
                .map(Charge::meter)
                .flatMap(Optional::stream)
                .distinct();
    }

    private Stream<PlanVersion> plans(Subscription subscription) {
        return subscription.terms().stream().map(term -> view.plan(term.plan()));
    }
}
