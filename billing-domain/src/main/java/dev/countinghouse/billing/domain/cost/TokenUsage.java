package dev.countinghouse.billing.domain.cost;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * What one request to a provider used, by kind. Counts overlap as {@link UsageKind} says: {@code input_tokens} includes
 * the cached ones. A kind that is not counted is zero.
 *
 * <p>{@code estimated} usage was counted by us because the provider reported none.
 */
public record TokenUsage(Map<UsageKind, Long> counts, boolean estimated) {

    /** More than any request can use; the limit keeps sums of counts far from overflow. */
    public static final long MAX_COUNT = 1_000_000_000_000_000L;

    public TokenUsage {
        Map<UsageKind, Long> used = new EnumMap<>(UsageKind.class);
        counts.forEach((kind, count) -> {
            if (count < 0 || count > MAX_COUNT) {
                throw new IllegalArgumentException(
                        kind.countName() + " is " + count + ", a count is between 0 and " + MAX_COUNT);
            }
            if (count > 0) {
                used.put(kind, count);
            }
        });
        counts = Collections.unmodifiableMap(used);
    }

    /** Usage as the provider reported it. */
    public static TokenUsage reported(Map<UsageKind, Long> counts) {
        return new TokenUsage(counts, false);
    }

    /** Usage counted by us; every cost derived from it is marked too. */
    public static TokenUsage estimate(Map<UsageKind, Long> counts) {
        return new TokenUsage(counts, true);
    }

    public Set<UsageKind> kinds() {
        return counts.keySet();
    }

    /** The count of a kind. Usage is that of one request unless it counts requests itself. */
    public long count(UsageKind kind) {
        return counts.getOrDefault(kind, kind == UsageKind.REQUESTS ? 1L : 0L);
    }

    public boolean isEmpty() {
        return counts.isEmpty();
    }
}
