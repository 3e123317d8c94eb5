package dev.countinghouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.app.engine.EngineClock;
import dev.countinghouse.app.jobs.Job;
import dev.countinghouse.billing.ports.catalogue.ExampleCatalogue;
import dev.countinghouse.billing.ports.driving.PublishCatalogue;
import io.quarkus.arc.Arc;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.restassured.response.ValidatableResponse;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A service of its own that sells what the example of prepaid sessions has, and whose clock is moved by hand. */
final class Prepaid {

    static final int STARTS = 20;
    static final int STARTS_OF_USER = 5;
    static final Duration PATIENCE = Duration.ofHours(2);

    public static final class Service implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "countinghouse.test-clock", "true",
                    // moving everybody's clock by days takes longer than tests let a body take
                    "countinghouse.http.body-timeout", "60s",
                    "countinghouse.sessions.patience", PATIENCE.toString(),
                    "countinghouse.sessions.starts-per-hour", String.valueOf(STARTS),
                    "countinghouse.sessions.user-starts-per-hour", String.valueOf(STARTS_OF_USER));
        }
    }

    private static final Instant START = Instant.parse("2026-03-02T10:10:00Z");
    private static final AtomicInteger ACCOUNTS = new AtomicInteger();

    private Prepaid() {}

    /** Publishes the catalogue and stops the clock; again, nothing changes. */
    static void open() {
        assertThat(Keys.engine().publishCatalogue().publish(ExampleCatalogue.PREPAID_SESSIONS.catalogue()))
                .isNotInstanceOf(PublishCatalogue.Outcome.Refused.class);
        if (Arc.container().instance(EngineClock.class).get().standing().isEmpty()) {
            moveTo(START);
        }
    }

    static Instant now() {
        return Instant.parse(Api.asAdministrator().get("/test-clock").path("now"));
    }

    static void pass(Duration time) {
        moveTo(now().plus(time));
    }

    static void moveTo(Instant instant) {
        Api.asAdministrator()
                .body("{\"now\": \"" + instant + "\"}")
                .put("/test-clock")
                .then()
                .statusCode(200);
    }

    /** An account of its own for each test, on a plan. */
    static String account(String plan) {
        String account = "prepaid-" + ACCOUNTS.incrementAndGet();
        Customers.open(account);
        Customers.subscribe(account + "-main", account, plan, now());
        return account;
    }

    static ValidatableResponse buy(String account, String id, String amount) {
        return Api.asAdministrator()
                .body("{\"amount\": {\"amount\": \"" + amount + "\", \"currency\": \"USD\"}}")
                .put("/accounts/" + account + "/purchases/" + id)
                .then();
    }

    static ValidatableResponse start(String account, String id, String attributes) {
        return Api.asAdministrator()
                .body("{\"meter\": \"session_seconds\", \"attributes\": " + attributes + "}")
                .put("/accounts/" + account + "/sessions/" + id)
                .then();
    }

    static ValidatableResponse post(String account, String session, String what) {
        return Api.asAdministrator()
                .post("/accounts/" + account + "/sessions/" + session + "/" + what)
                .then();
    }

    static ValidatableResponse estimate(String account, String size, String time) {
        return Api.asAdministrator()
                .body("{\"meter\": \"session_seconds\", \"attributes\": {\"size\": \"" + size + "\"}, \"time\": \""
                        + time + "\"}")
                .post("/accounts/" + account + "/sessions/estimate")
                .then();
    }

    static BigDecimal available(String account) {
        return new BigDecimal(
                estimate(account, "small", "PT0S").statusCode(200).extract().<String>path("available.amount"));
    }

    static void run(String job) {
        Arc.container().listAll(Job.class).stream()
                .map(handle -> handle.get())
                .filter(each -> each.name().equals(job))
                .forEach(Job::run);
    }
}
