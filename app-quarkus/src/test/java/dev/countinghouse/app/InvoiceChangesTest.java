package dev.countinghouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;

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
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of invoices afterwards: late usage adjusts the next one, and they are split over those who caused them. */
@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
class InvoiceChangesTest {

    @Inject
    Storage storage;

    private final Instant start = Customers.daysAgo(40);

    @BeforeEach
    void shop() {
        Shop.open();
    }

    @Test
    void lateUsageAdjustsTheNextInvoiceAndNamesTheOneItCorrects() {
        Customers.open("inv-late");
        Customers.use("inv-late", "shop.tokens", Customers.daysAgo(30), 1, Map.of("tokens", 3_500));
        startedThen("inv-late", "shop_basic");
        Response closed = Api.asAdministrator().post("/accounts/inv-late/invoices/close");
        closed.then().statusCode(200).body("items.total.amount", contains("12.50"));
        String number = closed.path("items[0].number");
        Customers.use("inv-late", "shop.tokens", Customers.daysAgo(29), 1, Map.of("tokens", 700));

        String adjustment = "lines.find { it.kind == 'adjustment' }.";
        Api.asAdministrator()
                .get("/accounts/inv-late/invoices/preview")
                .then()
                .statusCode(200)
                .body(adjustment + "amount.amount", is("0.70"))
                .body(adjustment + "chargedQuantity", is("700"))
                .body(adjustment + "adjusts", is(number))
                .body(adjustment + "steps.amount.amount", contains("3.2", "-2.5"));
        assertThat(Api.asAdministrator().get("/invoices/" + number).<Object>path("lines"))
                .isEqualTo(closed.path("items[0].lines"));
    }

    @Test
    void anInvoiceIsSplitOverThoseWhoCausedIt() {
        Customers.open("inv-split");
        Customers.use("inv-split", "shop.tokens", Customers.daysAgo(30), 1, Map.of("tokens", 2_000, "project", "web"));
        Customers.use("inv-split", "shop.tokens", Customers.daysAgo(30), 1, Map.of("tokens", 1_000, "project", "=app"));
        startedThen("inv-split", "shop_basic");
        String number =
                Api.asAdministrator().post("/accounts/inv-split/invoices/close").path("items[0].number");

        // 2,000 tokens beyond the allowance at 0.001, two thirds of them by web, and the fee of 10.00 as they come
        Api.asAdministrator()
                .get("/invoices/" + number + "/allocation?by=project")
                .then()
                .statusCode(200)
                .body("total.amount", is("12.00"))
                .body("groups.group.project", contains("=app", "web"))
                .body("groups.amount.amount", contains("4", "8"))
                .body(
                        "lines.find { it.text == 'Tokens' }.parts.amount.amount",
                        contains("0.666666666667", "1.333333333333"));
        Api.asAdministrator()
                .get("/invoices/" + number + "/allocation?by=project&share=web:1&share=app:3")
                .then()
                .body("lines.find { it.text == 'Basic' }.parts.amount.amount", contains("7.5", "2.5"));
        Response table = Api.asAdministrator().get("/invoices/" + number + "/allocation.csv?by=project");
        table.then().statusCode(200);
        assertThat(table.contentType()).startsWith("text/csv");
        assertThat(table.asString().lines())
                .hasSize(5)
                .contains("invoice,line,text,project,amount,currency")
                .anyMatch(row -> row.startsWith(number + ",") && row.endsWith(",Tokens,'=app,0.666666666667,USD"));
        Api.asAdministrator()
                .get("/invoices/" + number + "/allocation")
                .then()
                .statusCode(400)
                .body("errors.field", contains("by"));
        Api.asAdministrator()
                .get("/invoices/" + number + "/allocation?by=project&share=web")
                .then()
                .statusCode(400)
                .body("errors.message", contains("is 'web', it must be a value and its weight such as research:2.5"));
        Api.asAdministrator()
                .get("/invoices/INV-999999/allocation?by=project")
                .then()
                .statusCode(404);
        String year = "/accounts/inv-split/allocation%s?by=project&from=" + Customers.daysAgo(200) + "&to=";
        Api.asAdministrator()
                .get(year.formatted("") + Customers.daysAgo(-1))
                .then()
                .statusCode(200)
                .body("invoices.invoice", hasItem(number))
                .body("groups.group.project", hasItems("=app", "web"))
                .body("invoices.find { it.invoice == '" + number + "' }.total.amount", is("12.00"));
        assertThat(Api.asAdministrator()
                        .get(year.formatted(".csv") + Customers.daysAgo(-1))
                        .asString()
                        .lines())
                .contains("invoice,line,text,project,amount,currency")
                .anyMatch(row -> row.startsWith(number + ",") && row.endsWith(",Tokens,'=app,0.666666666667,USD"));
        Api.asAdministrator()
                .get(year.formatted("") + Customers.daysAgo(201))
                .then()
                .statusCode(400)
                .body("errors.field", contains("to"));
    }

    private void startedThen(String account, String plan) {
        BillingEngine then =
                BillingEngine.builder().storage(storage).clock(() -> start).build();
        then.startSubscription()
                .start(Order.of(
                        new SubscriptionId(account + "-main"), new AccountId(account), new PlanKey(plan), start));
    }
}
