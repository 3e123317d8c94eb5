package dev.countinghouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;

import dev.countinghouse.app.engine.FastPath;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.redis.client.RedisAPI;
import io.vertx.redis.client.Response;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The service with a Redis: what is decided there, and what becomes of calls when it forgets everything. */
@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
@QuarkusTestResource(value = ServiceRedis.class, restrictToAnnotatedClass = true)
class RedisGateTest {

    @Inject
    Instance<RedisAPI> redis;

    @Inject
    FastPath fast;

    @Test
    void callsAreDecidedByLeasesAndACapHoldsThoughRedisForgets() throws Exception {
        GateCalls calls = GateCalls.open();
        List<String> admitted = new ArrayList<>();
        take(calls, "before", admitted);
        assertThat(keysOf(calls.account))
                .as("what was lent and who has drawn on it")
                .isNotEmpty();
        redis.get()
                .flushall(List.of())
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        while (admitted.size() < 20 && take(calls, "call" + admitted.size(), admitted)) {
            assertThat(admitted).as("of 5 tokens each, 100 in all").hasSizeLessThanOrEqualTo(20);
        }
        assertThat(admitted).as("all but a lease of 10 that was lost").hasSizeGreaterThanOrEqualTo(17);

        for (String id : admitted) {
            calls.capture(id, "{\"type\": \"shop.tokens\", \"data\": {\"tokens\": 5}}")
                    .statusCode(200);
            calls.capture(id, "{\"type\": \"shop.tokens\", \"data\": {\"tokens\": 5}}")
                    .statusCode(200);
        }
        Api.asAdministrator()
                .get("/accounts/" + calls.account + "/quotas/shop_tokens")
                .then()
                .statusCode(200)
                .body("used", is(String.valueOf(5 * admitted.size())));
        assertThat(fast.events())
                .hasValueSatisfying(events -> assertThat(events.missed()).isZero());
    }

    @Test
    void aCallThatALeaseHasDecidedIsCapturedLateWithWhatWasReserved() throws Exception {
        GateCalls calls = GateCalls.open();
        // its time is over before the next call arrives
        calls.reserve(
                        "late",
                        "\"type\": \"shop.tokens\", \"data\": {\"tokens\": 5, \"project\": \"search\"}, \"lasts\": \"PT0.001S\"")
                .statusCode(200);
        assertThat(keysOf(calls.account)).anyMatch(key -> key.endsWith(":call:late"));
        calls.get("/reservations/late").statusCode(200).body("state", is("expired"));
        for (int time = 0; time < 2; time++) {
            calls.capture("late", "{\"data\": {\"tokens\": 4}}")
                    .statusCode(200)
                    .body("state", is("captured"))
                    .body("late", is(true))
                    .body("used.tokens", is(4))
                    .body("used.project", is("search"));
        }
        calls.capture("late", "{\"data\": {\"tokens\": 3}}").statusCode(409);
        calls.post("/reservations/late/release", "{}").statusCode(409);
        calls.check(GateCalls.tokens(96)).statusCode(200).body("limits[0].used", is("4"));
        calls.check(GateCalls.tokens(97)).statusCode(402);
    }

    /** The plan includes 100 tokens and 10 calls, of which a tenth is lent. */
    @Test
    void whatIsLentIsHeldAgainstWhatRedisHas() throws Exception {
        GateCalls calls = GateCalls.open();
        calls.get("/leases").statusCode(200).body("items", is(empty()));
        calls.reserve("one", GateCalls.tokens(4)).statusCode(200);
        String tokens = "items.find { it.limit == 'meter/shop_tokens' }";
        calls.get("/leases")
                .statusCode(200)
                .body(tokens + ".granted", is("10"))
                .body(tokens + ".outstanding", is("10"))
                .body(tokens + ".left", is("6"))
                .body(tokens + ".drawn", is("4"))
                .body("items.missing", everyItem(is("0")));
        calls.capture("one", "{\"type\": \"shop.tokens\", \"data\": {\"tokens\": 3}}")
                .statusCode(200);
        calls.get("/leases")
                .body(tokens + ".reported", is("4"))
                .body(tokens + ".left", is("6"))
                .body(tokens + ".missing", is("0"));
        redis.get()
                .flushall(List.of())
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        calls.get("/leases").body(tokens + ".left", is("0")).body(tokens + ".missing", is("6"));
        Api.with(GateCalls.open().key)
                .get("/accounts/" + calls.account + "/leases")
                .then()
                .statusCode(403);
    }

    private static boolean take(GateCalls calls, String id, List<String> admitted) {
        boolean passes = calls.reserve(id, GateCalls.tokens(5)).extract().statusCode() == 200;
        if (passes) {
            admitted.add(id);
        }
        return passes;
    }

    private List<String> keysOf(String account) throws Exception {
        Response keys = redis.get()
                .keys("countinghouse:*{" + account + "}*")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        return keys.stream().map(Response::toString).toList();
    }
}
