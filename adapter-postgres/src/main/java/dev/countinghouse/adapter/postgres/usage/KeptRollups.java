package dev.countinghouse.adapter.postgres.usage;

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

    Increments increments(List<UsageEvent> events) {
        Increments increments = new Increments();
        for (UsageEvent event : events) {
            byType.getOrDefault(event.type(), List.of())
                    .forEach(kept -> increments.add(kept.id(), kept.rollup(), event));
        }
        return increments;
    }
}
