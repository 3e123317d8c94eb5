package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.report.MeterTally;
import dev.countinghouse.billing.domain.report.UsageReport;
import dev.countinghouse.billing.ports.driven.MeterGateway;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.driving.RecordUsage.Submission;
import dev.countinghouse.billing.ports.engine.FailingStorage.Moment;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Random usage, late and early, taken back and told, while storage and provider fail anywhere: whatever happened, the provider
 * has in the end what the usage comes to, and never less than nothing in a period.
 */
public abstract class ReportHistoryContract extends ReportCase {

    private static final int STEPS = 80;

    /** How many histories. */
    protected abstract int histories();

    private record Event(EventKey key, Instant at, int tokens) {}

    private final List<Event> events = new ArrayList<>();
    private FailingStorage failing = new FailingStorage(Shop.opened().storage, 0, Moment.BEFORE);
    private Random random = new Random();
    private int number;

    @Test
    void theProvidersTotalIsOurs() {
        long seed = System.nanoTime();
        for (int i = 0; i < histories(); i++) {
            history(seed + i);
        }
    }

    private void history(long seed) {
        random = new Random(seed);
        events.clear();
        number = 0;
        Storage behind = emptyStorage();
        failing = new FailingStorage(behind, 0, Moment.BEFORE);
        openTheShop(behind, null);
        bench = over(failing.storage(), failing.failing(MeterGateway.class, provider));
        on(START.plusMillis(random.nextInt(120_000)));
        subscribe("pro");
        for (int step = 0; step < STEPS; step++) {
            step();
        }
        provider.addMeter("pro:calls");
        provider.totalsAreLateBy(Duration.ZERO);
        settle();
        // room for whatever is held back
        later(Duration.ofMinutes(2));
        record(600, clock.instant());
        settle();
        agreed("seed " + seed);
    }

    private void step() {
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> record(1 + random.nextInt(12), clock.instant());
            case 3 -> record(1 + random.nextInt(5), some(Duration.ofDays(34)));
            case 4 -> record(1, clock.instant().plusSeconds(random.nextInt(290)));
            case 5 -> takeBack(1 + random.nextInt(20));
            case 6 -> later(Duration.ofSeconds(random.nextInt(3_000)));
            case 7 -> later(Duration.ofHours(random.nextInt(60)));
            case 8 -> later(Duration.ofDays(random.nextInt(4)));
            case 9 -> changeProvider();
            default -> reportAndFail();
        }
    }

    private Instant some(Duration back) {
        Instant at = clock.instant().minusSeconds(random.nextInt(Math.toIntExact(back.toSeconds())));
        return at.isBefore(start()) ? start() : at;
    }

    private Instant start() {
        return bench.engine
                .readSubscriptions()
                .find(Workbench.MAIN)
                .orElseThrow()
                .subscription()
                .startedAt();
    }

    private void record(int times, Instant at) {
        List<Submission> batch = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            int tokens = random.nextInt(50);
            number++;
            events.add(new Event(key(number), at, tokens));
            batch.add(new Submission(key(number), "call", ACME.value(), at, Workbench.data(Map.of("tokens", tokens))));
        }
        bench.record(batch);
    }

    private void takeBack(int times) {
        for (int i = 0; i < times && !events.isEmpty(); i++) {
            Event taken = events.remove(random.nextInt(events.size()));
            int last = Integer.parseInt(taken.key().id());
            take(last, last);
        }
    }

    private void changeProvider() {
        switch (random.nextInt(3)) {
            case 0 -> provider.removeMeter("pro:calls");
            case 1 -> provider.totalsAreLateBy(Duration.ofMinutes(random.nextInt(10)));
            default -> provider.addMeter("pro:calls");
        }
    }

    private void reportAndFail() {
        if (random.nextBoolean()) {
            failing.arm(1 + random.nextInt(60), random.nextBoolean() ? Moment.BEFORE : Moment.AFTER);
        }
        try {
            report();
        } catch (UnavailableException crashed) {
            // whoever comes later goes on
        }
        failing.disarm();
        assertThat(tallies()).allSatisfy(tally -> assertThat(between(tally)).isNotNegative());
    }

    private void settle() {
        for (int i = 0; i < 12; i++) {
            later(Duration.ofHours(9));
            report();
        }
    }

    private void agreed(String seed) {
        for (MeterTally tally : tallies()) {
            String what = seed + ": " + tally;
            assertThat(tally.missing()).as(what).isZero();
            assertThat(tally.total().longValueExact()).as(what).isEqualTo(expected(tally));
            assertThat(tally.there()).as(what).isNotNegative();
            assertThat(BigInteger.valueOf(between(tally))).as(what).isEqualTo(tally.there());
        }
        for (String meter : List.of("pro:calls", "pro:tokens")) {
            assertThat(atProvider(meter, Instant.EPOCH).get(Instant.EPOCH))
                    .as(seed + ": " + meter)
                    .isEqualTo(tallies().stream()
                            .filter(tally -> tally.meter().equals(meter))
                            .mapToLong(this::expected)
                            .sum());
        }
        assertThat(missed()).as(seed).isEmpty();
        assertThat(reports()).as(seed).noneMatch(UsageReport::isOpen);
    }

    private long between(MeterTally tally) {
        return atProvider(tally.meter(), tally.period().start(), tally.period().end())
                .get(tally.period().start());
    }

    private long expected(MeterTally tally) {
        List<Event> own = events.stream()
                .filter(event -> tally.period().contains(event.at()))
                .toList();
        return tally.meter().equals("pro:calls")
                ? Math.max(0, own.size() - 10)
                : own.stream().mapToInt(Event::tokens).sum();
    }

    /** Events in no period that anything was told of. */
    private Map<Instant, Event> missed() {
        Map<Instant, Event> missed = new TreeMap<>();
        events.stream()
                .filter(event -> event.tokens() > 0)
                .filter(event -> tallies().stream()
                        .noneMatch(tally -> tally.meter().equals("pro:tokens")
                                && tally.period().contains(event.at())))
                .forEach(event -> missed.put(event.at(), event));
        return missed;
    }
}
