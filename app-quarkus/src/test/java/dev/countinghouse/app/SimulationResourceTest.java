package dev.countinghouse.app;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import dev.countinghouse.billing.ports.catalogue.CatalogueWriter;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
class SimulationResourceTest {

    private static final String ACCOUNT = "simulated";

    private final Instant from = Customers.daysAgo(41);
    private final Instant to = Customers.daysAgo(39);

    /** A month on basic: the fee of 10 and 2,500 tokens beyond 1,000 at 0.001. */
    @BeforeEach
    void aMonthOnBasic() {
        Shop.open();
        Customers.open(ACCOUNT);
        if (Stored.of(ACCOUNT).subscriptions().isEmpty()) {
            Customers.use(ACCOUNT, "shop.tokens", Customers.daysAgo(30), 1, Map.of("tokens", 3_500));
            Customers.subscribe("simulated-main", ACCOUNT, "shop_basic", Customers.daysAgo(40));
        }
    }

    @Test
    void theSameUsageCostsWhatTheOtherPlanSays() {
        Stored.unchanged(ACCOUNT, () -> simulate("shop_rich", "")
                .statusCode(200)
                .body("periods.actual.amount", contains("12.50"))
                .body("periods.simulated.amount", contains("80.00"))
                .body("actual.amount", is("12.50"))
                .body("simulated.amount", is("80.00"))
                .body("difference.amount", is("67.50")));
    }

    @Test
    void aDraftIsTriedWithoutPublishingIt() {
        String draft = CatalogueWriter.json(Shop.catalogue()).replace("\"fee\":10.00", "\"fee\":4.00");
        Stored.unchanged(ACCOUNT, () -> simulate("shop_basic", draft)
                .statusCode(200)
                .body("simulated.amount", is("6.50"))
                .body("difference.amount", is("-6.00")));
    }

    @TestFactory
    Stream<DynamicTest> wrongSimulationsAreRefusedByName() {
        aMonthOnBasic();
        String good = "{\"account\": \"simulated\", \"plan\": \"free\", \"from\": \"%s\", \"to\": \"%s\"}"
                .formatted(from, to);
        return Wrong.postTo("/simulations", ACCOUNT)
                .isNoSuchBody()
                .is(404, good.replace("simulated", "nobody"), "nobody")
                .is(404, good.replace("free", "nothing"), "nothing", "shop_basic")
                .is(422, good.replace("free", "shop_euro"), "EUR")
                .is(422, good.replace("free", "shop_boost"), "add-on")
                .is(400, good.replace(to.toString(), from.toString()), "\"to\"", from.toString())
                .is(400, good.replace(to.toString(), "tomorrow"), "\"to\"", "tomorrow")
                .is(
                        404,
                        good.replace(from.toString(), "2001-01-01T00:00:00Z")
                                .replace(to.toString(), "2001-02-01T00:00:00Z"))
                .is(400, good.replace("}", ", \"catalogue\": \"catalogue: 2\"}"), "catalogue", "format 2")
                .is(404, good.replace("}", ", \"catalogue\": \"catalogue: 1\"}"), "free")
                .tests();
    }

    private ValidatableResponse simulate(String plan, String draft) {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("account", ACCOUNT);
        body.put("plan", plan);
        body.put("from", from.toString());
        body.put("to", to.toString());
        if (!draft.isEmpty()) {
            body.put("catalogue", draft);
        }
        return Api.asAdministrator().body(body).post("/simulations").then();
    }
}
