package dev.countinghouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driving.StartSubscription.Order;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
class InvoiceResourceTest {

    @Inject
    Storage storage;

    private final Instant start = Customers.daysAgo(40);

    @BeforeEach
    void shop() {
        Shop.open();
    }

    @Test
    void thePreviewIsTheInvoiceThatClosingIssues() {
        Customers.open("inv-close");
        Customers.use("inv-close", "shop.tokens", Customers.daysAgo(30), 1, Map.of("tokens", 3_500));
        startedThen("inv-close", "shop_basic");

        Response preview = Api.asAdministrator().get("/accounts/inv-close/invoices/preview");
        // 2,500 tokens beyond the 1,000 included, at 0.001, and the fee of the next month
        preview.then()
                .statusCode(200)
                .body("total.amount", is("12.50"))
                .body("number", nullValue())
                .body("seller", nullValue());
        Response closed = Api.asAdministrator().post("/accounts/inv-close/invoices/close");
        closed.then().statusCode(200).body("items.total.amount", contains("12.50"));
        assertThat(closed.<Object>path("items[0].lines")).isEqualTo(preview.path("lines"));
        Api.asAdministrator()
                .post("/accounts/inv-close/invoices/close")
                .then()
                .statusCode(200)
                .body("items", empty());

        String number = closed.path("items[0].number");
        Api.asAdministrator()
                .get("/invoices/" + number)
                .then()
                .statusCode(200)
                .body("number", is(number))
                .body("buyer.name", is("inv-close Inc."))
                .body("seller.name", is("Seller"))
                .body("lines", hasSize(2));
        List<String> numbers =
                Api.asAdministrator().get("/accounts/inv-close/invoices").path("items.number");
        assertThat(numbers).hasSize(2).endsWith(number);
        List<String> paged = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            Response page = Api.asAdministrator().get("/accounts/inv-close/invoices?limit=1&cursor=" + cursor);
            paged.addAll(page.path("items.number"));
            cursor = page.path("nextCursor");
        }
        assertThat(paged).isEqualTo(numbers);
    }

    @Test
    void aPreviewSeesWhatWasUsedBeforeItsInstant() {
        Customers.open("inv-asof");
        Customers.subscribe("inv-asof-main", "inv-asof", "shop_basic", Customers.daysAgo(10));
        Customers.use("inv-asof", "shop.tokens", Customers.daysAgo(5), 1, Map.of("tokens", 2_000));
        assertThat(previewTotal("inv-asof", Customers.daysAgo(5))).isEqualTo("10.00");
        assertThat(previewTotal("inv-asof", Customers.daysAgo(5).plusSeconds(1)))
                .isEqualTo("11.00");
    }

    private static String previewTotal(String account, Instant asOf) {
        return Api.asAdministrator()
                .get("/accounts/" + account + "/invoices/preview?asOf=" + asOf)
                .path("total.amount");
    }

    @Test
    void whatWasChargedWronglyIsGivenBackInPartsWithItsTax() {
        Api.asAdministrator()
                .body(
                        """
                        {"id": "inv-credit", "name": "Credit", "timeZone": "UTC", "currency": "USD",
                         "taxes": [{"key": "vat", "name": "VAT", "percent": "19"}]}
                        """)
                .post("/accounts")
                .then()
                .statusCode(201);
        Customers.subscribe("inv-credit-main", "inv-credit", "shop_basic", Customers.daysAgo(5));
        Response invoice = Api.asAdministrator().get("/accounts/inv-credit/invoices");
        invoice.then().body("items[0].taxes[0].amount.amount", is("1.90")).body("items[0].total.amount", is("11.90"));
        String number = invoice.path("items[0].number");
        String line = invoice.path("items[0].lines[0].key");

        credit("first", number, line, "4.00")
                .then()
                .statusCode(201)
                .body("id", is("first"))
                .body("invoice", is(number))
                .body("reason", is("A mistake"))
                .body("lines[0].amount.amount", is("4.00"))
                .body("taxes[0].amount.amount", is("0.76"))
                .body("total.amount", is("4.76"));
        credit("second", number, line, "6.00").then().statusCode(201).body("total.amount", is("7.14"));
        Stored.unchanged(
                "inv-credit", () -> credit("third", number, line, "0.01").then().statusCode(422));
        Api.asAdministrator()
                .get("/invoices/" + number + "/credit-notes")
                .then()
                .statusCode(200)
                .body("items.total.amount", contains("4.76", "7.14"));
    }

    @Test
    void aCreditThatIsAskedForAgainIsGivenOnce() {
        Customers.open("inv-again");
        Customers.subscribe("inv-again-main", "inv-again", "shop_basic", Customers.daysAgo(5));
        Response invoice = Api.asAdministrator().get("/accounts/inv-again/invoices");
        String number = invoice.path("items[0].number");
        String line = invoice.path("items[0].lines[0].key");
        Response first = credit("all", number, line, "10.00");
        first.then().statusCode(201);

        Stored.unchanged("inv-again", () -> {
            Response again = credit("all", number, line, "10.00");
            again.then().statusCode(201);
            assertThat(again.<Object>path("")).isEqualTo(first.path(""));
            // another Idempotency-Key is another call, and the wish is the same
            Api.asAdministrator()
                    .header("Idempotency-Key", "inv-again")
                    .body(credit("all", line, "10.00"))
                    .post("/invoices/" + number + "/credit-notes")
                    .then()
                    .statusCode(201)
                    .body("number", is(first.<String>path("number")));
            credit("all", number, line, "1.00")
                    .then()
                    .statusCode(409)
                    .contentType("application/problem+json")
                    .body("type", is("urn:countinghouse:problem:conflict"))
                    .body("detail", allOf(containsString("'all'"), containsString(first.path("number"))));
        });
    }

    @TestFactory
    Stream<DynamicTest> wrongCreditsAreRefusedByNameAndStoreNothing() {
        Shop.open();
        Customers.open("inv-wrong");
        Customers.subscribe("inv-wrong-main", "inv-wrong", "shop_basic", Customers.daysAgo(5));
        Response invoice = Api.asAdministrator().get("/accounts/inv-wrong/invoices");
        String line = invoice.path("items[0].lines[0].key");
        return Wrong.postTo("/invoices/" + invoice.path("items[0].number") + "/credit-notes", "inv-wrong")
                .isNoSuchBody()
                .is(400, "{\"id\": \"none\", \"lines\": [], \"reason\": \"none\"}", "lines")
                .is(400, credit("new", line, "1.00").replace("\"id\": \"new\", ", ""), "id")
                .is(400, credit(" ", line, "1.00"), "id")
                .is(400, credit("x".repeat(256), line, "1.00"), "id")
                .is(422, credit("\\u0000", line, "1.00"), "U+0000")
                .is(400, credit("new", line, "1.00").replace("A mistake", " "), "reason")
                .is(422, credit("new", "nothing", "1.00"), "nothing")
                .is(422, credit("new", line, "0"), "0.00 USD")
                .is(422, credit("new", line, "-1"), "-1.00 USD")
                .is(422, credit("new", line, "10.01"), "10.01 USD", "10.00 USD")
                .is(400, credit("new", line, "1.001"), "lines[0].amount", "1.001")
                .is(400, credit("new", line, "NaN"), "lines[0].amount", "NaN")
                .is(400, credit("new", line, "1e999999999"), "lines[0].amount")
                .is(400, credit("new", line, "ten"), "lines[0].amount", "ten")
                .is(
                        400,
                        "{\"id\": \"new\", \"reason\": \"twice\", \"lines\": [{\"line\": \"%s\", \"amount\": \"1\"}, {\"line\": \"%s\","
                                        .formatted(line, line)
                                + " \"amount\": \"1\"}]}",
                        "lines[1].line")
                .tests();
    }

    @Test
    void whatIsNotThereIsNotFound() {
        Customers.open("inv-none");
        Customers.open("inv-one");
        Customers.subscribe("inv-one-main", "inv-one", "shop_basic", Customers.daysAgo(5));
        String number = Api.asAdministrator().get("/accounts/inv-one/invoices").path("items[0].number");
        String line = Api.asAdministrator().get("/invoices/" + number).path("lines[0].key");
        for (String path : List.of(
                "/accounts/nobody/invoices",
                "/accounts/nobody/invoices/preview",
                "/accounts/inv-none/invoices/preview",
                "/accounts/inv-one/invoices/preview?asOf=2001-01-01T00:00:00Z",
                "/invoices/INV-999999",
                "/invoices/INV-1",
                "/invoices/nothing",
                "/invoices/nothing/credit-notes",
                "/invoices/" + number + "/lines/nothing/explanation",
                "/invoices/INV-999999/lines/" + line + "/explanation")) {
            Response response = Api.asAdministrator().get(path);
            assertThat(response.statusCode()).as(path).isEqualTo(404);
            assertThat(response.contentType()).as(path).startsWith("application/problem+json");
        }
        Api.asAdministrator().post("/accounts/nobody/invoices/close").then().statusCode(404);
        for (String path : List.of(
                "/accounts/inv-one/invoices/preview?asOf=now",
                "/accounts/inv-one/invoices/preview?asOf=%2B999999999-01-01T00:00:00Z",
                "/accounts/inv-one/invoices?limit=0",
                "/accounts/inv-one/invoices?limit=201",
                "/accounts/inv-one/invoices?cursor=x",
                "/invoices/" + number + "/credit-notes?cursor=x",
                "/invoices/" + number + "/lines/" + line + "/explanation?cursor=x",
                "/invoices/" + number + "/lines/" + line + "/explanation?limit=-1")) {
            Response response = Api.asAdministrator().urlEncodingEnabled(false).get(path);
            assertThat(response.statusCode()).as(path).isEqualTo(400);
        }
    }

    @Test
    void aLineIsFoundByItsKeyAsItIsOrEncoded() {
        Customers.open("inv-line");
        Customers.subscribe("inv line/main", "inv-line", "shop_basic", Customers.daysAgo(5));
        Response invoice = Api.asAdministrator().get("/accounts/inv-line/invoices");
        String key = invoice.path("items[0].lines[0].key");
        String path = "/invoices/" + invoice.path("items[0].number") + "/lines/";
        for (String written :
                List.of(key.replace(" ", "%20"), key.replace(" ", "%20").replace("/", "%2F"))) {
            Api.asAdministrator()
                    .urlEncodingEnabled(false)
                    .get(path + written + "/explanation")
                    .then()
                    .statusCode(200)
                    .body("line.key", is(key))
                    .body("events", empty());
        }
    }

    /** Subscribed by an engine whose clock still stands at the start, so that the end of the month is due now. */
    private void startedThen(String account, String plan) {
        BillingEngine then =
                BillingEngine.builder().storage(storage).clock(() -> start).build();
        then.startSubscription()
                .start(Order.of(
                        new SubscriptionId(account + "-main"), new AccountId(account), new PlanKey(plan), start));
    }

    private static Response credit(String id, String number, String line, String amount) {
        return Api.asAdministrator().body(credit(id, line, amount)).post("/invoices/" + number + "/credit-notes");
    }

    private static String credit(String id, String line, String amount) {
        return "{\"id\": \"%s\", \"reason\": \"A mistake\", \"lines\": [{\"line\": \"%s\", \"amount\": \"%s\"}]}"
                .formatted(id, line, amount);
    }
}
