package dev.countinghouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.countinghouse.billing.ports.driven.Race;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
@TestProfile(Prepaid.Service.class)
class RateLimitTest {

    private String account = "";

    /** A quarter past an hour in which nobody has done anything. */
    @BeforeEach
    void open() {
        Prepaid.open();
        Prepaid.moveTo(Prepaid.now()
                .truncatedTo(ChronoUnit.HOURS)
                .plus(Duration.ofHours(1))
                .plus(Duration.ofMinutes(15)));
        account = Prepaid.account("free");
    }

    @Test
    void everyAnswerToAStartSaysWhatIsLeft() {
        Prepaid.start(account, "s1", "{\"size\": \"small\", \"user\": \"u1\"}")
                .statusCode(201)
                .header("RateLimit-Policy", "\"account\";q=20;w=3600, \"user\";q=5;w=3600")
                .header("RateLimit", "\"account\";r=19;t=2700, \"user\";r=4;t=2700");
        Prepaid.start(account, "s2", "{\"size\": \"small\"}").header("RateLimit", "\"account\";r=18;t=2700");
        Prepaid.buy(account, "p1", "10.00").statusCode(201).header("RateLimit", "\"account\";r=17;t=2700");
        // what is refused counts, what repeats an earlier call does not
        Prepaid.buy(account, "p2", "9.99").statusCode(422).header("RateLimit", "\"account\";r=16;t=2700");
        Prepaid.buy(account, "p1", "10.00").statusCode(200);
        Prepaid.start(account, "s2", "{\"size\": \"small\"}").statusCode(200);
        Prepaid.buy(account, "p3", "10.00").header("RateLimit", "\"account\";r=15;t=2700");
        assertThat(Api.asAdministrator()
                        .get("/accounts/" + account + "/sessions")
                        .header("RateLimit"))
                .isNull();
    }

    @Test
    void ofManyAtOnceExactlySoManyOfAUserPass() {
        List<Integer> statuses =
                Race.of(16, thread -> Prepaid.start(account, "s-" + thread, "{\"size\": \"small\", \"user\": \"u1\"}")
                        .extract()
                        .statusCode());

        assertThat(statuses).filteredOn(status -> status == 201).hasSize(Prepaid.STARTS_OF_USER);
        assertThat(statuses).filteredOn(status -> status == 429).hasSize(16 - Prepaid.STARTS_OF_USER);
        Prepaid.start(account, "another", "{\"size\": \"small\", \"user\": \"u1\"}")
                .statusCode(429)
                .contentType("application/problem+json")
                .header("Retry-After", "2700")
                .header("RateLimit", "\"account\";r=15;t=2700, \"user\";r=0;t=2700")
                .body("type", equalTo("urn:countinghouse:problem:rate-limited"))
                .body("detail", containsString("user 'u1'"));
        Prepaid.start(account, "others", "{\"size\": \"small\", \"user\": \"u2\"}")
                .statusCode(201);

        Prepaid.pass(Duration.ofMinutes(45));
        Prepaid.run("purge");
        Prepaid.start(account, "later", "{\"size\": \"small\", \"user\": \"u1\"}")
                .statusCode(201)
                .header("RateLimit", "\"account\";r=19;t=3600, \"user\";r=4;t=3600");
    }

    @Test
    void ofManyAtOnceExactlySoManyOfAnAccountPass() {
        List<Integer> statuses = Race.of(32, thread -> Prepaid.start(account, "s-" + thread, "{\"size\": \"small\"}")
                .extract()
                .statusCode());

        assertThat(statuses).filteredOn(status -> status == 201).hasSize(Prepaid.STARTS);
        assertThat(statuses).filteredOn(status -> status == 429).hasSize(32 - Prepaid.STARTS);
        Prepaid.buy(account, "p", "10.00").statusCode(429).body("detail", containsString("account '" + account));
    }
}
