package dev.countinghouse.billing.ports.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.ports.catalogue.CatalogueDiff.Change;
import dev.countinghouse.billing.ports.catalogue.CatalogueDiff.Concept;
import dev.countinghouse.billing.ports.catalogue.CatalogueDiff.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Compares two catalogues as they are written, so that a change reads like the file it is in. */
final class TreeDiff {

    private static final Map<String, Concept> SECTIONS = Map.of(
            "meters", Concept.METER,
            "plans", Concept.PLAN,
            "coupons", Concept.COUPON,
            "products", Concept.PRODUCT);
    private static final Map<String, Concept> PARTS_OF_A_PLAN = Map.of(
            "charges", Concept.CHARGE,
            "allowances", Concept.ALLOWANCE,
            "entitlements", Concept.ENTITLEMENT,
            "phases", Concept.PHASE,
            "grants", Concept.GRANT);

    /** Lists and objects whose order is part of what they say: lines of an invoice come in the order of the charges. */
    private static final Set<String> ORDERED = Set.of("charges", "grants");

    private final List<Change> changes = new ArrayList<>();

    private TreeDiff() {}

    static List<Change> between(Catalogue published, Catalogue draft) {
        ObjectNode before = comparable(published);
        ObjectNode after = comparable(draft);
        TreeDiff diff = new TreeDiff();
        for (String section : new TreeSet<>(SECTIONS.keySet())) {
            diff.objects(List.of(section), before.withObjectProperty(section), after.withObjectProperty(section));
        }
        return diff.changes;
    }

    /** Every plan with its own currency and without its version, which is assigned and not written by anybody. */
    private static ObjectNode comparable(Catalogue catalogue) {
        ObjectNode tree = CatalogueWriter.tree(catalogue, Optional.empty());
        tree.withObjectProperty("plans").forEach(plan -> ((ObjectNode) plan).remove("version"));
        return tree;
    }

    private void objects(List<String> path, JsonNode before, JsonNode after) {
        Set<String> names = new TreeSet<>();
        before.fieldNames().forEachRemaining(names::add);
        after.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            nodes(append(path, name), before.path(name), after.path(name));
        }
        if (ORDERED.contains(path.get(path.size() - 1)) && !order(before, after).equals(order(after, before))) {
            add(Kind.CHANGED, path, order(before, after), order(after, before));
        }
    }

    private void nodes(List<String> path, JsonNode before, JsonNode after) {
        if (before.isObject() && after.isObject()) {
            objects(path, before, after);
        } else if (before.isArray() && after.isArray() && before.size() == after.size()) {
            String name = path.get(path.size() - 1);
            List<String> parent = path.subList(0, path.size() - 1);
            for (int i = 0; i < before.size(); i++) {
                nodes(append(parent, name + "[" + i + "]"), before.path(i), after.path(i));
            }
        } else if (isSection(path) && (before.isObject() || after.isObject())) {
            objects(path, before, after);
        } else if (!text(before).equals(text(after))) {
            Kind kind = before.isMissingNode() ? Kind.ADDED : after.isMissingNode() ? Kind.REMOVED : Kind.CHANGED;
            add(kind, path, text(before), text(after));
        }
    }

    /** A part of a plan whose entries are reported one by one, even if all of them come or go. */
    private static boolean isSection(List<String> path) {
        return path.size() == 3 && PARTS_OF_A_PLAN.containsKey(path.get(2));
    }

    private void add(Kind kind, List<String> path, String before, String after) {
        changes.add(new Change(concept(path), kind, String.join(".", path), before, after));
    }

    private static Concept concept(List<String> path) {
        Concept section = SECTIONS.getOrDefault(path.get(0), Concept.PLAN);
        if (section != Concept.PLAN || path.size() < 3) {
            return section;
        }
        String part = path.get(2).replaceFirst("\\[.*", "");
        return PARTS_OF_A_PLAN.getOrDefault(part, Concept.PLAN);
    }

    /** The names that both have, in the order of the first. */
    private static String order(JsonNode one, JsonNode other) {
        List<String> names = new ArrayList<>();
        one.fieldNames().forEachRemaining(name -> {
            if (other.has(name)) {
                names.add(name);
            }
        });
        return names.toString();
    }

    private static String text(JsonNode node) {
        return node.isMissingNode() ? "" : node.isValueNode() ? node.asText() : CatalogueWriter.text(node);
    }

    private static List<String> append(List<String> path, String name) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return longer;
    }
}
