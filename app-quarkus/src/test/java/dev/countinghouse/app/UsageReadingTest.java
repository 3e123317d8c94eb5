package dev.countinghouse.app;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.subscription.Lifecycle;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driving.StartSubscription;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
class UsageReadingTest {

    @Inject
    BillingEngine engine;

    /** Three days ago at midnight: in the accepted window, and over. */
    private final Instant day = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(3, ChronoUnit.DAYS);

    @BeforeEach
    void open() {
        Shop.open();
    }

    @Test
    void usageIsReadByWindowGroupAndFilter() {
        Accounts.open("reading");
        send("reading", "1", day.plus(1, ChronoUnit.HOURS), 5, "a");
        send("reading", "2", day.plus(90, ChronoUnit.MINUTES), 7, "b");
        send("reading", "3", day.plus(25, ChronoUnit.HOURS), 11, "a");

        read("reading")
                .statusCode(200)
                .body("meter", is("shop_tokens"))
                .body("windows", hasSize(1))
                .body("windows[0].quantities[0].quantity", is("23"));
        read("reading", "every", "day", "groupBy", "model")
                .body(
                        "windows.from",
                        contains(day.toString(), day.plus(1, ChronoUnit.DAYS).toString()))
                .body("windows[0].quantities.group.model", contains("a", "b"))
                .body("windows[0].quantities.quantity", contains("5", "7"))
                .body("windows[1].quantities.quantity", contains("11"));
        read("reading", "every", "hour", "filter", "model:a")
                .body("windows", hasSize(48))
                .body("windows[0].quantities", hasSize(0))
                .body("windows[1].quantities.quantity", contains("5"))
                .body("windows[25].quantities.quantity", contains("11"));
        read("reading", "filter", "model:c").body("windows[0].quantities", hasSize(0));
    }

    @Test
    void whatIsWrongWithAQueryIsNamed() {
        Accounts.open("reading");
        refused(400, "every", read("reading", "every", "fortnight"));
        refused(400, "filter", read("reading", "filter", "model"));
        refused(400, "groupBy", read("reading", "groupBy", "a,,b"));
        refused(400, "from", query("reading", "meter", "shop_tokens", "from", "yesterday", "to", day.toString()));
        refused(400, "to", query("reading", "meter", "shop_tokens", "from", day.toString(), "to", day.toString()));
        refused(400, "meter", query("reading", "from", day.toString(), "to", day.toString()));
        query("reading", "meter", "no_such_meter", "from", "2026-01-01T00:00:00Z", "to", "2026-01-02T00:00:00Z")
                .statusCode(404)
                .body("detail", containsString("no_such_meter"));
        read("nobody-at-all").statusCode(404);
    }

    /** 1,500 tokens of which 1,000 are included: 500 at 0.001. */
    @Test
    void liveUsageIsWhatTheInvoiceWillSay() {
        subscribed("live");
        send("live", "1", Instant.now(), 1_500, "a");

        Api.asAdministrator()
                .get("/accounts/live/usage/live")
                .then()
                .statusCode(200)
                .body("lines.charge", contains("tokens"))
                .body("lines[0].meter", is("shop_tokens"))
                .body("lines[0].used", is("1500"))
                .body("lines[0].quantity", is("500"))
                .body("lines[0].amount.amount", is("0.5"))
                .body("lines[0].settled.amount", is("0.50"))
                .body("lines[0].steps", hasSize(1))
                .body("total.amount", is("0.50"));
    }

    /** 1,000 input tokens at 2.50 and 200 output tokens at 10.00 per million, against a fee of 10.00. */
    @Test
    void costAndMarginAreReadByGroup() {
        subscribed("costly");
        Api.asAdministrator()
                .body(
                        """
                        {"id": "1", "source": "tests", "subject": "costly", "provider": "openai", "apiFlavor": "chat",
                         "dimensions": {"project": "search"},
                         "response": {"model": "gpt-4o", "usage": {"prompt_tokens": 1000, "completion_tokens": 200}}}
                        """)
                .post("/llm/responses")
                .then()
                .statusCode(200)
                .body("status", is("accepted"));

        Api.asAdministrator()
                .queryParam("from", Instant.now().minus(1, ChronoUnit.HOURS).toString())
                .queryParam("to", Instant.now().plus(1, ChronoUnit.HOURS).toString())
                .queryParam("groupBy", "project,model")
                .get("/accounts/costly/cost")
                .then()
                .statusCode(200)
                .body("groups", hasSize(1))
                .body("groups[0].group.project", is("search"))
                .body("groups[0].group.model", is("gpt-4o"))
                .body("groups[0].cost.input", is("0.0025"))
                .body("groups[0].cost.output", is("0.002"))
                .body("groups[0].cost.total", is("0.0045"));
        Api.asAdministrator()
                .get("/accounts/costly/margin")
                .then()
                .statusCode(200)
                .body("groups", hasSize(1))
                .body("groups[0].revenue.amount", is("10"))
                .body("groups[0].cost.amount", is("0.0045"))
                .body("groups[0].gross.amount", is("9.9955"))
                .body("groups[0].percent", is("99.955"))
                .body("groups[0].exchange", nullValue());
        Accounts.open("reading");
        Api.asAdministrator().get("/accounts/reading/margin").then().statusCode(422);
    }

    @Test
    void thePriceBookIsReadByPageAndByModel() {
        String next = Api.asAdministrator()
                .queryParam("limit", 2)
                .get("/price-book")
                .then()
                .statusCode(200)
                .body("snapshot", notNullValue())
                .body("items", hasSize(2))
                .extract()
                .path("nextCursor");
        Api.asAdministrator()
                .queryParam("cursor", next)
                .get("/price-book")
                .then()
                .statusCode(200)
                .body("items", hasSize(50));
        Api.asAdministrator()
                .get("/price-book/openai/gpt-4o")
                .then()
                .statusCode(200)
                .body("model", is("gpt-4o"))
                .body("terms[0].prices.findAll { it.kind == 'input_tokens' }.price", hasItem("2.5"))
                .body("terms[0].prices.findAll { it.kind == 'input_tokens' }.per", hasItem(1_000_000));
        Api.asAdministrator().get("/price-book/openai/no-such-model").then().statusCode(404);
        Api.asAdministrator().get("/price-book/nobody/gpt-4o").then().statusCode(404);
        Api.asAdministrator()
                .queryParam("cursor", "x")
                .get("/price-book")
                .then()
                .statusCode(400);
    }

    private void subscribed(String account) {
        Accounts.open(account);
        engine.startSubscription()
                .start(new StartSubscription.Order(
                        new SubscriptionId("sub-" + account),
                        new AccountId(account),
                        new PlanKey("shop_basic"),
                        1,
                        Instant.now(),
                        Lifecycle.Anchor.START,
                        false,
                        List.of()));
    }

    private static void send(String account, String id, Instant time, int tokens, String model) {
        Api.asAdministrator()
                .contentType("application/cloudevents+json")
                .body(("{\"specversion\": \"1.0\", \"id\": \"" + id
                                + "\", \"source\": \"tests\", \"type\": \"shop.tokens\","
                                + "\"subject\": \"" + account + "\", \"time\": \"" + time
                                + "\", \"data\": {\"tokens\": "
                                + tokens + ", \"model\": \"" + model + "\"}}")
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .post("/events")
                .then()
                .statusCode(200)
                .body("items[0].reason", nullValue());
    }

    /** Two days from the day on. */
    private ValidatableResponse read(String account, String... parameters) {
        String[] all = new String[parameters.length + 6];
        System.arraycopy(parameters, 0, all, 6, parameters.length);
        System.arraycopy(
                new String[] {
                    "meter",
                    "shop_tokens",
                    "from",
                    day.toString(),
                    "to",
                    day.plus(2, ChronoUnit.DAYS).toString()
                },
                0,
                all,
                0,
                6);
        return query(account, all);
    }

    private static ValidatableResponse query(String account, String... parameters) {
        var request = Api.asAdministrator();
        for (int i = 0; i < parameters.length; i += 2) {
            request.queryParam(parameters[i], parameters[i + 1]);
        }
        return request.get("/accounts/" + account + "/usage").then();
    }

    private static void refused(int status, String field, ValidatableResponse answer) {
        answer.statusCode(status).contentType("application/problem+json").body("errors[0].field", is(field));
    }
}
