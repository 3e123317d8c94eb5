package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.budget.Budget;
import dev.countinghouse.billing.domain.budget.BudgetWindow;
import dev.countinghouse.billing.domain.metering.Aggregation;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.Charge;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.subscription.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * When an account may reach a threshold although nothing is recorded and nobody changes anything: where other terms begin,
 * at the end of the period, when a window rolls on (usage may carry a time ahead of the clock), and while a level lasts.
 */
record NextLook(AccountView view, List<Budget> budgets) {

    /** A level over time is used without an event; how soon is not worth to be known more exactly. */
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
        if (running.filter(this::hasLevels).isPresent()) {
            instants.add(now.plus(WHILE_LEVELS_LAST));
        }
        return instants.stream().findFirst();
    }

    private boolean hasLevels(Running running) {
        Stream<MeterKey> limited = running.meters().stream();
        Stream<MeterKey> charged = budgets.isEmpty()
                ? Stream.empty()
                : Stream.concat(Stream.of(running.subscription()), view.addOns().stream())
                        .flatMap(this::plans)
                        .flatMap(plan -> plan.charges().stream())
                        .map(Charge::meter)
                        .flatMap(Optional::stream);
        return Stream.concat(limited, charged)
                .anyMatch(key -> view.meter(key).aggregation() == Aggregation.TIME_WEIGHTED);
    }

    private Stream<PlanVersion> plans(Subscription subscription) {
        return subscription.terms().stream().map(term -> view.plan(term.plan()));
    }
}
