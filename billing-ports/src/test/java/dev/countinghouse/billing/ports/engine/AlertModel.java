package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.money.Fraction;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What should be told of an account whose months are the calendar's, in a few lines: usage one after another, each charged
 * by the plan of its time for what lies beyond that plan's allowance. Amounts are in cents.
 */
final class AlertModel {

    record Plan(String key, long allowance, long cents) {}

    record Use(Instant time, long tokens, String project) {}

    private record Charged(Use use, Plan plan, Instant planSince, long cents) {}

    static final List<Plan> PLANS = List.of(new Plan("a", 1_000, 1), new Plan("b", 3_000, 2), new Plan("c", 500, 3));
    static final long MONTH = 4_000;
    static final long WEEK = 2_000;
    static final long RED = 1_500;

    final Map<String, Use> uses = new LinkedHashMap<>();
    final TreeSet<String> told = new TreeSet<>();
    private final TreeMap<Instant, Plan> plans = new TreeMap<>();
    private Instant checked;

    AlertModel(Instant start) {
        plans.put(start, PLANS.get(0));
        checked = start;
    }

    Plan plan() {
        return plans.lastEntry().getValue();
    }

    void change(Instant at, Plan plan) {
        plans.put(at, plan);
    }

    void check(Instant now) {
        Instant end = month(checked, 1);
        while (!end.isAfter(now)) {
            check(end, end.minus(1, ChronoUnit.MICROS), now);
            end = month(end, 1);
        }
        check(now.plusNanos(1), now, now);
        checked = now;
    }

    private static Instant month(Instant at, int later) {
        ZonedDateTime first =
                at.atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1);
        return first.plusMonths(later).toInstant();
    }

    /** As of {@code end}, which is not included, in the month of {@code inside}. */
    private void check(Instant end, Instant inside, Instant now) {
        Instant month = month(inside, 0);
        List<Charged> all = charged(end);
        List<Charged> inMonth =
                all.stream().filter(each -> !each.use.time.isBefore(month)).toList();
        long used = inMonth.stream().mapToLong(each -> each.use.tokens).sum();
        long allowance = plans.floorEntry(inside).getValue().allowance;
        tell("tokens", month, Fraction.of(used), allowance, now);
        tell("month", month, sum(inMonth), MONTH, now);
        tell("red", month, red(inMonth), RED, now);
        Instant week = inside.truncatedTo(ChronoUnit.DAYS).minus(6, ChronoUnit.DAYS);
        tell(
                "week",
                month,
                sum(all.stream().filter(each -> !each.use.time.isBefore(week)).toList()),
                WEEK,
                now);
    }

    private void tell(String subject, Instant month, Fraction used, long limit, Instant now) {
        for (long threshold : List.of(80L, 100L, 120L)) {
            boolean known = told.stream().anyMatch(each -> each.startsWith(key(subject, month, threshold)));
            if (!known && used.times(Fraction.of(100)).compareTo(Fraction.of(limit * threshold)) >= 0) {
                told.add(key(subject, month, threshold) + now);
            }
        }
    }

    static String key(String subject, Instant month, long threshold) {
        return subject + " " + month + " " + threshold + " at ";
    }

    private static Fraction sum(List<Charged> charged) {
        return Fraction.of(charged.stream().mapToLong(Charged::cents).sum());
    }

    /** Of what each plan charged in its time, the share of the tokens of that time. */
    private static Fraction red(List<Charged> charged) {
        Map<Instant, List<Charged>> bySegment = new TreeMap<>();
        charged.forEach(each -> bySegment
                .computeIfAbsent(each.planSince, any -> new ArrayList<>())
                .add(each));
        return bySegment.values().stream()
                .map(segment -> {
                    long all =
                            segment.stream().mapToLong(each -> each.use.tokens).sum();
                    long red = segment.stream()
                            .filter(each -> each.use.project.equals("red"))
                            .mapToLong(each -> each.use.tokens)
                            .sum();
                    return sum(segment).times(Fraction.of(red, all));
                })
                .reduce(Fraction.ZERO, Fraction::plus);
    }

    private List<Charged> charged(Instant end) {
        List<Charged> charged = new ArrayList<>();
        Instant month = Instant.MIN;
        long total = 0;
        for (Use use : uses.values().stream()
                .filter(each -> each.time.isBefore(end))
                .sorted(Comparator.comparing(Use::time))
                .toList()) {
            if (!month(use.time, 0).equals(month)) {
                month = month(use.time, 0);
                total = 0;
            }
            Map.Entry<Instant, Plan> plan = plans.floorEntry(use.time);
            long allowance = plan.getValue().allowance;
            long beyond = Math.max(total + use.tokens - allowance, 0) - Math.max(total - allowance, 0);
            charged.add(new Charged(use, plan.getValue(), plan.getKey(), beyond * plan.getValue().cents));
            total += use.tokens;
        }
        return charged;
    }
}
