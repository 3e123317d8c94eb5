package dev.countinghouse.adapter.postgres.usage;

import dev.countinghouse.adapter.postgres.usage.Increments.Increment;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rollups that events are added to at one time, the generation. Every event carries the generation it was stored in, so
 * that a rollup that began later knows which events it has not counted.
 */
final class KeptRollups {

    record Kept(int id, Rollup rollup) {}

    private final int generation;
    private final Map<String, List<Kept>> byType = new HashMap<>();
    private final Map<Integer, Rollup> byId = new HashMap<>();

    KeptRollups(int generation, List<Kept> rollups) {
        this.generation = generation;
        for (Kept kept : rollups) {
            byId.put(kept.id(), kept.rollup());
            byType.computeIfAbsent(kept.rollup().eventType(), type -> new ArrayList<>())
                    .add(kept);
        }
    }

    int generation() {
        return generation;
    }

    Rollup rollup(int id) {
        Rollup rollup = byId.get(id);
        if (rollup == null) {
            throw new IllegalArgumentException("rollup " + id + " is not kept, only " + byId.keySet());
        }
        return rollup;
    }

    List<Kept> ofType(String eventType) {
        return byType.getOrDefault(eventType, List.of());
    }

    /** What events add to rollup rows, in the one order in which those are locked. */
    List<Increment> increments(List<UsageEvent> events) {
        Map<String, Increments> increments = new HashMap<>();
        for (UsageEvent event : events) {
            increments
                    .computeIfAbsent(event.type(), type -> new Increments(byType.getOrDefault(type, List.of())))
                    .add(event);
        }
        return increments.values().stream()
                .flatMap(each -> each.all().stream())
                .sorted(Increment.ORDER)
                .toList();
    }
}
