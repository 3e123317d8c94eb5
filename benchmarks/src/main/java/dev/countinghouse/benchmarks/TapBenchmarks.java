package dev.countinghouse.benchmarks;

import dev.countinghouse.billing.domain.account.Account;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.subscription.Lifecycle;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.catalogue.CatalogueReader;
import dev.countinghouse.billing.ports.driving.StartSubscription;
import dev.countinghouse.billing.ports.driving.TapMeters.Tap;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** A decision in the process on one limit, allowed, against a bucket of bucket4j in memory. Both take turns; wall time. */
public final class TapBenchmarks {

    private static final int ROUNDS = 7;
    private static final int WARM_UP = 3;
    private static final int STEPS = 5_000_000;
    private static final int AT_ONCE = 1_000_000;

    private static final String CATALOGUE =
            """
            catalogue: 1
            currency: USD
            meters:
              tokens: {unit: token, event: llm, aggregation: sum, property: tokens}
            plans:
              some:
                every: month
                allowances:
                  tokens: {included: 1000000000000, cap: hard}
                charges:
                  base: {name: Some, fee: 0.00}
            """;

    private TapBenchmarks() {}

    public static void main(String[] args) {
        try (Tap tap = tap()) {
            Bucket bucket = Bucket.builder()
                    .addLimit(limit ->
                            limit.capacity(1_000_000_000_000L).refillGreedy(1_000_000_000_000L, Duration.ofDays(1)))
                    .build();
            Ratios ratios = new Ratios(ROUNDS, WARM_UP);
            long nanos = 0;
            for (int round = 0; round < ROUNDS + WARM_UP; round++) {
                long base = timed(() -> bucket.tryConsume(1));
                nanos = timed(() -> tap.take(1));
                ratios.add(base, nanos);
            }
            ratios.print("allowed, one limit, one thread; bucket4j = 1", 2);
            System.out.println("    " + nanos / STEPS + " ns each, in the last round");
        }
    }

    private static long timed(BooleanSupplier step) {
        long start = System.nanoTime();
        for (int i = 0; i < STEPS; i++) {
            if (!step.getAsBoolean()) {
                throw new IllegalStateException("refused after " + i);
            }
        }
        return System.nanoTime() - start;
    }

    private static Tap tap() {
        AccountId acme = new AccountId("acme");
        BillingEngine engine = BillingEngine.builder().inMemory().build();
        engine.publishCatalogue()
                .publish(CatalogueReader.read("bench.yaml", CATALOGUE).orThrow());
        engine.openAccount().open(Account.named(acme, "Acme", ZoneOffset.UTC, Currency.getInstance("USD")));
        engine.startSubscription()
                .start(new StartSubscription.Order(
                        new SubscriptionId("main"),
                        acme,
                        new PlanKey("some"),
                        1,
                        Instant.now().minusSeconds(60),
                        Lifecycle.Anchor.START,
                        false,
                        List.of()));
        return engine.tapMeters().open(acme, new MeterKey("tokens"), Map.of(), AT_ONCE);
    }
}
