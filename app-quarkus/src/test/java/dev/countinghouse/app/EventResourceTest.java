package dev.countinghouse.app;

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
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
class EventResourceTest {

    private static final String ONE = "application/cloudevents+json";
    private static final String BATCH = "application/cloudevents-batch+json";
    private static final String LINES = "application/x-ndjson";

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

    /** Each row: what is replaced in a good event, by what, and the field that the answer has to name. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    "specversion": "1.0", |                                  | specversion     | is missing
                    "1.0"                 | "0.3"                            | specversion     | '0.3'
                    "id": "wrong",        |                                  | id              | is missing
                    "id": "wrong"         | "id": "  "                       | id              | not be blank
                    "id": "wrong"         | "id": 4711                       | id              | '4711'
                    "id": "wrong"         | "id": "a", "id": "b"             | id              | twice
                    "source": "tests",    |                                  | source          | is missing
                    "type": "shop.tokens",|                                  | type            | is missing
                    "subject": "events-acme",|                               | subject         | is missing
                    "events-acme"         | "nobody at all"                  | subject         | 'nobody at all'
                    "events-acme"         | "nobody\\u0000"                  | subject         | neither an account
                    "events-acme"         | null                             | subject         | is missing
                    "events-acme"         | ["events-acme"]                  | subject         | an array
                    "time": "             | "time": "x                       | time            | RFC 3339
                    "time": "2            | "time": "2026-02-30T10:00:00Z", "comment": "2 | time | RFC 3339
                    "time": "2            | "time": "2026-02-03 10:00:00", "comment": "2  | time | RFC 3339
                    "time": "2            | "time": "2026-02-03T10:00:00", "comment": "2  | time | RFC 3339
                    "time": "2            | "time": "0001-01-01T00:00:00Z", "comment": "2 | time | accepted window
                    "time": "2            | "time": "9999-12-31T23:59:59Z", "comment": "2 | time | accepted window
                    "time": "2            | "time": 1767225600, "comment": "2 | time           | must be a text
                    {"tokens": 10}        | 10                               | data            | must be an object
                    {"tokens": 10}        | [{"tokens": 10}]                 | data            | must be an object
                    {"tokens": 10}        | {}                               | data.tokens     | needs a number
                    {"tokens": 10}        | {"tokens": "many"}               | data.tokens     | 'many'
                    {"tokens": 10}        | {"tokens": "NaN"}                | data.tokens     | 'NaN'
                    {"tokens": 10}        | {"tokens": true}                 | data.tokens     | 'true'
                    {"tokens": 10}        | {"tokens": 1e999999999}          | data.tokens     | needs a number
                    {"tokens": 10}        | {"tokens": 1e99999999999}        | data.tokens     | exponent
                    {"tokens": 10}        | {"tokens": 1, "tokens": 2}       | data.tokens     | twice
                    {"tokens": 10}        | {"tokens": 1, "a.b": 1, "a": {"b": 2}} | data.a.b  | twice
                    {"tokens": 10}        | {"tokens": 1, "": 1}             | data            | without a name
                    "data"                | "data_base64": "aGk=", "data"    | data_base64     | not supported
                    "data"                | "datacontenttype": "text/xml", "data" | datacontenttype | application/json
                    """)
    void oneThatIsWrongIsRejectedAloneWithItsField(String good, String wrong, String field, String reason) {
        String bad = event("wrong", "events-acme", "{\"tokens\": 10}").replace(good, wrong == null ? "" : wrong);
        String known = event("known", "events-acme", "{\"tokens\": 1}");
        post(ONE, known).body("items[0].field", nullValue());
        long before = StoredUsage.events("events-acme");

        post(ONE, bad)
                .statusCode(200)
                .body("items[0].status", is("rejected"))
                .body("items[0].field", is(field))
                .body("items[0].reason", containsString(reason));
        post(BATCH, "[" + bad + "," + known + "]")
                .statusCode(200)
                .body("items.status", contains("rejected", "duplicate"))
                .body("items[0].field", is(field));
        assertThat(StoredUsage.events("events-acme")).isEqualTo(before);
    }

    @Test
    void whatIsTooLargeInAnEventIsRejectedAlone() {
        String deep = "{\"a\": ".repeat(40) + "1" + "}".repeat(40);
        String longPath = "{\"" + "a".repeat(300) + "\": 1}";
        String longNumber = "{\"tokens\": " + "1".repeat(101) + "}";
        String known = event("known-2", "events-acme", "{\"tokens\": 1}");
        post(ONE, known).body("items[0].field", nullValue());
        long before = StoredUsage.events("events-acme");

        post(
                        LINES,
                        event("big-1", "events-acme", deep) + "\n"
                                + event("big-2", "events-acme", longPath) + "\n"
                                + event("big-3", "events-acme", longNumber) + "\n"
                                + event("x".repeat(256), "events-acme", "{\"tokens\": 1}") + "\n"
                                + "{\"specversion\": \n"
                                + "NaN\n"
                                + "[]\n"
                                + known)
                .statusCode(200)
                .body(
                        "items.status",
                        contains(
                                "rejected",
                                "rejected",
                                "rejected",
                                "rejected",
                                "rejected",
                                "rejected",
                                "rejected",
                                "duplicate"))
                .body("items[0].reason", containsString("32 levels"))
                .body("items[1].reason", containsString("255"))
                .body("items[2].field", is("data.tokens"))
                .body("items[3].field", is("id"))
                .body("items[4].reason", containsString("line 5"))
                .body("items[5].reason", containsString("line 6"))
                .body("items[6].reason", containsString("must be an object"));
        assertThat(StoredUsage.events("events-acme")).isEqualTo(before);
    }

    @Test
    void aBrokenEnvelopeIsRefusedAsAWholeAndNothingIsRecorded() {
        long before = StoredUsage.events("events-acme");
        String good = event("envelope", "events-acme", "{\"tokens\": 1}");
        for (String broken : List.of("", "{", "[" + good, "[" + good + ", NaN]", good, "[] []", "null")) {
            post(BATCH, broken).statusCode(400).contentType("application/problem+json");
        }
        for (String broken : List.of("", "{", good + good)) {
            post(ONE, broken).statusCode(400).contentType("application/problem+json");
        }
        assertThat(StoredUsage.events("events-acme")).isEqualTo(before);
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

    private static ValidatableResponse post(String type, String body) {
        return Api.asAdministrator()
                .config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                                .encodeContentTypeAs(type, io.restassured.http.ContentType.TEXT)))
                .contentType(type)
                .body(body)
                .post("/events")
                .then();
    }

    private static ValidatableResponse postZipped(byte[] body) {
        return Api.asAdministrator()
                .config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                                .encodeContentTypeAs(LINES, io.restassured.http.ContentType.BINARY)))
                .contentType(LINES)
                .header("Content-Encoding", "gzip")
                .body(body)
                .post("/events")
                .then();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(content);
        }
        return zipped.toByteArray();
    }

    private static String event(String id, String subject, String data) {
        return event(
                id, subject, data, Instant.now().minus(Duration.ofMinutes(1)).toString());
    }

    private static String event(String id, String subject, String data, String time) {
        return "{\"specversion\": \"1.0\", \"id\": \"" + id
                + "\", \"source\": \"tests\", \"type\": \"shop.tokens\", \"subject\": \"" + subject
                + "\", \"time\": \"" + time + "\", \"data\": " + data + "}";
    }
}
