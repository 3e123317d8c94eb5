package dev.countinghouse.billing.domain.notification;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which messages an endpoint wants.
 *
 * @param types {@code invoice.issued} is that type, {@code invoice.*} all that begin so; none means all there are
 */
public record EventFilter(SortedSet<String> types) {

    public static final EventFilter ALL = new EventFilter(new TreeSet<>());

    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z0-9_]+)*(\\.\\*)?");
    private static final int MOST = 50;

    public EventFilter {
        if (types.size() > MOST) {
            throw new IllegalArgumentException("an endpoint names " + types.size() + " types, it may name " + MOST);
        }
        types.stream().filter(type -> !FORM.matcher(type).matches()).findFirst().ifPresent(wrong -> {
            throw new IllegalArgumentException(
                    "type '" + wrong + "' must be such as invoice.issued, or invoice.* for all that begin so");
        });
        types = Collections.unmodifiableSortedSet(new TreeSet<>(types));
    }

    public static EventFilter of(Collection<String> types) {
        return new EventFilter(new TreeSet<>(types));
    }

    public boolean matches(String type) {
        return types.isEmpty() || types.stream().anyMatch(wanted -> matches(wanted, type));
    }

    /** Whether a type of a filter, which may end in {@code .*}, takes in a type of a message. */
    public static boolean matches(String wanted, String type) {
        return wanted.endsWith(".*") ? type.startsWith(wanted.substring(0, wanted.length() - 1)) : wanted.equals(type);
    }
}
