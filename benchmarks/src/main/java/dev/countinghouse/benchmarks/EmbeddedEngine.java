package dev.countinghouse.benchmarks;

import dev.countinghouse.billing.domain.account.Account;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.account.Party;
import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.metering.Value;
import dev.countinghouse.billing.domain.subscription.Lifecycle;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driving.RecordUsage;
import dev.countinghouse.billing.ports.driving.RecordUsage.Submission;
import dev.countinghouse.billing.ports.driving.StartSubscription;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import dev.countinghouse.billing.ports.engine.BillingEngineBuilder;
import dev.countinghouse.billing.ports.pricebook.PriceBookFile;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** An engine with one account on the five-meter plan, and the events it is fed, the same ones every time. */
final class EmbeddedEngine {

    static final AccountId ACCOUNT = new AccountId("acme");
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final Instant NOW = Instant.parse("2026-01-31T00:00:00Z");

    private static final int BATCH = 1_000;
    private static final int DIFFERENT_CALLS = 997;
    private static final long MONTH_SECONDS = NOW.getEpochSecond() - START.getEpochSecond() - 60;
    private static final long LIVE_SECONDS = 6 * 3_600;
    private static final long SEED = 20_260_131;

    /** Read once: a fresh engine for every measurement should not read what none of them uses. */
    private static final PriceBookFile PRICES = PriceBookFile.bundled();

    private EmbeddedEngine() {}

    static BillingEngine start() {
        return start(BillingEngine.builder().inMemory());
    }

    /** @param where the builder with empty storage chosen */
    static BillingEngine start(BillingEngineBuilder where) {
        BillingEngine engine = where.clock(() -> NOW).priceBook(PRICES).build();
        engine.publishCatalogue().publish(FiveMeterPlan.catalogue());
        engine.openAccount()
                .open(new Account(
                        ACCOUNT, Party.named("Acme"), ZoneOffset.UTC, FiveMeterPlan.USD, List.of(), new TreeSet<>()));
        StartSubscription.Outcome outcome = engine.startSubscription()
                .start(new StartSubscription.Order(
                        new SubscriptionId("acme-1"),
                        ACCOUNT,
                        FiveMeterPlan.KEY,
                        1,
                        START,
                        Lifecycle.Anchor.START,
                        false,
                        List.of()));
        if (!(outcome instanceof StartSubscription.Outcome.Started)) {
            throw new IllegalStateException("not started: " + outcome);
        }
        return engine;
    }

    /** Calls spread over the month up to now, a few out of order, in batches; every event counts on all five meters. */
    static List<List<Submission>> batches(int events) {
        return stream("call-", MONTH_SECONDS, events).toList();
    }

    /** The same, named otherwise. */
    static List<List<Submission>> batches(String name, int events) {
        return stream(name, MONTH_SECONDS, events).toList();
    }

    /** Calls of the last hours, as they come in while they are made: a batch is of minutes. */
    static List<List<Submission>> live(int events) {
        return stream("live-", LIVE_SECONDS, events).toList();
    }

    /** Those of the month one batch after the other, for more than the memory holds. */
    static Iterable<List<Submission>> streamed(int events) {
        return stream("call-", MONTH_SECONDS, events)::iterator;
    }

    private static Stream<List<Submission>> stream(String name, long seconds, int events) {
        Random random = new Random(SEED);
        List<EventData> calls = calls(random);
        Instant first = NOW.minusSeconds(seconds + 60);
        return IntStream.range(0, (events + BATCH - 1) / BATCH)
                .mapToObj(batch -> IntStream.range(batch * BATCH, Math.min(events, (batch + 1) * BATCH))
                        .mapToObj(i -> new Submission(
                                new EventKey("gateway", name + i),
                                FiveMeterPlan.EVENT_TYPE,
                                ACCOUNT.value(),
                                first.plusSeconds(seconds * i / events + random.nextInt(60)),
                                calls.get(i % DIFFERENT_CALLS)))
                        .toList());
    }

    private static List<EventData> calls(Random random) {
        List<EventData> calls = new ArrayList<>();
        for (int i = 0; i < DIFFERENT_CALLS; i++) {
            calls.add(EventData.of(Map.of(
                    "model", new Value.Text("model-" + random.nextInt(5)),
                    "input", number(1 + random.nextInt(100_000)),
                    "output", number(1 + random.nextInt(8_000)),
                    "seconds", new Value.Numeric(BigDecimal.valueOf(1 + random.nextInt(90_000), 3)),
                    "bytes", number(100 + random.nextInt(1_000_000)))));
        }
        return calls;
    }

    private static Value number(long number) {
        return new Value.Numeric(BigDecimal.valueOf(number));
    }

    /** Records them all; every one must be accepted on all five meters. */
    static void feed(RecordUsage recordUsage, List<List<Submission>> batches) {
        for (List<Submission> batch : batches) {
            for (RecordUsage.Outcome outcome : recordUsage.record(batch)) {
                if (!(outcome instanceof RecordUsage.Outcome.Accepted accepted) || accepted.matched() != 5) {
                    throw new IllegalStateException("not accepted on five meters: " + outcome);
                }
            }
        }
    }
}
