package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.budget.Budget;
import dev.countinghouse.billing.domain.budget.BudgetId;
import dev.countinghouse.billing.domain.budget.BudgetState;
import dev.countinghouse.billing.domain.gate.Bound;
import dev.countinghouse.billing.domain.gate.BoundKey;
import dev.countinghouse.billing.domain.gate.Call;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.metering.Aggregation;
import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.plan.Allowance;
import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.domain.plan.Charge;
import dev.countinghouse.billing.domain.plan.Entitlement;
import dev.countinghouse.billing.domain.plan.FeatureKey;
import dev.countinghouse.billing.domain.quota.Quota;
import dev.countinghouse.billing.domain.subscription.Arrears;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What calls of an account are held against at an instant. What was used is read once for all calls that are decided
 * together, and only of what they ask for.
 */
final class CallTerms {

    private final Books books;
    private final AccountView view;
    private final Running running;
    private final Instant now;
    private final LimitTerms limits;
    private final List<Budget> budgets;
    private final SortedMap<FeatureKey, Entitlement> entitlements;

    private final Map<MeterKey, Quota> quotas = new HashMap<>();
    private final Map<BudgetId, BudgetState> states = new HashMap<>();
    private final Map<Priced, Credits> prices = new HashMap<>();

    private record Priced(MeterKey meter, Optional<EventData> data) {}

    CallTerms(Books books, AccountView view, Running running, Instant now) {
        this.books = books;
        this.view = view;
        this.running = running;
        this.now = now;
        this.limits = new LimitTerms(books, view, running, now);
        this.budgets = books.budgets().of(view.account().id()).stream()
                .filter(budget -> budget.kind() == Budget.Kind.HARD)
                .toList();
        this.entitlements = EntitlementReader.of(view, now);
    }

    Running running() {
        return running;
    }

    LimitTerms limits() {
        return limits;
    }

    UsageEvent event(Call call) {
        return call.event(call.data(), now);
    }

    Optional<Meter> meter(MeterKey key) {
        return view.catalogue().meter(key).filter(meter -> running.allowance(meter)
                .isPresent());
    }

    /** When these terms end by themselves. */
    Instant changesAt() {
        Instant restricted =
                running.subscription().arrears().map(Arrears::restrictedFrom).orElse(Instant.MAX);
        return Stream.of(running.segment().part().end(), running.resetsAt(), restricted)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** Whether the plan has what a call needs, and the call can be counted: all but how much is left. */
    boolean admits(Call call) {
        UsageEvent event = event(call);
        List<Meter> counting = counting(view.catalogue(), event);
        return counting.stream().anyMatch(meter -> running.allowance(meter).isPresent())
                && defectOf(counting, event).isEmpty()
                && isEntitled(call);
    }

    boolean isEntitled(Call call) {
        return call.features().entrySet().stream().allMatch(wanted -> {
            Entitlement entitlement = entitlements.get(wanted.getKey());
            if (entitlement instanceof Entitlement.Switch on) {
                return on.enabled();
            }
            return entitlement instanceof Entitlement.Static fixed
                    ? fixed.values().contains(wanted.getValue())
                    : entitlement != null;
        });
    }

    /** The meters of the plan that count a call; those that do not add up cannot be taken from. */
    List<Meter> meters(UsageEvent event) {
        return counting(view.catalogue(), event).stream()
                .filter(meter -> running.allowance(meter).isPresent())
                .toList();
    }

    /** All meters that count an event and add up. */
    static List<Meter> counting(Catalogue catalogue, UsageEvent event) {
        return catalogue.meters().values().stream()
                .filter(meter -> meter.aggregation() == Aggregation.SUM || meter.aggregation() == Aggregation.COUNT)
                .filter(meter -> meter.matches(event))
                .toList();
    }

    /** In the order in which their refusals are told. */
    List<Bound> bounds(Call call) {
        UsageEvent event = call.event(call.data(), now);
        List<Bound> bounds = new ArrayList<>();
        for (Meter meter : meters(event)) {
            bounds.add(new Bound.Included(BoundKey.of(meter.key()), quota(meter), value(meter, event)));
        }
        bounds.addAll(limits.bounds(event));
        budgetsOf(call).forEach(budget -> bounds.add(bound(budget, event)));
        return bounds;
    }

    /** The budgets that stop and that pay for a call. */
    List<Budget> budgetsOf(Call call) {
        Map<String, String> dimensions = dimensions(call.data());
        return budgets.stream().filter(budget -> budget.concerns(dimensions)).toList();
    }

    /** Why a call cannot be taken as it is: a meter cannot count it, or it would give back what others have used. */
    static Optional<String> defectOf(List<Meter> counting, UsageEvent event) {
        return counting.stream()
                .flatMap(meter -> meter.defectOf(event).or(() -> negative(meter, event)).stream())
                .findFirst();
    }

    private static Optional<String> negative(Meter meter, UsageEvent event) {
        return meter.valueOf(event)
                .filter(value -> value.signum() < 0)
                .map(value -> "data." + meter.property() + " is " + value + ", a call takes nothing below 0 of meter "
                        + meter.key());
    }

    static Fraction value(Meter meter, UsageEvent event) {
        return meter.valueOf(event).orElse(Fraction.ZERO).max(Fraction.ZERO);
    }

    Quota quota(Meter meter) {
        return quotas.computeIfAbsent(meter.key(), any -> {
            Allowance allowance = running.allowance(meter).orElseThrow();
            return running.quota(meter, allowance);
        });
    }

    private static Map<String, String> dimensions(EventData data) {
        return data.values().entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, value -> value.getValue()
                .asText()));
    }

    // ---------------------------------------------------------------- money

    /** What a budget is asked for is rounded up to twelve decimals: never less than the call comes to. */
    private Bound bound(Budget budget, UsageEvent event) {
        BudgetState state =
                states.computeIfAbsent(budget.id(), any -> spending(view).stateOf(budget));
        Amount after = spending(view.supposing(event)).stateOf(budget).spent();
        Fraction price = after.minus(state.spent()).value().max(Fraction.ZERO);
        return new Bound.Ceiling(
                BoundKey.of(budget.id()),
                Bound.Kind.BUDGET,
                state.limit().value(),
                state.spent().value(),
                Fraction.of(price.round(Credits.SCALE, RoundingMode.UP)),
                Optional.of(state.window().end()));
    }

    private Spending spending(AccountView supposed) {
        return new Spending(supposed, books.thresholds(view.account().id()), now, now);
    }

    /** What a call costs in credits, by meter; meters that credits do not pay, or that cost nothing, are absent. */
    SortedMap<MeterKey, Credits> inCredits(Call call) {
        UsageEvent event = call.event(call.data(), now);
        SortedMap<MeterKey, Credits> costs = new TreeMap<>();
        for (Meter meter : meters(event)) {
            if (isPaidWithCredits(meter)) {
                Credits cost = total(meter, Optional.of(event)).minus(total(meter, Optional.empty()));
                if (cost.signum() > 0) {
                    costs.put(meter.key(), cost);
                }
            }
        }
        return costs;
    }

    private boolean isPaidWithCredits(Meter meter) {
        return running.segment().plan().charges().stream()
                .anyMatch(charge -> charge.settlement() == Charge.Settlement.CREDITS
                        && charge.meter().filter(meter.key()::equals).isPresent());
    }

    boolean isPaidWithCredits(Call call) {
        return meters(event(call)).stream().anyMatch(this::isPaidWithCredits);
    }

    private Credits total(Meter meter, Optional<UsageEvent> supposed) {
        UsageBurner.Main main = new UsageBurner.Main(running.subscription(), running.period());
        return prices.computeIfAbsent(
                new Priced(meter.key(), supposed.map(UsageEvent::data)),
                any -> UsageBurner.total(supposed.map(view::supposing).orElse(view), main, meter.key(), now));
    }

    /** What the quantity comes to beyond what was used, where the plan prices it by its number alone. */
    Optional<Amount> price(Call call) {
        UsageEvent event = call.event(call.data(), now);
        return meters(event).stream()
                .flatMap(meter -> running
                        .chargeOf(meter)
                        .flatMap(charge -> QuotaEvaluator.price(
                                charge,
                                running,
                                meter,
                                quota(meter).allowance(),
                                quota(meter).used(),
                                value(meter, event)))
                        .stream())
                .reduce(Amount::plus);
    }
}
