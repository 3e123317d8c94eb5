package dev.countinghouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;

import dev.countinghouse.billing.ports.catalogue.CatalogueReader;
import dev.countinghouse.billing.ports.catalogue.CatalogueWriter;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
class CatalogueResourceTest {

    private static final String WRONG =
            """
            catalogue: 1
            plans:
              basic:
                every: fortnight
                colour: red
            """;
    private static final String NOBODY = "nobody";

    @BeforeEach
    void shop() {
        Shop.open();
    }

    @Test
    void everythingWrongWithACatalogueIsToldWithItsPlace() {
        yaml(WRONG)
                .post("/catalogues/validate")
                .then()
                .statusCode(200)
                .body("valid", is(false))
                .body("errors.path", hasItems("plans.basic.every", "plans.basic.colour"))
                .body("errors.find { it.path == 'plans.basic.every' }.line", is(4))
                .body("errors.find { it.path == 'plans.basic.every' }.column", is(12))
                .body("errors.find { it.path == 'plans.basic.every' }.message", containsString("fortnight"));
    }

    @Test
    void aCatalogueMayBeYamlOrJson() {
        for (String type : List.of("application/yaml", "text/yaml", "application/json")) {
            String text = type.endsWith("json")
                    ? CatalogueWriter.json(Shop.catalogue())
                    : CatalogueWriter.yaml(Shop.catalogue());
            Api.asAdministrator()
                    .contentType(type)
                    .body(text.getBytes(StandardCharsets.UTF_8))
                    .post("/catalogues/validate")
                    .then()
                    .statusCode(200)
                    .body("valid", is(true))
                    .body("errors", empty());
        }
    }

    @Test
    void aDiffTellsWhatWouldChangeAndChangesNothing() {
        String dearer = CatalogueWriter.yaml(Shop.catalogue()).replace("fee: 10.00", "fee: 12.00");
        Stored.unchanged(NOBODY, () -> yaml(dearer)
                .post("/catalogues/diff")
                .then()
                .statusCode(200)
                .body("newVersions", is(List.of("shop_basic")))
                .body("changes[0].kind", is("changed"))
                .body("changes[0].path", containsString("plans.shop_basic.charges.base"))
                .body("refusals", empty()));
    }

    @Test
    void publishingMakesARevisionOnceAndOntoTheRevisionThatWasRead() {
        String more = CatalogueWriter.yaml(Shop.catalogue())
                + """
                products:
                  shop_mug: {name: Mug, price: 5.00}
                """;
        String before = current().header("ETag");
        try {
            yaml(more)
                    .header("If-Match", "\"999999\"")
                    .post("/catalogues")
                    .then()
                    .statusCode(412)
                    .contentType("application/problem+json");
            assertThat(current().header("ETag")).isEqualTo(before);

            Response published = yaml(more).header("If-Match", before).post("/catalogues");
            published
                    .then()
                    .statusCode(201)
                    .body("published", is(true))
                    .body("diff.changes.path", hasItem("products.shop_mug"));
            assertThat(current().header("ETag"))
                    .isEqualTo(published.header("ETag"))
                    .isEqualTo("\"" + published.path("revision") + "\"")
                    .isNotEqualTo(before);

            yaml(more)
                    .post("/catalogues")
                    .then()
                    .statusCode(200)
                    .body("published", is(false))
                    .body("revision", equalTo(published.path("revision")))
                    .body("diff.changes", empty());
            yaml(more).header("If-Match", before).post("/catalogues").then().statusCode(412);
            revision(before).then().statusCode(200);
        } finally {
            Shop.open();
        }
    }

    @Test
    void ofManyThatPublishOntoTheSameRevisionOneDoes() {
        String read = current().header("ETag");
        try {
            List<Integer> answers = IntStream.rangeClosed(1, 6)
                    .parallel()
                    .mapToObj(price -> yaml(CatalogueWriter.yaml(Shop.catalogue()) + "products: {shop_cup: {price: "
                                    + price + ".00}}\n")
                            .header("If-Match", read)
                            .post("/catalogues")
                            .statusCode())
                    .sorted()
                    .toList();
            assertThat(answers).containsExactly(201, 412, 412, 412, 412, 412);
        } finally {
            Shop.open();
        }
    }

    @Test
    void whatWouldRepriceThePastIsRefusedForEveryReason() {
        Stored.unchanged(NOBODY, () -> yaml("catalogue: 1")
                .post("/catalogues")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors.message", hasItem(containsString("meters.shop_tokens")))
                .body("errors.message", hasItem(containsString("meters.llm_tokens"))));
    }

    @Test
    void whatIsWrongIsNamedAndPublishesNothing() {
        Stored.unchanged(NOBODY, () -> {
            yaml(WRONG)
                    .post("/catalogues")
                    .then()
                    .statusCode(400)
                    .body("errors.field", hasItems("plans.basic.every", "plans.basic.colour"))
                    .body("errors.message", hasItem(containsString("line 4")));
            yaml("").post("/catalogues").then().statusCode(400).body("detail", containsString("empty"));
            yaml("{\"catalogue\": ").post("/catalogues").then().statusCode(400);
            yaml("catalogue: 1\u0000").post("/catalogues").then().statusCode(400);
            yaml("catalogue: 1e999999999").post("/catalogues").then().statusCode(400);
            yaml("x".repeat(2_000_001)).post("/catalogues").then().statusCode(400);
            yaml("a: &a [*a]").post("/catalogues").then().statusCode(400);
            yaml(CatalogueWriter.yaml(Shop.catalogue()))
                    .header("If-Match", "latest")
                    .post("/catalogues")
                    .then()
                    .statusCode(400)
                    .body("errors[0].field", is("If-Match"));
            Api.asAdministrator()
                    .contentType("text/plain")
                    .body("catalogue: 1".getBytes(StandardCharsets.UTF_8))
                    .post("/catalogues")
                    .then()
                    .statusCode(415);
            Api.anonymous()
                    .contentType("application/yaml")
                    .body("catalogue: 1".getBytes(StandardCharsets.UTF_8))
                    .post("/catalogues")
                    .then()
                    .statusCode(401);
        });
    }

    @Test
    void theCatalogueIsReadAsYamlOrJsonAndOnlyWhereItIsNew() {
        Response json = current();
        assertThat(json.contentType()).startsWith("application/json");
        Response yaml = Api.asAdministrator().accept("application/yaml").get("/catalogues/current");
        assertThat(yaml.contentType()).startsWith("application/yaml");
        for (Response read : List.of(json, yaml)) {
            assertThat(CatalogueReader.read("read", read.asString()).orThrow()).isEqualTo(Shop.catalogue());
        }
        Api.asAdministrator()
                .header("If-None-Match", json.header("ETag"))
                .get("/catalogues/current")
                .then()
                .statusCode(304)
                .body(is(""));
        assertThat(revision(json.header("ETag")).asString()).isEqualTo(json.asString());
        Api.asAdministrator().get("/catalogues/999999").then().statusCode(404);
        Api.asAdministrator().get("/catalogues/latest").then().statusCode(404);
        Api.asAdministrator()
                .accept("text/html")
                .get("/catalogues/current")
                .then()
                .statusCode(406);
    }

    @Test
    void plansAreListedInPages() {
        List<String> keys = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            Response page = Api.asAdministrator().get("/plans?limit=2&cursor=" + cursor);
            page.then().statusCode(200);
            keys.addAll(page.path("items.plan"));
            cursor = page.path("nextCursor");
        }
        assertThat(keys)
                .isEqualTo(Shop.catalogue().plans().keySet().stream()
                        .map(Object::toString)
                        .toList());
        Api.asAdministrator().get("/plans?cursor=made-up").then().statusCode(400);
        Api.asAdministrator().get("/plans?limit=0").then().statusCode(400).body("errors[0].field", is("limit"));
    }

    @Test
    void aPlanIsReadWithAllItsTerms() {
        Api.asAdministrator()
                .get("/plans/standard/versions")
                .then()
                .statusCode(200)
                .body("items[0].version", is(1))
                .body("items[0].currency", is("USD"))
                .body("items[0].every", is("month"))
                .body("items[0].terms.charges.api_calls.meter", is("api_calls"));
        Api.asAdministrator().get("/plans/nothing/versions").then().statusCode(404);
        Api.asAdministrator().get("/plans/no%20key/versions").then().statusCode(400);
    }

    @Test
    void whereTheServiceInvoicesThereIsNothingToProvision() {
        Api.asAdministrator()
                .post("/provider-catalogue")
                .then()
                .statusCode(422)
                .body("detail", containsString("countinghouse.invoicing is not provider"));
    }

    private static Response current() {
        return Api.asAdministrator().get("/catalogues/current");
    }

    private static Response revision(String tag) {
        return Api.asAdministrator().get("/catalogues/" + tag.replace("\"", ""));
    }

    private static RequestSpecification yaml(String text) {
        return Api.asAdministrator().contentType("application/yaml").body(text.getBytes(StandardCharsets.UTF_8));
    }
}
