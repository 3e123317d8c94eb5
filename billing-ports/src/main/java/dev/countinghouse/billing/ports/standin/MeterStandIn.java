package dev.countinghouse.billing.ports.standin;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.notice.Notice;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.provider.ProviderItem;
import dev.countinghouse.billing.domain.provider.ProviderItem.Found.State;
import dev.countinghouse.billing.domain.provider.ProviderMeter;
import dev.countinghouse.billing.domain.report.ReportId;
import dev.countinghouse.billing.domain.report.UsageReport;
import dev.countinghouse.billing.ports.driven.MeterGateway;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The meters of the provider that {@link PaymentStandIn} stands in for, over the same book: those that {@link PriceStandIn}
 * has in use. He is as particular as real ones are: about times, and about whole minutes; and he forgets identifiers after
 * a day.
 */
public final class MeterStandIn implements MeterGateway {

    private static final Duration PAST = Duration.ofDays(35);
    private static final Duration FUTURE = Duration.ofMinutes(5);

    private final InstantSource clock;
    private final PriceStandIn offered;
    private final StandInMeters meters;
    private final StandInBilling billing;

    public MeterStandIn(StandInBook book, InstantSource clock) {
        this.clock = clock;
        this.offered = new PriceStandIn(book);
        this.meters = new StandInMeters(book);
        this.billing = new StandInBilling(book);
    }

    @Override
    public Answer tell(UsageReport report) {
        Instant now = clock.instant();
        if (!hasMeter(report.meter())) {
            return Answer.refused("there is no meter " + report.meter());
        }
        if (report.at().isBefore(now.minus(PAST)) || report.at().isAfter(now.plus(FUTURE))) {
            return Answer.refused("it is told for " + report.at() + ", and now it is " + now);
        }
        // what is invoiced by now is so without it
        billing.asOf(report.account(), now);
        meters.count(report, now);
        return Answer.TAKEN;
    }

    private boolean hasMeter(String meter) {
        return offered.find(ProviderItem.meterKey(new ProviderMeter(meter, 0)))
                .filter(found -> found.state() == State.ACTIVE)
                .isPresent();
    }

    @Override
    public Optional<BigInteger> total(AccountId account, String meter, Period window) {
        if (window.start().getEpochSecond() % 60 != 0 || window.end().getEpochSecond() % 60 != 0) {
            throw new IllegalArgumentException("totals are of whole minutes, not of " + window);
        }
        return hasMeter(meter)
                ? Optional.of(meters.total(account, meter, window).orElse(BigInteger.ZERO))
                : Optional.empty();
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
