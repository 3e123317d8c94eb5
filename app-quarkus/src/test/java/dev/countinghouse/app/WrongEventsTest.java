package dev.countinghouse.app;

import static dev.countinghouse.app.Events.BATCH;
import static dev.countinghouse.app.Events.LINES;
import static dev.countinghouse.app.Events.ONE;
import static dev.countinghouse.app.Events.event;
import static dev.countinghouse.app.Events.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
class WrongEventsTest {

    @BeforeEach
    void open() {
        Shop.open();
        Accounts.open("events-acme");
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
}
