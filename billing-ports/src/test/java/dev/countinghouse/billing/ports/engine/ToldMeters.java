package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.notice.Notice;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.provider.ProviderItem;
import dev.countinghouse.billing.domain.provider.ProviderMeter;
import dev.countinghouse.billing.domain.report.MeterTally;
import dev.countinghouse.billing.domain.report.ReportId;
import dev.countinghouse.billing.domain.report.UsageReport;
import dev.countinghouse.billing.ports.driven.MeterGateway;
import dev.countinghouse.billing.ports.standin.MeterStandIn;
import dev.countinghouse.billing.ports.standin.PriceStandIn;
import dev.countinghouse.billing.ports.standin.StandInBook;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The stand-in's meters, all that there are until one is removed, with a list of what they have counted; totals may be late. */
public final class ToldMeters implements MeterGateway {

    private record Counted(UsageReport report, Instant takenAt) {}

    private final InstantSource clock;
    private final PriceStandIn offered;
    private final MeterStandIn meters;
    private final List<Counted> counted = new ArrayList<>();
    private final Set<String> missing = new HashSet<>();
    private Duration lag = Duration.ZERO;

    public ToldMeters(InstantSource clock) {
        StandInBook book = StandInBook.inMemory();
        this.clock = clock;
        this.offered = new PriceStandIn(book);
        this.meters = new MeterStandIn(book, clock);
    }

    /** From now on there is no such meter, and what it is told is refused. */
    public synchronized void removeMeter(String meter) {
        addMeter(meter);
        missing.add(meter);
        offered.putAway(ProviderItem.meterKey(new ProviderMeter(meter, 0)));
    }

    public synchronized void addMeter(String meter) {
        missing.remove(meter);
        offered.put(new ProviderMeter(meter, 0));
    }

    /** How late what is told is in totals. */
    public synchronized void totalsAreLateBy(Duration late) {
        lag = late;
    }

    /** He finds out later that he cannot count it. */
    public synchronized void drop(ReportId id) {
        UsageReport report = counted().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
        counted.removeIf(each -> each.report().id().equals(id));
        MeterTally of = MeterTally.nothing(report.account(), report.meter(), report.toldIn());
        meters.tell(UsageReport.of(
                of, of, Integer.MAX_VALUE, report.at(), report.difference().negate(), clock.instant(), 0));
    }

    /** All that was counted, in the order in which it was. */
    public synchronized List<UsageReport> counted() {
        return counted.stream().map(Counted::report).toList();
    }

    @Override
    public synchronized Answer tell(UsageReport report) {
        if (!missing.contains(report.meter())) {
            addMeter(report.meter());
        }
        Optional<BigInteger> before = inItsMinute(report);
        Answer answer = meters.tell(report);
        if (!inItsMinute(report).equals(before)) {
            counted.add(new Counted(report, clock.instant()));
        }
        return answer;
    }

    private Optional<BigInteger> inItsMinute(UsageReport report) {
        Instant minute = report.at().truncatedTo(ChronoUnit.MINUTES);
        return meters.total(report.account(), report.meter(), new Period(minute, minute.plusSeconds(60)));
    }

    @Override
    public synchronized Optional<BigInteger> total(AccountId account, String meter, Period window) {
        Instant seen = clock.instant().minus(lag);
        BigInteger late = counted.stream()
                .filter(each -> each.takenAt().isAfter(seen))
                .map(Counted::report)
                .filter(each ->
                        each.account().equals(account) && each.meter().equals(meter) && window.contains(each.at()))
                .map(UsageReport::difference)
                .reduce(BigInteger.ZERO, BigInteger::add);
        if (!missing.contains(meter)) {
            addMeter(meter);
        }
        return meters.total(account, meter, window).map(total -> total.subtract(late));
    }

    @Override
    public List<Complaint> complaints(Notice notice) {
        return meters.complaints(notice);
    }
}
