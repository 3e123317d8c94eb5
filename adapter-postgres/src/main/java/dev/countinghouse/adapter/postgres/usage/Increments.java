package dev.countinghouse.adapter.postgres.usage;

import dev.countinghouse.adapter.postgres.usage.KeptRollups.Kept;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What events of one type add to rollup rows: one increment per row, however many events it takes in. Events are added up
 * first by cell, which is a quarter and the values of every dimension that a rollup of theirs has: there are far fewer
 * cells than events, and each rollup's rows are put together from them.
 */
final class Increments {

    /** A row of a rollup. The hash stands for the values in keys and comparisons, because values may be long. */
    record Row(String account, int rollup, Instant bucket, List<String> values) {}

    record Increment(Row row, byte[] valuesHash, Tallied tallied) {

        /** The one order in which rollup rows are locked. */
        static final Comparator<Increment> ORDER = Comparator.comparing((Increment each) -> each.row.account)
                .thenComparing(each -> each.row.rollup)
                .thenComparing(each -> each.row.bucket)
                .thenComparing(each -> each.valuesHash, Arrays::compareUnsigned);
    }

    private record Cell(String account, Instant quarter, List<String> values) {}

    private final List<Kept> rollups;
    private final List<String> paths;

    /** By what is taken from an event: rollups by different dimensions and spans take the same. */
    private final Map<Rollup, Map<Cell, Tallied>> cells = new HashMap<>();

    /** @param rollups of one event type */
    Increments(List<Kept> rollups) {
        this.rollups = rollups;
        Set<String> all = new LinkedHashSet<>();
        for (Kept kept : rollups) {
            all.addAll(kept.rollup().dimensions());
            cells.put(kept.rollup().undivided(), new HashMap<>());
        }
        this.paths = List.copyOf(all);
    }

    void add(UsageEvent event) {
        Cell cell = new Cell(event.account().value(), Bucket.startOf(event.time()), Rollup.valuesOf(event, paths));
        cells.forEach((taken, tallied) -> taken.valueOf(event)
                .ifPresent(value -> tallied.merge(cell, Tallied.of(value, event.time()), Tallied::plus)));
    }

    List<Increment> all() {
        List<Increment> increments = new ArrayList<>();
        for (Kept kept : rollups) {
            rows(kept).forEach((row, tallied) -> increments.add(new Increment(row, hash(row.values()), tallied)));
        }
        return increments;
    }

    private Map<Row, Tallied> rows(Kept kept) {
        Rollup rollup = kept.rollup();
        int[] positions = rollup.dimensions().stream().mapToInt(paths::indexOf).toArray();
        Map<Row, Tallied> rows = new HashMap<>();
        cells.getOrDefault(rollup.undivided(), Map.of()).forEach((cell, tallied) -> {
            List<String> values =
                    Arrays.stream(positions).mapToObj(cell.values()::get).toList();
            Row row = new Row(cell.account(), kept.id(), rollup.span().startOf(cell.quarter()), values);
            rows.merge(row, tallied, Tallied::plus);
        });
        return rows;
    }

    private static byte[] hash(List<String> values) {
        return values.isEmpty() ? new byte[0] : Hash.of(values);
    }
}
