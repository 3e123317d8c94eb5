package dev.countinghouse.app;

import static dev.countinghouse.app.Events.BATCH;
import static dev.countinghouse.app.Events.LINES;
import static dev.countinghouse.app.Events.ONE;
import static dev.countinghouse.app.Events.event;
import static dev.countinghouse.app.Events.gzip;
import static dev.countinghouse.app.Events.post;
import static dev.countinghouse.app.Events.postZipped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.countinghouse.billing.ports.driven.Race;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
class EventResourceTest {

    @BeforeEach
    void open() {
        Shop.open();
        Accounts.open("events-acme", "events-user");
    }

    @Test
    void oneEventABatchAndLinesAreAnsweredAlike() {
        post(ONE, event("alike-1", "events-acme", "{\"tokens\": 10}"))
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].id", is("alike-1"))
                .body("items[0].source", is("tests"))
                .body("items[0].status", is("accepted"))
                .body("items[0].matched", is(1))
                .body("items[0].field", nullValue());
        post(
                        BATCH,
                        "[" + event("alike-1", "events-acme", "{\"tokens\": 10}") + ","
                                + event("alike-2", "events-user", "{\"tokens\": 1}") + "]")
                .statusCode(200)
                .body("items.status", contains("duplicate", "accepted"));
        post(
                        LINES,
                        event("alike-3", "events-acme", "{}").replace("shop.tokens", "nobody.counts") + "\n\n"
                                + event("alike-2", "events-user", "{\"tokens\": 2}") + "\r\n")
                .statusCode(200)
                .body("items.status", contains("accepted", "conflict"))
                .body("items[0].matched", is(0));
    }

    @Test
    void theProjectOfTheKeyIsTheProjectOfItsEvents() {
        String body = event("project-1", "events-acme", "{\"tokens\": 1}") + "\n"
                + event("project-2", "events-acme", "{\"tokens\": 1, \"project\": \"search\"}") + "\n"
                + event("project-3", "events-acme", "{\"tokens\": 1, \"project\": \"chat\"}");
        Events.post(Keys.ofProject("events-acme", "search"), LINES, body)
                .statusCode(200)
                .body("items.status", contains("accepted", "accepted", "rejected"))
                .body("items[2].id", is("project-3"))
                .body("items[2].field", is("data.project"))
                .body("items[2].reason", containsString("'chat'"))
                .body("items[2].reason", containsString("'search'"));
        post(ONE, event("project-1", "events-acme", "{\"tokens\": 1, \"project\": \"search\"}"))
                .body("items.status", contains("duplicate"));
    }

    @Test
    void anEmptyBatchIsAnsweredWithNothing() {
        post(BATCH, "[]").statusCode(200).body("items", hasSize(0));
        post(LINES, "\n").statusCode(200).body("items", hasSize(0));
    }

    @Test
    void oneEventSentByManyAtOnceCountsOnce() {
        Accounts.open("events-race");
        Instant now = Instant.now();
        List<String> statuses = Race.of(thread -> post(
                        ONE,
                        event(
                                "same",
                                "events-race",
                                "{\"tokens\": 7}",
                                now.minusSeconds(thread).toString()))
                .statusCode(200)
                .extract()
                .path("items[0].status"));

        assertThat(statuses).containsOnlyOnce("accepted");
        assertThat(Collections.frequency(statuses, "duplicate")).isEqualTo(Race.THREADS - 1);
        assertThat(StoredUsage.events("events-race")).isEqualTo(1);
    }

    @Test
    void otherContentUnderTheSameKeyIsAConflictForAllButOne() {
        Accounts.open("events-conflict");
        List<String> statuses =
                Race.of(thread -> post(ONE, event("same", "events-conflict", "{\"tokens\": " + thread + "}"))
                        .statusCode(200)
                        .extract()
                        .path("items[0].status"));

        assertThat(statuses).containsOnlyOnce("accepted");
        assertThat(Collections.frequency(statuses, "conflict")).isEqualTo(Race.THREADS - 1);
        assertThat(StoredUsage.events("events-conflict")).isEqualTo(1);
    }

    @Test
    void aBodyOfAnotherTypeIsToldTheThreeThereAre() {
        post("application/json", event("type", "events-acme", "{\"tokens\": 1}"))
                .statusCode(415)
                .contentType("application/problem+json")
                .body("detail", containsString(ONE))
                .body("detail", containsString(BATCH))
                .body("detail", containsString(LINES));
    }

    @Test
    void moreThanTenThousandEventsAreTooMany() {
        long before = StoredUsage.events("events-acme");
        String events = IntStream.rangeClosed(0, 10_000)
                .mapToObj(i -> event("many-" + i, "events-acme", "{\"tokens\": 1}"))
                .collect(Collectors.joining("\n"));
        post(LINES, events).statusCode(413).contentType("application/problem+json");
        assertThat(StoredUsage.events("events-acme")).isEqualTo(before);
    }

    @Test
    void aBodyMayBeCompressed() throws IOException {
        Accounts.open("events-gzip");
        postZipped(gzip(event("zipped", "events-gzip", "{\"tokens\": 1}").getBytes(StandardCharsets.UTF_8)))
                .statusCode(200)
                .body("items.status", everyItem(is("accepted")));
        assertThat(StoredUsage.events("events-gzip")).isEqualTo(1);
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedAlsoWhenOnlyItsContentIs() throws IOException {
        byte[] spaces = new byte[50_000_000];
        Arrays.fill(spaces, (byte) ' ');
        postZipped(gzip(spaces)).statusCode(413).contentType("application/problem+json");
        post(ONE, " ".repeat(11_000_000)).statusCode(413).contentType("application/problem+json");
        Api.asAdministrator()
                .header("Content-Encoding", "gzip")
                .body(gzip(("{\"id\": \"" + "x".repeat(20_000_000) + "\"}").getBytes(StandardCharsets.UTF_8)))
                .post("/accounts")
                .then()
                .statusCode(413)
                .contentType("application/problem+json");
    }

    @Test
    void aCompressedBodyThatIsBrokenOrCutOffIsRefusedAsAWhole() throws IOException {
        Accounts.open("events-cut");
        byte[] whole = gzip(
                (event("1", "events-cut", "{\"tokens\": 1}") + "\n").repeat(2).getBytes(StandardCharsets.UTF_8));
        for (byte[] broken : List.of(
                "no gzip".getBytes(StandardCharsets.UTF_8),
                Arrays.copyOf(whole, whole.length - 9),
                Arrays.copyOf(whole, 5),
                new byte[0])) {
            postZipped(broken).statusCode(400).contentType("application/problem+json");
        }
        assertThat(StoredUsage.events("events-cut")).isZero();
        Api.asAdministrator()
                .header("Content-Encoding", "br")
                .body("x")
                .post("/events")
                .then()
                .statusCode(415)
                .body("detail", containsString("gzip"));
    }
}
