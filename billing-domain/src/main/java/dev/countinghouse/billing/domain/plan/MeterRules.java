package dev.countinghouse.billing.domain.plan;

import dev.countinghouse.billing.domain.limit.UsageLimit;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.MeterKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What must stay of a meter that published plans use. Plan versions are frozen, meters are shared: another meaning of a
 * meter would price usage again that was invoiced, so another meaning needs another meter.
 */
final class MeterRules {

    private final Collection<PlanVersion> plans;
    private final List<String> refusals = new ArrayList<>();

    private MeterRules(Collection<PlanVersion> plans) {
        this.plans = plans;
    }

    static List<String> refusals(
            SortedMap<MeterKey, Meter> published, SortedMap<MeterKey, Meter> draft, Collection<PlanVersion> plans) {
        MeterRules rules = new MeterRules(plans);
        published.forEach((key, meter) -> {
            SortedSet<String> users = rules.usersOf(key);
            Meter next = draft.get(key);
            SortedSet<String> namedBy = rules.namedBy(key);
            if (next == null && !namedBy.isEmpty()) {
                rules.refuse(key, "", "is removed, but " + namedBy + " use it");
            } else if (next != null && !users.isEmpty()) {
                rules.compare(meter, next, users);
            }
            if (next != null) {
                rules.keepLimits(next);
            }
        });
        return rules.refusals;
    }

    private void compare(Meter before, Meter after, SortedSet<String> users) {
        keep(before, "event", before.eventType(), after.eventType(), users);
        keep(before, "aggregation", before.aggregation(), after.aggregation(), users);
        keep(before, "property", before.property(), after.property(), users);
        keep(before, "series", before.series(), after.series(), users);
        keep(before, "filter", before.filter().conditions(), after.filter().conditions(), users);
        keep(before, "unit", before.unit(), after.unit(), users);
        dimensionsPricedBy(before.key()).stream()
                .filter(dimension -> !after.dimensions().contains(dimension))
                .forEach(dimension -> refuse(
                        before.key(), ".dimensions", "loses '" + dimension + "', by which " + users + " price usage"));
    }

    /** What was recorded is kept by declared dimensions only, and only what adds up can be taken from. */
    private void keepLimits(Meter after) {
        for (PlanVersion plan : plans) {
            plan.everyLimit().filter(limit -> limits(limit, after.key())).forEach(limit -> limit.misfitOf(after)
                    .ifPresent(misfit -> refuse(
                            after.key(),
                            "",
                            "changes, but plan " + plan.id() + " limits it by '" + limit.id() + "', whose "
                                    + misfit.field() + " " + misfit.reason())));
        }
    }

    private void keep(Meter meter, String field, Object before, Object after, SortedSet<String> users) {
        if (!before.equals(after)) {
            refuse(
                    meter.key(),
                    "." + field,
                    "changes from '" + before + "' to '" + after + "', which would price past usage of " + users
                            + " again: declare another meter");
        }
    }

    private void refuse(MeterKey meter, String field, String reason) {
        refusals.add("meters." + meter + field + " " + reason);
    }

    private SortedSet<String> usersOf(MeterKey meter) {
        return plans(plan -> uses(plan, meter));
    }

    /**
     * Also those whose credits are for its usage, and those that limit it: nothing of it is priced, but they could pay for
     * nothing, and would limit nothing.
     */
    private SortedSet<String> namedBy(MeterKey meter) {
        return plans(plan -> uses(plan, meter)
                || plan.everyLimit().anyMatch(limit -> limits(limit, meter))
                || plan.grants().stream()
                        .anyMatch(grant -> grant.scope().meters().contains(meter)));
    }

    private SortedSet<String> plans(Predicate<PlanVersion> which) {
        SortedSet<String> found = new TreeSet<>();
        plans.stream().filter(which).forEach(plan -> found.add(plan.id().toString()));
        return found;
    }

    private static boolean limits(UsageLimit limit, MeterKey meter) {
        return limit.measure().meter().filter(meter::equals).isPresent();
    }

    private static boolean uses(PlanVersion plan, MeterKey meter) {
        return plan.allowances().containsKey(meter)
                || plan.phases().stream().anyMatch(phase -> phase.allowances().containsKey(meter))
                || plan.charges().stream().anyMatch(charge -> prices(charge, meter));
    }

    private static boolean prices(Charge charge, MeterKey meter) {
        return charge.meter().filter(meter::equals).isPresent();
    }

    private SortedSet<String> dimensionsPricedBy(MeterKey meter) {
        SortedSet<String> used = new TreeSet<>();
        for (PlanVersion plan : plans) {
            plan.charges().stream().filter(charge -> prices(charge, meter)).forEach(charge -> {
                used.addAll(charge.filter().properties());
                used.addAll(charge.model().dimensions());
            });
        }
        return used;
    }
}
