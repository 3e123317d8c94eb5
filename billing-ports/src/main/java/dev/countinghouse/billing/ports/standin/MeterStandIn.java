package dev.countinghouse.billing.ports.standin;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.notice.Notice;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.report.ReportId;
import dev.countinghouse.billing.domain.report.UsageReport;
import dev.countinghouse.billing.ports.driven.MeterGateway;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A provider that adds up what he is told, in memory, and invoices nobody. He is as particular as real ones are: about times,
 * and about whole minutes; he forgets identifiers after a day, and his totals come late.
 */
public final class MeterStandIn implements MeterGateway {

    private static final Duration PAST = Duration.ofDays(35);
    private static final Duration FUTURE = Duration.ofMinutes(5);
    private static final Duration MEMORY = Duration.ofHours(24);

    private record Counted(UsageReport report, Instant takenAt) {}

    private final InstantSource clock;
    private final List<Counted> counted = new ArrayList<>();
    private final Map<ReportId, Instant> known = new HashMap<>();
    private final Set<String> missing = new HashSet<>();
    private Duration lag = Duration.ZERO;

    public MeterStandIn(InstantSource clock) {
        this.clock = clock;
    }

    /** From now on there is no such meter, and what it is told is refused. */
    public synchronized void removeMeter(String meter) {
        missing.add(meter);
    }

    public synchronized void addMeter(String meter) {
        missing.remove(meter);
    }

    /** How late what is told is in totals. */
    public synchronized void totalsAreLateBy(Duration late) {
        lag = late;
    }

    /** He finds out later that he cannot count it: whether he had. */
    public synchronized boolean drop(ReportId report) {
        return counted.removeIf(each -> each.report().id().equals(report));
    }

    /** All that was counted, in the order in which it was. */
    public synchronized List<UsageReport> counted() {
        return counted.stream().map(Counted::report).toList();
    }

    @Override
    public synchronized Answer tell(UsageReport report) {
        Instant now = clock.instant();
        if (missing.contains(report.meter())) {
            return Answer.refused("there is no meter " + report.meter());
        }
        if (report.at().isBefore(now.minus(PAST)) || report.at().isAfter(now.plus(FUTURE))) {
            return Answer.refused("it is told for " + report.at() + ", and now it is " + now);
        }
        boolean isKnown = Optional.ofNullable(known.get(report.id()))
                .filter(at -> now.isBefore(at.plus(MEMORY)))
                .isPresent();
        if (!isKnown) {
            known.put(report.id(), now);
            counted.add(new Counted(report, now));
        }
        return Answer.TAKEN;
    }

    @Override
    public synchronized Optional<BigInteger> total(AccountId account, String meter, Period window) {
        if (window.start().getEpochSecond() % 60 != 0 || window.end().getEpochSecond() % 60 != 0) {
            throw new IllegalArgumentException("totals are of whole minutes, not of " + window);
        }
        Instant seen = clock.instant().minus(lag);
        return missing.contains(meter)
                ? Optional.empty()
                : Optional.of(counted.stream()
                        .filter(each -> !each.takenAt().isAfter(seen))
                        .map(Counted::report)
                        .filter(each -> each.account().equals(account)
                                && each.meter().equals(meter)
                                && window.contains(each.at()))
                        .map(UsageReport::difference)
                        .reduce(BigInteger.ZERO, BigInteger::add));
    }

    /** Each line of the body is the id of a report, a space, and why it is not counted. */
    @Override
    public List<Complaint> complaints(Notice notice) {
        return notice.body()
                .lines()
                .map(line -> line.split(" ", 2))
                .map(parts -> new Complaint(new ReportId(parts[0]), parts[1]))
                .toList();
    }
}
