package dev.countinghouse.billing.ports.catalogue.charge;

import dev.countinghouse.billing.ports.catalogue.source.Groups;
import dev.countinghouse.billing.ports.catalogue.source.Node;
import dev.countinghouse.billing.ports.catalogue.source.Problems;
import dev.countinghouse.billing.ports.catalogue.source.Values;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The syntax of days and times on the clock: {@code [mon, tue]} or {@code weekdays}, {@code 22:00}. */
final class Hours {

    static final String END_OF_DAY = "24:00";

    static final SortedSet<DayOfWeek> EVERY_DAY = new TreeSet<>(EnumSet.allOf(DayOfWeek.class));

    private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-4]):[0-5][0-9](:[0-5][0-9])?");
    private static final Map<String, SortedSet<DayOfWeek>> SPANS = spans();
    private static final Map<String, DayOfWeek> NAMES = names();

    private Hours() {}

    static Optional<SortedSet<DayOfWeek>> days(Node node, Problems problems) {
        if (node instanceof Node.Scalar) {
            return Values.oneOf(SPANS).read(node, problems);
        }
        return Groups.listOf(Values.oneOf(NAMES)).read(node, problems).map(TreeSet::new);
    }

    /** 24:00 is the midnight that ends the day. */
    static Optional<LocalTime> time(Node node, Problems problems) {
        return Values.text(node, problems).flatMap(text -> {
            if (!TIME.matcher(text).matches() || (text.startsWith("24") && !text.equals(END_OF_DAY))) {
                return problems.report(node, "is " + node.described() + ", write a time from \"00:00\" to \"24:00\"");
            }
            return Optional.of(text.equals(END_OF_DAY) ? LocalTime.MIDNIGHT : LocalTime.parse(text));
        });
    }

    static List<String> names(SortedSet<DayOfWeek> days) {
        return days.stream().map(Hours::name).toList();
    }

    private static Map<String, SortedSet<DayOfWeek>> spans() {
        Map<String, SortedSet<DayOfWeek>> spans = new LinkedHashMap<>();
        spans.put("all", EVERY_DAY);
        spans.put("weekdays", new TreeSet<>(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY)));
        spans.put("weekend", new TreeSet<>(EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY)));
        return spans;
    }

    private static Map<String, DayOfWeek> names() {
        Map<String, DayOfWeek> names = new LinkedHashMap<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            names.put(name(day), day);
        }
        return names;
    }

    private static String name(DayOfWeek day) {
        return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
    }
}
