package dev.countinghouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.countinghouse.billing.domain.access.KeyScope;
import dev.countinghouse.billing.ports.driven.Race;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
@TestProfile(Prepaid.Service.class)
class OwnedProductResourceTest {

    private static final int THREADS = 16;

    private String account = "";

    @BeforeEach
    void open() {
        Prepaid.open();
        account = Prepaid.account("free"); // has 5 USD
    }

    private Response buy(String id, String product, String name) {
        return Api.asAdministrator()
                .body("{\"product\": \"" + product + "\", \"name\": \"" + name + "\"}")
                .put("/accounts/" + account + "/products/" + id);
    }

    @Test
    void aSpaceIsPaidAndOwnedOrNeither() {
        buy("one", "data-science", "mine")
                .then()
                .statusCode(201)
                .body("price.amount", equalTo("3"))
                .body("name", equalTo("mine"))
                .body("owner", nullValue());
        buy("one", "data-science", "mine").then().statusCode(200);
        buy("one", "web-development", "mine").then().statusCode(409);
        assertThat(Prepaid.available(account)).isEqualByComparingTo("2");
        buy("two", "ml-ready", "other")
                .then()
                .statusCode(402)
                .body("wanted.amount", equalTo("5"))
                .body("available.amount", equalTo("2"));
        buy("three", "web-development", "third").then().statusCode(201);
        assertThat(Prepaid.available(account)).isEqualByComparingTo("0");

        String path = "/accounts/" + account + "/products";
        JsonPath first = Api.asAdministrator().get(path + "?limit=1").jsonPath();
        JsonPath second = Api.asAdministrator()
                .get(path + "?limit=1&cursor=" + first.getString("nextCursor"))
                .jsonPath();
        assertThat(List.of(first.getString("items[0].id"), second.getString("items[0].id")))
                .containsExactlyInAnyOrder("one", "three");
        assertThat(second.getString("nextCursor")).isNull();
        Api.asAdministrator().get(path + "/one").then().body("product", equalTo("data-science"));
        Api.asAdministrator().get(path + "/two").then().statusCode(404);
    }

    @Test
    void ofManyAtOnceItIsBoughtOnce() {
        List<Response> responses = Race.of(THREADS, thread -> buy("one", "web-development", "mine"));

        assertThat(responses).extracting(Response::statusCode).isSubsetOf(200, 201);
        assertThat(Prepaid.available(account)).isEqualByComparingTo("3");
        assertThat(Api.asAdministrator()
                        .get("/accounts/" + account + "/products")
                        .jsonPath()
                        .getList("items"))
                .hasSize(1);
    }

    @Test
    void ofManyThatDifferSoManyAreBoughtAsCreditsLast() {
        List<Response> responses =
                Race.of(THREADS, thread -> buy("copy-" + thread, "web-development", "copy " + thread));

        assertThat(responses)
                .extracting(Response::statusCode)
                .containsOnly(201, 402)
                .filteredOn(status -> status == 201)
                .hasSize(2);
        assertThat(Prepaid.available(account)).isEqualByComparingTo("1");
    }

    @Test
    void whatIsWrongIsNamed() {
        buy("one", "none", "x").then().statusCode(404);
        buy("one", "Not A Key", "x").then().statusCode(400).body("errors[0].field", equalTo("product"));
        buy("one", "ml-ready", "").then().statusCode(400).body("errors[0].field", equalTo("name"));
        buy("one", "ml-ready", "x".repeat(201)).then().statusCode(400);
        buy("one", "ml-ready", "a\\u0000").then().statusCode(400);
        buy("-", "ml-ready", "x").then().statusCode(400).body("errors[0].field", equalTo("id"));
        Api.asAdministrator()
                .body("{\"product\": \"ml-ready\", \"name\": \"x\"}")
                .put("/accounts/nobody/products/one")
                .then()
                .statusCode(404);
        assertThat(Prepaid.available(account)).isEqualByComparingTo("5");
    }

    @Test
    void whatIsSoldIsListedByCategory() {
        String reader = Keys.of(account + "-reader", KeyScope.READ);
        Api.with(reader)
                .get("/products?category=space")
                .then()
                .statusCode(200)
                .body("items.key", equalTo(List.of("data-science", "ml-ready", "research", "web-development")))
                .body("items[1].price.amount", equalTo("5.00"))
                .body("items[1].attributes.size_gb", equalTo("50"));
        Api.with(reader).get("/products?category=none").then().body("items", equalTo(List.of()));
    }

    /** What a customer needs to know of prices is there already: his plan and its terms. */
    @Test
    void aCustomerFindsThePricesOfHisPlan() {
        String key = Keys.of(account + "-customer", KeyScope.READ);
        String own = account + "-customer";
        Customers.subscribe(own + "-main", own, "pro", Prepaid.now());
        String plan = Api.with(key).get("/accounts/" + own + "/subscriptions").path("items[0].plan");

        Api.with(key)
                .get("/plans/" + plan + "/versions")
                .then()
                .statusCode(200)
                .body("items[0].terms.charges.sessions.matrix.cells[3].size", equalTo("gpu"));
    }
}
