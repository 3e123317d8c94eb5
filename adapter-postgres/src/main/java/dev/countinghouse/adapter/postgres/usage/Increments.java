package dev.countinghouse.adapter.postgres.usage;

import dev.countinghouse.billing.domain.metering.UsageEvent;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What some events add to rollup rows: one increment per row, however many events it takes in. */
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

    private final Map<Row, Tallied> rows = new HashMap<>();

    void add(int id, Rollup rollup, UsageEvent event) {
        rollup.valueOf(event).ifPresent(value -> {
            List<String> values = Rollup.valuesOf(event, rollup.dimensions());
            Row row = new Row(event.account().value(), id, rollup.span().startOf(event.time()), values);
            rows.merge(row, Tallied.of(value, event.time()), Tallied::plus);
        });
    }

    List<Increment> inOrder() {
        return rows.entrySet().stream()
                .map(each -> new Increment(each.getKey(), hash(each.getKey().values()), each.getValue()))
                .sorted(Increment.ORDER)
                .toList();
    }

    private static byte[] hash(List<String> values) {
        return values.isEmpty() ? new byte[0] : Hash.of(values);
    }
}
