package dev.countinghouse.adapter.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.adapter.stripe.FakeMeters.Counted;
import dev.countinghouse.adapter.stripe.FakeStripe.Fault;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.notice.Notice;
import dev.countinghouse.billing.domain.payment.CustomerRef;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.report.MeterTally;
import dev.countinghouse.billing.domain.report.UsageReport;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.MeterGateway;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.driving.CorrectUsage;
import dev.countinghouse.billing.ports.driving.CorrectUsage.Step;
import dev.countinghouse.billing.ports.driving.RecordUsage.Submission;
import dev.countinghouse.billing.ports.engine.HandClock;
import dev.countinghouse.billing.ports.engine.Workbench;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The whole way to Stripe over real HTTP, told by several threads, while calls are refused, broken, cut off before and after
 * they did something, and those who make them die before and after: what Stripe has in the end is what was used.
 */
abstract class StripeReportsCase {

    static final int REPORTS = 10_000;
    private static final int THREADS = 12;
    private static final String SHOP =
            """
            catalogue: 1
            currency: USD
            meters:
              calls: {event: call, aggregation: count, unit: call}
              tokens: {event: call, aggregation: sum, property: tokens, unit: token}
            plans:
              pro:
                every: month
                charges:
                  calls: {meter: calls, per_unit: 0.10}
                  tokens: {meter: tokens, per_unit: 0.01}
            """;

    /** The process is gone, and can note nothing more. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final HandClock clock = new HandClock(Instant.parse("2026-03-01T00:00:00Z"));
    final FakeStripe stripe = new FakeStripe(clock);
    private final Storage storage = InMemoryStorage.empty();
    private final MeterGateway gateway = new Mortal(new StripeMeterGateway(connection(), storage));
    private final Workbench bench =
            new Workbench(storage, clock, wiring -> wiring.worldClock(clock).tellUsageTo(gateway));
    private final List<AccountId> accounts =
            IntStream.range(0, 20).mapToObj(i -> new AccountId("account-" + i)).toList();
    private final Map<AccountId, List<Integer>> used = new HashMap<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private volatile boolean troubled;

    private StripeConnection connection() {
        StripeSettings usual = Fakes.settings(stripe.address(), 0);
        StripeSettings hasty = new StripeSettings(
                usual.secretKey(),
                usual.webhookSecrets(),
                usual.apiBase(),
                usual.returnPage(),
                Duration.ofSeconds(5),
                Duration.ofMillis(400),
                0);
        return new StripeConnection(way(hasty), millis -> {}, clock);
    }

    /** How usage is told. */
    abstract StripeSettings way(StripeSettings settings);

    /** How often an event was told, with the calls that failed. */
    abstract int told();

    /** Dies now and then, with whoever called it. */
    private final class Mortal implements MeterGateway {

        private final MeterGateway behind;

        Mortal(MeterGateway behind) {
            this.behind = behind;
        }

        @Override
        public Answer tell(UsageReport report) {
            if (dies()) {
                throw new Killed();
            }
            Answer answer = behind.tell(report);
            if (dies()) {
                throw new Killed();
            }
            return answer;
        }

        private boolean dies() {
            return troubled && chance(100);
        }

        @Override
        public Optional<BigInteger> total(AccountId account, String meter, Period window) {
            return behind.total(account, meter, window);
        }

        @Override
        public List<Complaint> complaints(Notice notice) {
            return behind.complaints(notice);
        }
    }

    private boolean chance(int oneIn) {
        synchronized (random) {
            return random.nextInt(oneIn) == 0;
        }
    }

    @AfterEach
    void nothingWasAskedThatStripeDoesNotKnow() {
        threads.shutdownNow();
        stripe.close();
        assertThat(stripe.complaints()).isEmpty();
    }

    @Test
    void whatStripeHasIsWhatWasUsed() {
        bench.engine.publishCatalogue().publish(Workbench.catalogue(SHOP));
        stripe.account.meters.add("pro:calls");
        stripe.account.meters.add("pro:tokens");
        accounts.forEach(account -> {
            bench.open(account);
            bench.subscribe(bench.order(new SubscriptionId("of-" + account), account, "pro", 1));
        });
        clock.advance(Duration.ofMinutes(1));
        stripe.failsByChance(call -> troubled ? fault() : Optional.empty());
        troubled = true;
        while (stripe.account.meters.counted().size() < REPORTS) {
            accounts.forEach(this::use);
            reportAll();
            // a day and more now and then: what was not answered must not be sent again then
            clock.advance(Duration.ofMinutes(chance(60) ? 1_600 : 2));
        }
        troubled = false;
        for (int i = 0; i < 4; i++) {
            clock.advance(Duration.ofHours(9));
            reportAll();
        }
        accounts.forEach(this::agreed);
        assertThat(stripe.account.meters.counted())
                .extracting(Counted::identifier)
                .doesNotHaveDuplicates();
        assertThat(told()).as("with those that failed").isGreaterThan(REPORTS + REPORTS / 20);
    }

    private Optional<Fault> fault() {
        if (chance(500)) {
            return Optional.of(Fault.DONE_AND_SILENT);
        }
        List<Fault> faults = List.of(
                Fault.TOO_MANY,
                Fault.CONFLICT,
                Fault.BROKEN,
                Fault.DROPPED,
                Fault.DONE_AND_DROPPED,
                Fault.DONE_AND_BAD_GATEWAY);
        synchronized (random) {
            return random.nextInt(10) == 0 ? Optional.of(faults.get(random.nextInt(faults.size()))) : Optional.empty();
        }
    }

    private void use(AccountId account) {
        List<Integer> own = used.computeIfAbsent(account, any -> new ArrayList<>());
        int tokens;
        synchronized (random) {
            tokens = 1 + random.nextInt(1_000);
        }
        own.add(tokens);
        bench.record(List.of(new Submission(
                key(account, own.size() - 1),
                "call",
                account.value(),
                clock.instant(),
                Workbench.data(Map.of("tokens", tokens)))));
        if (chance(10)) {
            takeBack(account, own);
        }
    }

    private void takeBack(AccountId account, List<Integer> own) {
        int taken;
        synchronized (random) {
            taken = random.nextInt(own.size());
        }
        own.set(taken, 0);
        bench.engine
                .correctUsage()
                .correct(new CorrectUsage.Order(
                        account, List.of(new Step.Void(key(account, taken))), "somebody", "a test"));
    }

    private static EventKey key(AccountId account, int number) {
        return new EventKey(account.value(), String.valueOf(number));
    }

    private void reportAll() {
        List<Future<?>> running = new ArrayList<>();
        for (AccountId due : bench.engine.reportUsage().due(100)) {
            running.add(threads.submit(() -> report(due)));
        }
        for (Future<?> each : running) {
            try {
                each.get();
            } catch (InterruptedException | ExecutionException failed) {
                throw new AssertionError("seed " + seed, failed);
            }
        }
    }

    private void report(AccountId account) {
        try {
            bench.engine.reportUsage().report(account);
        } catch (UnavailableException | Killed later) {
            assertThat(troubled).as("seed %d: %s", seed, later).isTrue();
        }
    }

    private void agreed(AccountId account) {
        String customer = storage.transactions()
                .inTransaction(Scope.of(account), () -> storage.customerRefs().of(account))
                .map(CustomerRef::value)
                .orElseThrow();
        long calls = used.get(account).stream().filter(tokens -> tokens > 0).count();
        long tokens = used.get(account).stream().mapToLong(Integer::longValue).sum();
        assertThat(Map.of("pro:calls", atStripe(customer, "pro:calls"), "pro:tokens", atStripe(customer, "pro:tokens")))
                .as("seed %d: %s", seed, account)
                .isEqualTo(Map.of("pro:calls", calls, "pro:tokens", tokens));
        assertThat(storage.transactions().inTransaction(Scope.of(account), () -> storage.usageReports()
                        .tallies(account)))
                .as("seed %d: %s", seed, account)
                .allMatch(MeterTally::isTold);
    }

    private long atStripe(String customer, String meter) {
        return stripe.account.meters.counted().stream()
                .filter(each -> each.customer().equals(customer) && each.meter().equals(meter))
                .map(Counted::value)
                .reduce(BigInteger.ZERO, BigInteger::add)
                .longValueExact();
    }
}
