package dev.countinghouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
class SubscriptionResourceTest {

    private final Instant start = Customers.daysAgo(5);
    private final String end =
            start.atZone(ZoneOffset.UTC).plusMonths(1).toInstant().toString();

    @BeforeEach
    void shop() {
        Shop.open();
    }

    @Test
    void aSubscriptionIsStartedOnceAndReadBack() {
        Customers.open("sub-one");
        for (int i = 0; i < 2; i++) {
            Customers.subscribe("sub-one-main", "sub-one", "standard", start)
                    .body("account", is("sub-one"))
                    .body("role", is("main"))
                    .body("state", is("active"))
                    .body("plan", is("standard"))
                    .body("version", is(1))
                    .body("quantity", is(1))
                    .body("startedAt", is(start.toString()))
                    .body("currentPeriod.start", is(start.toString()))
                    .body("currentPeriod.end", is(end))
                    .body("nextDueAt", is(end))
                    .body("trialEndsAt", nullValue())
                    .body("scheduledChange", nullValue());
        }
        Response read = Api.asAdministrator().get("/subscriptions/sub-one-main");
        read.then().statusCode(200);
        assertThat(read.header("ETag")).isEqualTo("\"" + read.path("revision") + "\"");
        Api.asAdministrator()
                .get("/accounts/sub-one/subscriptions")
                .then()
                .statusCode(200)
                .body("items.id", contains("sub-one-main"));
        assertThat(Stored.of("sub-one").invoices()).hasSize(1);
        for (String id : List.of("nothing", "%00", "%ED%A0%80", "x".repeat(65))) {
            int status = Api.asAdministrator()
                    .urlEncodingEnabled(false)
                    .get("/subscriptions/" + id)
                    .statusCode();
            assertThat(status).as(id).isBetween(400, 404);
        }
        Api.asAdministrator().get("/accounts/nobody/subscriptions").then().statusCode(404);
    }

    @Test
    void aPreviewTellsTheFirstInvoiceAndStoresNothing() {
        Customers.open("sub-preview");
        Stored.unchanged("sub-preview", () -> Api.asAdministrator()
                .body(
                        """
                        {"id": "p", "account": "sub-preview", "plan": "standard", "coupons": ["shop_ten"]}
                        """)
                .post("/subscriptions/preview")
                .then()
                .statusCode(200)
                .body("subscription.plan", is("standard"))
                .body("subscription.coupons", contains("shop_ten"))
                .body("nextInvoice.number", nullValue())
                .body("nextInvoice.subtotal.amount", is("99.00"))
                .body("nextInvoice.discountTotal.amount", is("9.90"))
                .body("nextInvoice.amountDue.amount", is("89.10")));
    }

    @Test
    void aTrialEndsWhenThePlanSays() {
        Customers.open("sub-trial");
        order("sub-trial", "\"plan\": \"shop_pro\", \"trial\": true")
                .statusCode(201)
                .body("state", is("trialing"))
                .body("trialEndsAt", is(start.plus(Duration.ofDays(14)).toString()))
                .body("scheduledChange", nullValue());
    }

    @Test
    void stepsAreTakenAndTakenBack() {
        Customers.open("sub-steps");
        Customers.subscribe("sub-steps-main", "sub-steps", "standard", start);
        step("{\"step\": \"to_plan\", \"plan\": \"enterprise\", \"quantity\": 2, \"when\": \"period_end\"}")
                .body("plan", is("standard"))
                .body("scheduledChange.plan", is("enterprise"))
                .body("scheduledChange.quantity", is(2))
                .body("scheduledChange.at", is(end));
        step("{\"step\": \"drop_scheduled_change\"}").body("scheduledChange", nullValue());
        step("{\"step\": \"cancel\", \"when\": \"period_end\"}").body("endsAt", is(end));
        step("{\"step\": \"resume\"}").body("endsAt", nullValue());
        step("{\"step\": \"cap_overage\", \"meters\": [\"api_calls\"]}").body("cappedMeters", contains("api_calls"));
        step("{\"step\": \"pause\"}").body("state", is("paused"));
        step("{\"step\": \"resume\"}").body("state", is("active"));
        step("{\"step\": \"to_plan\", \"plan\": \"enterprise\", \"quantity\": 1, \"when\": \"now\"}")
                .body("plan", is("enterprise"));
        step("{\"step\": \"cancel\", \"when\": \"now\", \"creditUnused\": true}")
                .body("state", is("canceled"))
                .body("nextDueAt", nullValue())
                .body("currentPeriod", nullValue());
    }

    private static ValidatableResponse step(String body) {
        return Api.asAdministrator()
                .body(body)
                .post("/subscriptions/sub-steps-main/changes")
                .then()
                .statusCode(200);
    }

    @Test
    void aPreviewOfAStepStoresNothing() {
        Customers.open("sub-ahead");
        Customers.subscribe("sub-ahead-main", "sub-ahead", "standard", start);
        Stored.unchanged("sub-ahead", () -> Api.asAdministrator()
                .body("{\"step\": \"to_plan\", \"plan\": \"enterprise\", \"quantity\": 1, \"when\": \"period_end\"}")
                .post("/subscriptions/sub-ahead-main/changes/preview")
                .then()
                .statusCode(200)
                .body("subscription.scheduledChange.plan", is("enterprise"))
                .body("subscription.revision", nullValue())
                .body("nextInvoice.lines.find { it.kind == 'fee' }.amount.amount", is("499.00")));
    }

    @Test
    void aStepDecidedOnWhatHasChangedSinceIsNotTaken() {
        Customers.open("sub-match");
        Customers.subscribe("sub-match-main", "sub-match", "standard", start);
        String read = Api.asAdministrator().get("/subscriptions/sub-match-main").header("ETag");

        List<Integer> answers = IntStream.range(2, 10)
                .parallel()
                .mapToObj(quantity -> quantity(read, quantity).statusCode())
                .sorted()
                .toList();
        assertThat(answers).containsExactly(200, 412, 412, 412, 412, 412, 412, 412);
        Stored.unchanged("sub-match", () -> {
            quantity(read, 2).then().statusCode(412).contentType("application/problem+json");
            quantity("yesterday", 2).then().statusCode(400).body("errors[0].field", is("If-Match"));
        });
        quantity("*", 11).then().statusCode(200).body("quantity", is(11));
    }

    private static Response quantity(String ifMatch, int quantity) {
        return Api.asAdministrator()
                .header("If-Match", ifMatch)
                .body("{\"step\": \"to_plan\", \"plan\": \"standard\", \"quantity\": %d, \"when\": \"now\"}"
                        .formatted(quantity))
                .post("/subscriptions/sub-match-main/changes");
    }

    @Test
    void idsAreTextsLikeAnyOther() {
        Customers.open("sub-odd");
        Customers.subscribe("a/b '; drop table subscription; --", "sub-odd", "standard", start);
        Api.asAdministrator()
                .urlEncodingEnabled(false)
                .get("/subscriptions/a%2Fb%20'%3B%20drop%20table%20subscription%3B%20--")
                .then()
                .statusCode(200)
                .body("account", is("sub-odd"));
    }

    @TestFactory
    Stream<DynamicTest> wrongOrdersAreRefusedByNameAndStoreNothing() {
        Shop.open();
        Customers.open("sub-wrong");
        Customers.open("sub-wrong-none");
        Customers.subscribe("sub-wrong-main", "sub-wrong", "standard", start);
        Wrong orders = Wrong.postTo("/subscriptions", "sub-wrong-none")
                .isNoSuchBody()
                .is(400, order("\"plan\": \"\""), "plan")
                .is(400, order("\"plan\": \"no plan\""), "plan", "no plan")
                .is(404, order("\"plan\": \"nothing\""), "nothing", "standard")
                .is(400, order("\"plan\": \"standard\", \"quantity\": 0"), "quantity", "0")
                .is(400, order("\"plan\": \"standard\", \"quantity\": -1"), "quantity", "-1")
                .is(400, order("\"plan\": \"standard\", \"quantity\": 1.5"), "quantity")
                .is(400, order("\"plan\": \"standard\", \"quantity\": 1e99"), "quantity")
                .is(400, order("\"plan\": \"standard\", \"quantity\": NaN"), "NaN")
                .is(400, order("\"plan\": \"standard\", \"quantity\": \"1\""), "quantity")
                .is(400, order("\"plan\": \"standard\", \"startAt\": \"yesterday\""), "startAt", "yesterday")
                .is(400, order("\"plan\": \"standard\", \"startAt\": 1700000000"), "startAt")
                .is(400, order("\"plan\": \"standard\", \"startAt\": \"0001-01-01T00:00:00Z\""), "startAt", "0001")
                .is(400, order("\"plan\": \"standard\", \"startAt\": \"9999-01-01T00:00:00Z\""), "startAt", "9999")
                .is(400, order("\"plan\": \"standard\", \"anchor\": \"moon\""), "anchor", "moon", "calendar")
                .is(400, order("\"plan\": \"standard\", \"trial\": \"yes\""), "trial")
                .is(422, order("\"plan\": \"standard\", \"trial\": true"), "standard", "no trial")
                .is(422, order("\"plan\": \"standard\", \"coupons\": [\"half\"]"), "half", "shop_ten")
                .is(400, order("\"plan\": \"standard\", \"coupons\": [null]"), "coupons")
                .is(422, order("\"plan\": \"shop_euro\""), "EUR", "USD")
                .is(422, order("\"plan\": \"shop_boost\""), "shop_boost", "main subscription")
                .is(422, order("\"plan\": \"standard\"").replace("\"new\"", "\"sub-wrong-main\""), "taken")
                .is(400, order("\"plan\": \"standard\"").replace("\"new\"", "\"\""), "id")
                .is(400, order("\"plan\": \"standard\"").replace("\"new\"", "\"" + "x".repeat(65) + "\""), "id")
                .is(400, order("\"plan\": \"standard\"").replace("\"new\"", "\"a\\u0000b\""), "U+0000")
                .is(400, order("\"plan\": \"standard\"").replace("sub-wrong-none", "a\\u0000b"), "U+0000")
                .is(404, order("\"plan\": \"standard\"").replace("sub-wrong-none", "nobody"), "nobody")
                .is(422, order("\"plan\": \"free\"").replace("sub-wrong-none", "sub-wrong"), "sub-wrong-main");
        return orders.tests();
    }

    @TestFactory
    Stream<DynamicTest> wrongStepsAreRefusedByNameAndStoreNothing() {
        Shop.open();
        Customers.open("step-wrong");
        Customers.subscribe("step-wrong-main", "step-wrong", "standard", start);
        return Wrong.postTo("/subscriptions/step-wrong-main/changes", "step-wrong")
                .is(400, "{}", "step", "to_plan", "missing")
                .is(400, "{\"step\": \"fly\"}", "step", "fly", "cap_overage")
                .is(400, "{\"step\": 1}", "step")
                .is(400, "{\"step\": \"pause\", \"when\": \"now\"}", "when")
                .is(400, "{\"step\": \"to_plan\", \"plan\": \"free\", \"when\": \"now\"}", "quantity")
                .is(400, toPlan("free", "0", "now"), "quantity", "0")
                .is(400, toPlan("free", "1", "tomorrow"), "when", "tomorrow", "period_end")
                .is(404, toPlan("nothing", "1", "now"), "nothing")
                .is(422, toPlan("shop_euro", "1", "now"), "EUR")
                .is(422, toPlan("shop_boost", "1", "now"), "shop_boost")
                .is(404, "{\"step\": \"cap_overage\", \"meters\": [\"nothing\"]}", "nothing")
                .is(400, "{\"step\": \"cap_overage\"}", "meters")
                .is(422, "{\"step\": \"resume\"}", "resume")
                .is(422, "{\"step\": \"drop_scheduled_change\"}", "scheduled")
                .tests();
    }

    @Test
    void nothingIsChangedThatIsNotThere() {
        for (String path : List.of("/subscriptions/nothing/changes", "/subscriptions/nothing/changes/preview")) {
            Api.asAdministrator()
                    .body("{\"step\": \"pause\"}")
                    .post(path)
                    .then()
                    .statusCode(404)
                    .body("detail", containsString("nothing"));
        }
    }

    private static String toPlan(String plan, String quantity, String when) {
        return "{\"step\": \"to_plan\", \"plan\": \"%s\", \"quantity\": %s, \"when\": \"%s\"}"
                .formatted(plan, quantity, when);
    }

    private static String order(String more) {
        return "{\"id\": \"new\", \"account\": \"sub-wrong-none\", " + more + "}";
    }

    private ValidatableResponse order(String account, String more) {
        return Api.asAdministrator()
                .body("{\"id\": \"%s-main\", \"account\": \"%s\", \"startAt\": \"%s\", %s}"
                        .formatted(account, account, start, more))
                .post("/subscriptions")
                .then();
    }
}
