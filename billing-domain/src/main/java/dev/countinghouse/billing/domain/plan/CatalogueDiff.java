package dev.countinghouse.billing.domain.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What publishing a draft would change.
 *
 * @param changes concept by concept, each field that differs
 * @param newVersions the plans that would get a new version: those that are new and those whose terms change
 * @param refusals why the draft must not be published; empty if it may
 */
public record CatalogueDiff(List<Change> changes, SortedSet<PlanKey> newVersions, List<String> refusals) {

    public enum Concept {
        METER,
        PLAN,
        CHARGE,
        ALLOWANCE,
        LIMIT,
        ENTITLEMENT,
        PHASE,
        GRANT,
        COUPON,
        PRODUCT,
        CREDIT_SALE,
        PURCHASE_BONUS,
        CREDIT_PACK
    }

    public enum Kind {
        ADDED,
        REMOVED,
        CHANGED
    }

    /**
     * @param path where it stands in the catalogue, such as {@code plans.pro.charges.tokens.price}
     * @param before for people; empty if there was nothing
     * @param after for people; empty if nothing is left
     */
    public record Change(Concept concept, Kind kind, String path, String before, String after) {

        @Override
        public String toString() {
            return switch (kind) {
                case ADDED -> "+ " + path + ": " + after;
                case REMOVED -> "- " + path + ": " + before;
                case CHANGED -> "~ " + path + ": " + before + " -> " + after;
            };
        }
    }

    public CatalogueDiff {
        changes = List.copyOf(changes);
        newVersions = Collections.unmodifiableSortedSet(new TreeSet<>(newVersions));
        refusals = List.copyOf(refusals);
    }

    public static CatalogueDiff between(Catalogue published, Catalogue draft) {
        return between(published, List.of(), draft);
    }

    /** @param earlier versions published before, which subscriptions may still pin: the meters they use must stay, too */
    public static CatalogueDiff between(Catalogue published, Collection<PlanVersion> earlier, Catalogue draft) {
        SortedSet<PlanKey> newVersions = new TreeSet<>();
        draft.plans().forEach((key, plan) -> {
            if (published.plan(key).filter(plan::hasSameTermsAs).isEmpty()) {
                newVersions.add(key);
            }
        });
        List<PlanVersion> pinned = Stream.concat(published.plans().values().stream(), earlier.stream())
                .distinct()
                .toList();
        List<String> refusals = new ArrayList<>(MeterRules.refusals(published.meters(), draft.meters(), pinned));
        refusals.addAll(LimitRules.refusals(pinned, draft.plans().values()));
        return new CatalogueDiff(changes(CatalogueText.of(published), CatalogueText.of(draft)), newVersions, refusals);
    }

    public boolean isEmpty() {
        return changes.isEmpty() && newVersions.isEmpty();
    }

    public boolean isPublishable() {
        return refusals.isEmpty();
    }

    private static List<Change> changes(
            Map<String, CatalogueText.Entry> before, Map<String, CatalogueText.Entry> after) {
        SortedSet<String> paths = new TreeSet<>(before.keySet());
        paths.addAll(after.keySet());
        List<Change> changes = new ArrayList<>();
        for (String path : paths) {
            Optional<CatalogueText.Entry> old = Optional.ofNullable(before.get(path));
            Optional<CatalogueText.Entry> next = Optional.ofNullable(after.get(path));
            Concept concept = old.or(() -> next).orElseThrow().concept();
            if (old.isPresent() && next.isPresent()) {
                changes.addAll(
                        changes(concept, path, old.get().fields(), next.get().fields()));
            } else {
                changes.add(change(
                        concept,
                        path,
                        old.map(entry -> entry.fields().toString()).orElse(""),
                        next.map(entry -> entry.fields().toString()).orElse("")));
            }
        }
        return changes;
    }

    private static List<Change> changes(
            Concept concept, String path, Map<String, String> before, Map<String, String> after) {
        SortedSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        return names.stream()
                .map(name ->
                        change(concept, path + "." + name, before.getOrDefault(name, ""), after.getOrDefault(name, "")))
                .filter(change -> !change.before().equals(change.after()))
                .toList();
    }

    private static Change change(Concept concept, String path, String before, String after) {
        Kind kind = before.isEmpty() ? Kind.ADDED : after.isEmpty() ? Kind.REMOVED : Kind.CHANGED;
        return new Change(concept, kind, path, before, after);
    }
}
