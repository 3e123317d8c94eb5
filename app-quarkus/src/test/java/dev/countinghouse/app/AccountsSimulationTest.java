package dev.countinghouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.countinghouse.billing.domain.access.KeyScope;
import dev.countinghouse.billing.ports.catalogue.CatalogueWriter;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Simulations of many accounts over REST. Jobs are off in tests, so they are run by hand. */
@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
class AccountsSimulationTest {

    private static final List<String> ACCOUNTS = List.of("=many-a", "many-b", "many-c");

    /** A month on basic: the fee of 10 and 2,500 tokens beyond 1,000 at 0.001; the third has nothing. */
    @BeforeEach
    void twoAccountsOnBasic() {
        Shop.open();
        if (Stored.of("many-c").account().isEmpty()) {
            ACCOUNTS.forEach(Customers::open);
            for (String account : ACCOUNTS.subList(0, 2)) {
                Customers.use(account, "shop.tokens", Customers.daysAgo(30), 1, Map.of("tokens", 3_500));
                Customers.subscribe("main-" + account.substring(1), account, "shop_basic", Customers.daysAgo(40));
            }
        }
    }

    private static Map<String, Object> order(String plan, int version) {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("plan", plan);
        order.put("version", version);
        order.put("accounts", ACCOUNTS);
        order.put("from", Customers.daysAgo(41).toString());
        order.put("to", Customers.daysAgo(39).toString());
        return order;
    }

    private static ValidatableResponse put(String id, Object order) {
        return Api.asAdministrator().body(order).put("/simulations/" + id).then();
    }

    private static ValidatableResponse get(String path) {
        return Api.asAdministrator().get("/simulations/" + path).then();
    }

    private static void runAll() {
        while (Keys.engine().runSimulations().run(100) > 0) {
            continue;
        }
    }

    @Test
    void anOrderIsRunAndReadInPagesAndAsATable() {
        put("rich", order("shop_rich", 1))
                .statusCode(200)
                .body("id", is("rich"))
                .body("state", is("queued"))
                .body("total", nullValue())
                .body("totals.size()", is(0));
        runAll();

        get("rich")
                .statusCode(200)
                .body("state", is("done"))
                .body("total", is(3))
                .body("done", is(2))
                .body("skipped", is(1))
                .body("finishedAt", notNullValue())
                .body("totals.accounts", contains(2))
                .body("totals.actual.amount", contains("25.00"))
                .body("totals.simulated.amount", contains("160.00"))
                .body("totals.difference.amount", contains("135.00"))
                .body("totals.difference.currency", contains("USD"));
        Response first = get("rich/results?limit=2").statusCode(200).extract().response();
        assertThat(first.<List<String>>path("items.account")).containsExactly("=many-a", "many-b");
        assertThat(first.<List<String>>path("items.difference.amount")).containsExactly("67.50", "67.50");
        get("rich/results?limit=2&cursor=" + first.path("nextCursor"))
                .statusCode(200)
                .body("items.account", contains("many-c"))
                .body("items.skipped", contains("no_period"))
                .body("nextCursor", nullValue());
        String table = get("rich/results.csv").statusCode(200).extract().asString();
        assertThat(table.lines())
                .startsWith(
                        "account,currency,actual,simulated,difference,skipped,detail",
                        "'=many-a,USD,12.50,80.00,67.50,,",
                        "many-b,USD,12.50,80.00,67.50,,")
                .hasSize(4);
    }

    @Test
    void aDraftIsWhatEachWouldPayIfItWerePublished() {
        Map<String, Object> order = order("", 0);
        order.remove("plan");
        order.remove("version");
        order.put("catalogue", CatalogueWriter.json(Shop.catalogue()).replace("\"fee\":10.00", "\"fee\":4.00"));
        put("draft", order).statusCode(200);
        runAll();
        get("draft").body("totals.difference.amount", contains("-12.00"));

        order.put("plan", "shop_basic");
        put("drafted-plan", order).statusCode(200);
        runAll();
        get("drafted-plan").body("totals.difference.amount", contains("-12.00"));
    }

    @Test
    void thoseOnAPlanAreFound() {
        Map<String, Object> order = order("shop_rich", 1);
        order.remove("accounts");
        order.put("onPlan", "shop_basic");
        put("on-basic", order).statusCode(200);
        runAll();

        assertThat(get("on-basic/results?limit=200").extract().<List<String>>path("items.account"))
                .contains("=many-a", "many-b")
                .doesNotContain("many-c");
    }

    @Test
    void theSameOrderIsTheSameJobAndAnotherOneAConflict() {
        String first =
                put("once", order("shop_rich", 1)).statusCode(200).extract().asString();

        assertThat(put("once", order("shop_rich", 1)).statusCode(200).extract().asString())
                .isEqualTo(first);
        put("once", order("shop_pro", 1))
                .statusCode(409)
                .body("type", is("urn:countinghouse:problem:conflict"))
                .body("detail", containsString("'once'"));
    }

    @Test
    void whatIsCancelledStaysSo() {
        put("cancelled", order("shop_rich", 1)).statusCode(200);
        Api.asAdministrator()
                .post("/simulations/cancelled/cancel")
                .then()
                .statusCode(200)
                .body("state", is("cancelled"));
        runAll();

        get("cancelled").body("state", is("cancelled")).body("done", is(0));
    }

    @TestFactory
    Stream<DynamicTest> wrongOrdersAreRefusedByName() {
        return Stream.of(
                        wrong(404, Map.of("version", 7), "shop_rich@7", "shop_rich@1"),
                        wrong(404, Map.of("plan", "huge"), "huge"),
                        wrong(422, Map.of("plan", "shop_boost"), "add-on"),
                        wrong(400, Map.of("version", ""), "version", "shop_rich"),
                        wrong(400, Map.of("plan", ""), "plan", "catalogue"),
                        wrong(400, Map.of("catalogue", "catalogue: 1"), "version", "1"),
                        wrong(400, Map.of("version", "", "catalogue", "catalogue: 2"), "format 2"),
                        wrong(404, Map.of("version", "", "catalogue", "catalogue: 1"), "shop_rich"),
                        wrong(400, Map.of("accounts", List.of()), "accounts", "0"),
                        wrong(404, Map.of("accounts", List.of("nobody-at-all")), "nobody-at-all"),
                        wrong(400, Map.of("onPlan", "shop_basic"), "onPlan", "shop_basic"),
                        wrong(404, Map.of("accounts", "", "onPlan", "huge"), "huge"),
                        wrong(400, Map.of("to", Customers.daysAgo(41).toString()), "\"to\""),
                        wrong(400, Map.of("from", "tomorrow"), "\"from\"", "tomorrow"))
                .flatMap(each -> each);
    }

    private static Stream<DynamicTest> wrong(int status, Map<String, Object> changes, String... named) {
        return Stream.of(DynamicTest.dynamicTest(status + " " + changes, () -> {
            Map<String, Object> order = order("shop_rich", 1);
            order.putAll(changes);
            order.values().removeIf(""::equals);
            Response response = Api.asAdministrator().body(order).put("/simulations/wrong");
            assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
            assertThat(response.asString()).contains(named);
            get("wrong").statusCode(404);
        }));
    }

    @Test
    void wrongNamesAreRefusedAndWhatIsNotThereIsNotFound() {
        put("Not a key", order("shop_rich", 1)).statusCode(400).body("detail", containsString("Not a key"));
        for (String path : List.of("nothing", "nothing/results", "nothing/results.csv")) {
            get(path).statusCode(404).body("detail", containsString("nothing"));
        }
        Api.asAdministrator().post("/simulations/nothing/cancel").then().statusCode(404);
        put("paged", order("shop_rich", 1));
        get("paged/results?cursor=!").statusCode(400).body("detail", containsString("cursor"));
    }

    @Test
    void itIsForNobodyButTheAdministratorOfAll() {
        String own = Keys.of("many-own", KeyScope.ADMIN);
        String billing = Keys.issueForAll(KeyScope.BILLING).credential().text();
        for (String key : List.of(own, billing)) {
            assertThat(Api.with(key)
                            .body(order("shop_rich", 1))
                            .put("/simulations/mine")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(Api.with(key).get("/simulations/mine/results").statusCode())
                    .isEqualTo(403);
        }
        get("mine").statusCode(404);
    }
}
