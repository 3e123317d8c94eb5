package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.budget.Budget;
import dev.countinghouse.billing.domain.budget.BudgetState;
import dev.countinghouse.billing.domain.cost.CostSum;
import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.domain.metering.Group;
import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import dev.countinghouse.billing.domain.quota.Thresholds;
import dev.countinghouse.billing.domain.rating.RatedLine;
import dev.countinghouse.billing.domain.subscription.BillingPeriod;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.Subscribed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was spent of budgets. A charge is what the lines of usage of a billing period come to: for a window that begins
 * inside a period, what its lines come to by now less what they came to when the window began. So windows side by side add
 * up to the period. Each line, or what it has grown by, goes to the groups that used it, in proportion to what they used in
 * the window.
 */
final class Spending {

    private final AccountView view;
    private final Thresholds usual;
    private final Instant inside;
    private final Instant until;
    private final PeriodLines lines;
    private final Map<Period, List<Grown>> grown = new HashMap<>();

    /**
     * @param usual thresholds of a budget that names none
     * @param inside an instant in the windows that are meant
     * @param until how long levels are taken to have lasted
     */
    Spending(AccountView view, Thresholds usual, Instant inside, Instant until) {
        this.view = view;
        this.usual = usual;
        this.inside = inside;
        this.until = until;
        this.lines = new PeriodLines(view, false);
    }

    BudgetState stateOf(Budget budget) {
        Period window =
                budget.window().at(inside, view.periodAt(inside), view.account().zone());
        Amount spent =
                budget.measure() == Budget.Measure.COST ? cost(window, budget.part()) : charge(window, budget.part());
        return new BudgetState(budget, window, spent, budget.thresholds().orElse(usual));
    }

    private Amount cost(Period window, Optional<Budget.Part> part) {
        List<String> dimensions = part.map(Budget.Part::dimension).stream().toList();
        Group group = new Group(part.map(Budget.Part::value).stream().toList());
        return CostReader.sums(view.usage(), Filter.ALL, window, dimensions)
                .getOrDefault(group, CostSum.ZERO)
                .total();
    }

    private Amount charge(Period window, Optional<Budget.Part> part) {
        return grown.computeIfAbsent(window, this::grownIn).stream()
                .map(line -> part.map(line::of).orElse(line.amount))
                .reduce(Amount.zero(view.account().currency()), Amount::plus);
    }

    private List<Grown> grownIn(Period window) {
        List<Grown> all = new ArrayList<>();
        for (Subscribed stored : view.subscriptions()) {
            if (AccountView.isMain(stored)) {
                Subscription main = stored.subscription();
                Instant at = later(main.startedAt(), window.start());
                while (!at.isAfter(inside) && !main.hasEndedBy(at)) {
                    BillingPeriod period = main.periodAt(at);
                    all.addAll(grownIn(main, period, window.start()));
                    at = period.actual().end();
                }
            }
        }
        return all;
    }

    private List<Grown> grownIn(Subscription main, BillingPeriod period, Instant from) {
        Map<Line, Amount> before = new HashMap<>();
        if (from.isAfter(period.actual().start())) {
            lines.usage(main, period, from).stream()
                    .filter(Spending::isUsage)
                    .forEach(line -> before.put(Line.of(line), line.amount()));
        }
        List<Grown> all = new ArrayList<>();
        lines.recorded(main, period, until).stream().filter(Spending::isUsage).forEach(line -> {
            Amount earlier = Optional.ofNullable(before.remove(Line.of(line)))
                    .orElse(Amount.zero(line.amount().currency()));
            Amount more = line.amount().minus(earlier);
            // where nothing was added nothing is left of the line after the window's start, perhaps not even time
            if (!more.isZero()) {
                Period used = new Period(
                        later(line.period().start(), from), line.period().end());
                all.add(new Grown(more, Optional.of(line), used));
            }
        });
        // a level that has fallen to nothing since has no line any more
        before.values().forEach(gone -> all.add(new Grown(gone.negate(), Optional.empty(), period.actual())));
        return all;
    }

    private static boolean isUsage(RatedLine line) {
        return line.kind() == RatedLine.Kind.USAGE;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** What tells a line apart from others of its period, whenever that is rated. */
    private record Line(SubscriptionId subscription, PlanVersionId plan, String charge, Instant start) {

        static Line of(RatedLine line) {
            return new Line(
                    line.subscription(),
                    line.plan(),
                    line.charge(),
                    line.period().start());
        }
    }

    /** What a line has come to in a window. */
    private final class Grown {

        private final Amount amount;
        private final Optional<RatedLine> line;
        private final Period used;
        private final Map<String, SortedMap<Group, Fraction>> weights = new HashMap<>();

        Grown(Amount amount, Optional<RatedLine> line, Period used) {
            this.amount = amount;
            this.line = line;
            this.used = used;
        }

        Amount of(Budget.Part part) {
            SortedMap<Group, Fraction> groups = line.map(rated -> weights.computeIfAbsent(
                            part.dimension(), dimension -> new UseWeights(view, List.of(dimension)).of(rated, used)))
                    .orElseGet(TreeMap::new);
            Fraction all = groups.values().stream().reduce(Fraction.ZERO, Fraction::plus);
            Fraction own = groups.getOrDefault(new Group(List.of(part.value())), Fraction.ZERO);
            return all.isZero() ? Amount.zero(amount.currency()) : amount.times(own.dividedBy(all));
        }
    }
}
