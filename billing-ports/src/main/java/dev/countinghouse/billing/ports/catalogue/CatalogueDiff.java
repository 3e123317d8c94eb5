package dev.countinghouse.billing.ports.catalogue;

import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What publishing a draft would do.
 *
 * @param changes by concept, in the order of the paths
 * @param newVersions the plan versions that publishing would create: of plans that are new or whose terms change
 * @param refusals why the draft must not be published; empty if it may
 * @param result the draft with the version of every plan assigned, which is what gets published
 */
public record CatalogueDiff(
        List<Change> changes, SortedSet<PlanVersionId> newVersions, List<Refusal> refusals, Catalogue result) {

    public enum Concept {
        METER,
        PLAN,
        CHARGE,
        ALLOWANCE,
        ENTITLEMENT,
        PHASE,
        GRANT,
        COUPON,
        PRODUCT
    }

    public enum Kind {
        ADDED,
        REMOVED,
        CHANGED
    }

    /**
     * @param path what changes, such as {@code plans.pro.charges.tokens.per_unit.price}
     * @param before in the syntax of the catalogue; empty if there was nothing
     * @param after in the syntax of the catalogue; empty if nothing is left
     */
    public record Change(Concept concept, Kind kind, String path, String before, String after) {

        @Override
        public String toString() {
            return switch (kind) {
                case ADDED -> "+ " + path + ": " + after;
                case REMOVED -> "- " + path + ": " + before;
                case CHANGED -> "~ " + path + ": " + before + " → " + after;
            };
        }
    }

    /** @param path what must not change as it does */
    public record Refusal(String path, String reason) {}

    public CatalogueDiff {
        changes = List.copyOf(changes);
        newVersions = Collections.unmodifiableSortedSet(new TreeSet<>(newVersions));
        refusals = List.copyOf(refusals);
    }

    /** Of a catalogue whose plans all stand in their first and only versions, or whose history does not matter. */
    public static CatalogueDiff between(Catalogue published, Catalogue draft) {
        return between(published, List.of(), draft);
    }

    /** @param earlier plan versions that were published before: subscriptions may pin them, their numbers stay taken */
    public static CatalogueDiff between(Catalogue published, Collection<PlanVersion> earlier, Catalogue draft) {
        List<PlanVersion> all = Stream.concat(published.plans().values().stream(), earlier.stream())
                .toList();
        SortedMap<PlanKey, PlanVersion> plans = new TreeMap<>();
        SortedSet<PlanVersionId> created = new TreeSet<>();
        draft.plans().forEach((key, plan) -> {
            Optional<PlanVersion> same = published.plan(key).filter(plan::hasSameTermsAs);
            PlanVersion next = same.orElseGet(() -> plan.withVersion(nextVersion(key, all)));
            plans.put(key, next);
            if (same.isEmpty()) {
                created.add(next.id());
            }
        });
        return new CatalogueDiff(
                TreeDiff.between(published, draft),
                created,
                MeterRules.refusals(published.meters(), draft.meters(), all),
                new Catalogue(draft.meters(), plans, draft.coupons(), draft.products()));
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }

    public boolean isPublishable() {
        return refusals.isEmpty();
    }

    private static int nextVersion(PlanKey key, List<PlanVersion> all) {
        return 1
                + all.stream()
                        .map(PlanVersion::id)
                        .filter(id -> id.plan().equals(key))
                        .mapToInt(PlanVersionId::version)
                        .max()
                        .orElse(0);
    }
}
