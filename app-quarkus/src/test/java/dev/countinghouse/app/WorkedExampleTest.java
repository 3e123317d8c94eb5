package dev.countinghouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** B3 over REST: a month on the standard plan, 99 + 87.50 = 186.50 USD. */
@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
class WorkedExampleTest {

    private static final String ACCOUNT = "worked";

    private final Instant start = Customers.daysAgo(40);
    private final String end =
            start.atZone(ZoneOffset.UTC).plusMonths(1).toInstant().toString();

    @Test
    void theMonthEndsWithAnInvoiceOf186Dollars50() {
        Shop.open();
        Customers.open(ACCOUNT);
        Instant early = Customers.daysAgo(30);
        Customers.use(ACCOUNT, "llm.tokens", early, 1, Map.of("tokens", 900_000, "model", "gpt-4o"));
        Customers.use(ACCOUNT, "llm.tokens", early, 1, Map.of("tokens", 600_000, "model", "gpt-4o"));
        Customers.use(ACCOUNT, "agent.execution", early, 5_500, Map.of());
        Customers.use(ACCOUNT, "api.call", early, 120_000, Map.of());
        Customers.use(ACCOUNT, "storage.level", early, 1, Map.of("gb", 40));
        Customers.use(ACCOUNT, "seats.level", early, 1, Map.of("seats", 30));
        Instant late = Customers.daysAgo(20);
        Customers.use(ACCOUNT, "storage.level", late, 1, Map.of("gb", 105));
        Customers.use(ACCOUNT, "seats.level", late, 1, Map.of("seats", 27));

        // the first month is over by now, so what is due are the invoices of its beginning and of its end
        Customers.subscribe("worked-main", ACCOUNT, "standard", start);

        Response invoices = Api.asAdministrator().get("/accounts/worked/invoices");
        invoices.then()
                .statusCode(200)
                .body("items.total.amount", contains("99.00", "186.50"))
                .body("items[1].number", notNullValue())
                .body("items[1].currency", is("USD"))
                .body("items[1].period.start", is(start.toString()))
                .body("items[1].period.end", is(end))
                .body("items[1].amountDue.amount", is("186.50"))
                .body("items[1].taxes", empty());
        Map<String, String> lines = new TreeMap<>();
        invoices.jsonPath()
                .<Map<String, Object>>getList("items[1].lines")
                .forEach(line ->
                        lines.put((String) line.get("text"), (String) ((Map<?, ?>) line.get("amount")).get("amount")));
        assertThat(lines)
                .isEqualTo(Map.of(
                        "LLM tokens", "5.00",
                        "Agent executions", "50.00",
                        "API calls", "20.00",
                        "Storage", "2.50",
                        "User seats", "10.00",
                        "Standard plan", "99.00"));
        explains(invoices.path("items[1].number"), line(invoices, "Storage"));
        nothingElseIsDue();
    }

    private static String line(Response invoices, String text) {
        return invoices.path("items[1].lines.find { it.text == '%s' }.key".formatted(text));
    }

    /** 105 GB at the end of the month, 100 of them included, at 0.50 USD. */
    private static void explains(String number, String key) {
        String path = "/invoices/" + number + "/lines/" + key + "/explanation?limit=1";
        Response first = Api.asAdministrator().get(path);
        first.then()
                .statusCode(200)
                .body("line.quantity", is("105"))
                .body("line.chargedQuantity", is("5"))
                .body("line.exactAmount.amount", is("2.5"))
                .body("line.steps[0].amount.amount", is("2.5"))
                .body("events", hasSize(1))
                .body("events[0].data.gb", is(40));
        Api.asAdministrator()
                .get(path + "&cursor=" + first.path("nextCursor"))
                .then()
                .statusCode(200)
                .body("events.data.gb", contains(105));
    }

    private static void nothingElseIsDue() {
        Stored.unchanged(ACCOUNT, () -> Api.asAdministrator()
                .post("/accounts/worked/invoices/close")
                .then()
                .statusCode(200)
                .body("items", empty()));
    }
}
