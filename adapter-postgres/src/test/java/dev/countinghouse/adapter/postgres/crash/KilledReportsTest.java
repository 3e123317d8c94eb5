package dev.countinghouse.adapter.postgres.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.countinghouse.adapter.postgres.PostgresStorage;
import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.report.MeterTally;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.engine.HandClock;
import dev.countinghouse.billing.ports.engine.ToldMeters;
import dev.countinghouse.billing.ports.engine.Workbench;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Processes that tell usage are killed by whom they tell it: before he has counted a report, and after, without an answer. */
class KilledReportsTest {

    private static final int ACCOUNTS = 6;
    private static final int KILLS = 6;
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

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final HandClock clock = new HandClock(KillScenario.NOW);
    private final Map<String, Long> counted = new ConcurrentHashMap<>();
    private final HttpServer provider;
    private volatile Optional<Process> victim = Optional.empty();
    private volatile int killAt;
    private int heard;

    KilledReportsTest() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/", this::hear);
        provider.setExecutor(Executors.newCachedThreadPool());
        provider.start();
    }

    @AfterEach
    void end() {
        provider.stop(0);
    }

    /** One at a time, so that it is known what was counted when somebody died. */
    private synchronized void hear(HttpExchange exchange) throws IOException {
        try (exchange) {
            String line = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            heard++;
            if (heard == killAt && killAt % 2 == 0) {
                victim.orElseThrow().destroyForcibly();
                return;
            }
            if (heard <= killAt || killAt == 0) {
                String[] parts = line.split(" ");
                counted.putIfAbsent(parts[0] + " " + parts[1] + " " + parts[2], Long.parseLong(parts[3]));
            }
            if (heard >= killAt && killAt > 0) {
                victim.orElseThrow().destroyForcibly();
                return;
            }
            exchange.sendResponseHeaders(204, -1);
        }
    }

    @Test
    void whatWasToldIsCountedOnceWhoeverWasKilled() throws Exception {
        DATABASE.clear();
        Workbench bench = new Workbench(
                PostgresStorage.over(DATABASE.service(), DATABASE.system()), clock, wiring -> wiring.worldClock(clock)
                        .tellUsageTo(new ToldMeters(clock)));
        bench.engine.publishCatalogue().publish(Workbench.catalogue(SHOP));
        List<AccountId> accounts = IntStream.range(0, ACCOUNTS)
                .mapToObj(i -> new AccountId("account-" + i))
                .toList();
        accounts.forEach(account -> {
            bench.open(account);
            bench.subscribe(bench.order(new SubscriptionId("of-" + account), account, "pro", 1));
        });
        for (int kill = 1; kill <= KILLS; kill++) {
            accounts.forEach(account -> bench.count(account, "call", 3, Map.of("tokens", 7)));
            killAt = kill;
            heard = 0;
            // after the claims of whoever was killed before
            clock.advance(Duration.ofMinutes(25));
            assertThat(run()).as("killed").isNotZero();
        }
        killAt = 0;
        clock.advance(Duration.ofMinutes(25));
        assertThat(run()).isZero();

        accounts.forEach(account -> {
            assertThat(sum(account + " pro:calls ")).isEqualTo(3 * KILLS);
            assertThat(sum(account + " pro:tokens ")).isEqualTo(3 * KILLS * 7);
            assertThat(bench.engine.readUsageReports().tallies(account))
                    .hasSize(2)
                    .allMatch(MeterTally::isTold);
        });
    }

    private long sum(String beginning) {
        return counted.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(beginning))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private int run() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ReportingProcess.class.getName(),
                        DATABASE.url(),
                        clock.instant().toString(),
                        "http://localhost:" + provider.getAddress().getPort())
                .inheritIO()
                .start();
        victim = Optional.of(process);
        return process.waitFor();
    }
}
