package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.report.MeterTally;
import dev.countinghouse.billing.domain.report.UsageReport;
import dev.countinghouse.billing.ports.driven.MeterGateway;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driving.CorrectUsage;
import dev.countinghouse.billing.ports.driving.CorrectUsage.Step;
import dev.countinghouse.billing.ports.driving.RecordUsage.Submission;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/** An account whose usage a provider invoices: 10 calls a month are free, each other is one at the provider. */
public abstract class ReportCase {

    protected static final Instant START = Instant.parse("2026-03-10T12:00:00Z");
    protected static final Instant SECOND = Instant.parse("2026-04-10T12:00:00Z");
    protected static final Instant THIRD = Instant.parse("2026-05-10T12:00:00Z");

    static final String SHOP =
            """
            catalogue: 1
            currency: USD
            meters:
              calls: {event: call, aggregation: count, unit: call}
              tokens: {event: call, aggregation: sum, property: tokens, unit: token}
              disk: {event: disk, aggregation: time_weighted, property: gb, unit: GB}
            plans:
              pro:
                every: month
                charges:
                  base: {name: Pro, fee: 50.00}
                  calls: {meter: calls, per_unit: 0.10}
                  tokens: {meter: tokens, per_unit: 0.01}
                allowances: {calls: {included: 10, cap: none}}
              big:
                every: month
                charges:
                  base: {name: Big, fee: 90.00}
                  calls: {meter: calls, per_unit: 0.05}
                allowances: {calls: {included: 100, cap: none}}
              levels:
                every: month
                charges: {disk: {meter: disk, per_unit: 1.00}}
              addition:
                role: add_on
                every: month
                charges: {tokens: {meter: tokens, per_unit: 0.02}}
              prepaid:
                every: month
                charges: {calls: {meter: calls, per_unit: 0.10, settle: credits}}
            """;

    protected HandClock clock = new HandClock(START);
    protected ToldMeters provider = new ToldMeters(clock);
    protected Workbench bench = Shop.opened();
    private final AtomicInteger calls = new AtomicInteger();

    protected abstract Storage emptyStorage();

    @BeforeEach
    void openTheShop() {
        openTheShop(emptyStorage(), null);
    }

    /** @param way to the provider; directly, if there is none */
    protected final void openTheShop(Storage storage, @Nullable MeterGateway way) {
        clock = new HandClock(START);
        provider = new ToldMeters(clock);
        calls.set(0);
        bench = over(storage, way == null ? provider : way);
        bench.engine.publishCatalogue().publish(Workbench.catalogue(SHOP));
        bench.open(ACME);
    }

    protected final Workbench over(Storage storage, MeterGateway way) {
        return new Workbench(storage, clock, wiring -> wiring.worldClock(clock).tellUsageTo(way));
    }

    protected final void subscribe(String plan) {
        bench.subscribe(ACME, plan);
    }

    protected final void on(Instant instant) {
        clock.set(instant);
    }

    /** Everything that there is to tell by now. */
    protected final void report() {
        List<AccountId> due = bench.engine.reportUsage().due(100);
        due.forEach(bench.engine.reportUsage()::report);
    }

    /** Events of now; their ids count on. */
    protected final void use(int times) {
        use(times, clock.instant());
    }

    protected final void use(int times, Instant at) {
        List<Submission> events = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            int call = calls.incrementAndGet();
            events.add(new Submission(key(call), "call", ACME.value(), at, Workbench.data(Map.of("tokens", call))));
        }
        bench.record(events);
    }

    protected static EventKey key(int number) {
        return new EventKey("case", String.format("%08d", number));
    }

    protected final void take(int first, int last) {
        List<Step> steps = new ArrayList<>();
        for (int i = first; i <= last; i++) {
            steps.add(new Step.Void(key(i)));
        }
        bench.engine.correctUsage().correct(new CorrectUsage.Order(ACME, steps, "somebody", "a test"));
    }

    /** What the provider adds up of a meter, by the start of the period that it is invoiced with. */
    protected final Map<Instant, Long> atProvider(String meter, Instant... starts) {
        Map<Instant, Long> sums = new TreeMap<>();
        for (int i = 0; i < starts.length; i++) {
            Instant start = starts[i];
            Instant end = i + 1 < starts.length ? starts[i + 1] : Instant.MAX;
            sums.put(
                    start,
                    provider.counted().stream()
                            .filter(report -> report.meter().equals(meter))
                            .filter(report ->
                                    !report.at().isBefore(start) && report.at().isBefore(end))
                            .map(UsageReport::difference)
                            .reduce(BigInteger.ZERO, BigInteger::add)
                            .longValueExact());
        }
        return sums;
    }

    protected final long atProvider(String meter) {
        return atProvider(meter, START).get(START);
    }

    protected final List<Long> told(String meter) {
        return provider.counted().stream()
                .filter(report -> report.meter().equals(meter))
                .map(report -> report.difference().longValueExact())
                .toList();
    }

    protected final List<MeterTally> tallies() {
        return bench.engine.readUsageReports().tallies(ACME);
    }

    protected final MeterTally tally(String meter, Instant start) {
        return tallies().stream()
                .filter(tally ->
                        tally.meter().equals(meter) && tally.period().start().equals(start))
                .findFirst()
                .orElseThrow();
    }

    /** All reports, the newest first. */
    protected final List<UsageReport> reports() {
        return bench.engine.readUsageReports().reports(ACME, 10_000);
    }

    protected final Optional<UsageReport> latest(String meter) {
        return reports().stream().filter(report -> report.meter().equals(meter)).findFirst();
    }

    protected final void later(Duration duration) {
        clock.advance(duration);
    }
}
