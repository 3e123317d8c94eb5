package dev.countinghouse.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.billing.ports.http.RequestGuard;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A server whose endpoints are protected, over HTTP. Each adds 1 to what was served before it does anything else:
 *
 * <ul>
 *   <li>{@code /reports} counts one report, {@code /answers} the same and answers repeats;
 *   <li>{@code /pages} may use {@code most} pages and tells that it has used {@code used};
 *   <li>{@code /stream} tells page by page and breaks off after {@code used};
 *   <li>{@code /later} ends on another thread;
 *   <li>all fail with a status or an exception where {@code fail} says so.
 * </ul>
 */
abstract class ProtectedServerCase {

    protected ReportServer host;

    protected abstract TestDatabase database();

    /** Answers the port. */
    protected abstract int start(RequestGuard guard) throws Exception;

    protected abstract void stop() throws Exception;

    /** Whose log it is. */
    protected abstract Class<?> filter();

    @BeforeEach
    void serve() throws Exception {
        host = new ReportServer(database());
        host.listensAt(start(new RequestGuard(
                host.billing.guardCalls(),
                host.billing.settleCalls(),
                host.billing.readCatalogue(),
                host.billing.readTime())));
    }

    @AfterEach
    void close() throws Exception {
        stop();
        host.close();
    }

    private static JsonNode json(HttpResponse<String> response) {
        try {
            return new JsonMapper().readTree(response.body());
        } catch (IOException broken) {
            throw new IllegalStateException(response.body(), broken);
        }
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    protected final void posted(int status, String path, String... headers) {
        assertThat(host.post(path, headers))
                .extracting(HttpResponse::statusCode)
                .isEqualTo(status);
    }

    @Test
    void upToTheCapRequestsAreServedAndAfterAnUpgradeAgain() {
        for (int left = 9; left >= 0; left--) {
            HttpResponse<String> response = host.post("/reports");
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("served " + (10 - left));
            assertThat(header(response, "RateLimit-Policy")).isEqualTo("\"meter/reports\";q=10");
            assertThat(header(response, "RateLimit")).startsWith("\"meter/reports\";r=" + left + ";t=");
        }
        HttpResponse<String> refused = host.post("/reports");
        assertThat(refused.statusCode()).isEqualTo(402);
        assertThat(header(refused, "Content-Type")).startsWith("application/problem+json");
        assertThat(header(refused, "RateLimit")).startsWith("\"meter/reports\";r=0;t=");
        // the end of March, 31 days less an hour
        assertThat(header(refused, "Retry-After")).isEqualTo("2674800");
        JsonNode problem = json(refused);
        assertThat(problem.get("type").textValue()).isEqualTo("urn:countinghouse:problem:quota-exceeded");
        assertThat(problem.get("status").intValue()).isEqualTo(402);
        assertThat(problem.get("reason").textValue()).isEqualTo("hard_cap");
        assertThat(problem.at("/limits/0/used").textValue()).isEqualTo("10");
        assertThat(problem.at("/limits/0/remaining").textValue()).isEqualTo("0");
        assertThat(problem.at("/upgrades/0").textValue()).isEqualTo("pro");
        assertThat(host.served).hasValue(10);

        host.upgrade();
        assertThat(host.post("/reports").body()).isEqualTo("served 11");
        assertThat(host.used("reports")).isEqualTo("11");
        assertThat(host.settledElsewhere()).as("who waits is its own thread").isZero();
    }

    @Test
    void whatIsSentAgainWithItsKeyIsCountedOnce() {
        assertThat(host.post("/answers", "Idempotency-Key", "a").body()).isEqualTo("served 1");
        HttpResponse<String> again = host.post("/answers", "Idempotency-Key", "a");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo("again");
        assertThat(header(again, "RateLimit")).startsWith("\"meter/reports\";r=");
        assertThat(host.used("reports")).isEqualTo("1");

        posted(200, "/reports", "Idempotency-Key", "a");
        HttpResponse<String> twice = host.post("/reports", "Idempotency-Key", "a");
        assertThat(twice.statusCode()).isEqualTo(409);
        assertThat(json(twice).get("type").textValue()).isEqualTo("urn:countinghouse:problem:conflict");
        posted(200, "/reports", "Idempotency-Key", "b");
        posted(200, "/reports");
        posted(400, "/reports", "Idempotency-Key", "two words");
        assertThat(host.used("reports")).isEqualTo("4");
        assertThat(host.served).hasValue(4);
    }

    @Test
    void whatFailsGivesBackAndMayBeSentAgainWithItsKey() {
        posted(500, "/reports?fail=throw", "Idempotency-Key", "a");
        posted(503, "/reports?fail=status", "Idempotency-Key", "a");
        for (int time = 0; time < 11; time++) {
            posted(500, "/reports?fail=throw");
        }
        assertThat(host.served).as("each was admitted").hasValue(13);
        assertThat(host.used("reports")).isEqualTo("0");

        posted(503, "/answers?fail=once", "Idempotency-Key", "a");
        posted(200, "/answers?fail=once", "Idempotency-Key", "a");
        assertThat(host.post("/answers?fail=once", "Idempotency-Key", "a").body())
                .isEqualTo("again");
        assertThat(host.used("reports")).isEqualTo("1");
    }

    @Test
    void whatAnEndpointTellsIsWhatIsCounted() {
        posted(200, "/pages?most=60&used=7");
        assertThat(host.used("pages")).isEqualTo("7");
        HttpResponse<String> refused = host.post("/pages?most=94&used=1");
        assertThat(refused.statusCode()).isEqualTo(402);
        assertThat(json(refused).at("/limits/0/wanted").textValue()).isEqualTo("94");
        assertThat(json(refused).get("plans").textValue()).isEqualTo("https://shop.example/plans");
        posted(500, "/pages?most=50&used=5&fail=throw");
        assertThat(host.used("pages")).as("what was used before it failed").isEqualTo("12");
        posted(200, "/pages?most=50&used=0");
        posted(200, "/pages?most=80");
        assertThat(host.used("pages")).as("nothing told: the most").isEqualTo("92");
        posted(200, "/pages?most=8&used=30");
        assertThat(host.used("pages")).as("more than was reserved").isEqualTo("122");
        posted(402, "/pages?most=1&used=1");
    }

    @Test
    void aStreamThatBreaksOffIsCountedAsFarAsItWent() {
        // how its client sees it is the server's: a connection that is cut, or an answer that ends early
        Throwable seen = catchThrowable(() -> host.post("/stream?most=90&used=3"));
        assertThat(seen == null || seen.getCause() instanceof IOException).isTrue();
        host.awaitUsed("pages", "3");
        posted(200, "/pages?most=97&used=97");
    }

    @Test
    void whatEndsOnAnotherThreadIsSettledWhereThatMayWait() {
        assertThat(host.post("/later?most=60&used=9").body()).isEqualTo("served 1");
        assertThat(host.hasSettled()).isTrue();
        assertThat(host.used("pages")).isEqualTo("9");
        posted(503, "/later?most=90&fail=status");
        assertThat(host.hasSettled()).isTrue();
        posted(500, "/later?most=90&fail=throw");
        assertThat(host.hasSettled()).isTrue();
        assertThat(host.used("pages")).isEqualTo("9");
        host.awaitServed("/pages?most=91&used=91");
    }

    @Test
    void howeverManyComeAtOnceTheCapIsNotPassed() {
        List<Integer> statuses = race(64, client -> host.post("/reports").statusCode());

        assertThat(statuses).filteredOn(status -> status == 200).hasSize(10);
        assertThat(statuses).filteredOn(status -> status == 402).hasSize(54);
        assertThat(host.served).hasValue(10);
        assertThat(host.used("reports")).isEqualTo("10");
    }

    @Test
    void ofManyThatComeAtOnceWithOneKeyOneIsServed() {
        List<Integer> statuses = race(
                16, client -> host.post("/reports", "Idempotency-Key", "same").statusCode());

        assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
        assertThat(statuses).filteredOn(status -> status == 409).hasSize(15);
        assertThat(host.served).hasValue(1);
        assertThat(host.used("reports")).isEqualTo("1");
    }

    @Test
    void whileTheDatabaseIsAwayNothingIsServedAndWhatRanIsRecordedAfterwards() {
        posted(200, "/reports");
        posted(200, "/reports?fail=database");
        HttpResponse<String> refused = host.post("/reports");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(header(refused, "Retry-After")).isEqualTo("1");
        assertThat(json(refused).get("type").textValue()).isEqualTo("urn:countinghouse:problem:unavailable");

        host.away.set(false);
        assertThat(host.used("reports")).isEqualTo("1");
        assertThat(host.billing.settleCalls().recordOffline()).isEqualTo(1);
        assertThat(host.used("reports")).isEqualTo("2");
    }

    @Test
    void whatCannotBeRecordedAsItWasToldIsLoggedAndTheAnswerStands() {
        List<String> logged = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                logged.add(entry.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger log = Logger.getLogger(filter().getName());
        log.addHandler(handler);
        try {
            posted(200, "/reports?used=2");
        } finally {
            log.removeHandler(handler);
        }
        assertThat(logged)
                .singleElement()
                .asString()
                .startsWith("call 'request-")
                .contains("of account 'acme', report {", "not recorded as it was told, 2");
        assertThat(host.used("reports")).as("what was reserved").isEqualTo("1");
    }

    private static <T> List<T> race(int clients, IntFunction<T> request) {
        ExecutorService pool = Executors.newFixedThreadPool(clients);
        CountDownLatch ready = new CountDownLatch(clients);
        try {
            List<Future<T>> running = IntStream.range(0, clients)
                    .mapToObj(client -> pool.submit(() -> {
                        ready.countDown();
                        ready.await();
                        return request.apply(client);
                    }))
                    .toList();
            List<T> answers = new ArrayList<>();
            for (Future<T> each : running) {
                answers.add(each.get());
            }
            return answers;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } catch (ExecutionException failed) {
            throw new AssertionError(failed.getCause());
        } finally {
            pool.shutdownNow();
        }
    }
}
