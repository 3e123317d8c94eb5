package dev.countinghouse.app;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;

import dev.countinghouse.billing.domain.access.KeyScope;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.money.Money;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.util.Currency;
import org.junit.jupiter.api.Test;

/** Payments here and at the stand-in, over REST. */
@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
@TestProfile(Prepaid.Service.class)
class ReconciliationTest extends PurchaseCalls {

    private ValidatableResponse reconcile(String query) {
        return Api.asAdministrator().post("/reconciliation" + query).then();
    }

    @Test
    void whatLagsIsPutRightAndWhatDoesNotIsTold() {
        Prepaid.buy(account, "first", "25.00").statusCode(201);
        reconcile("?account=" + account).statusCode(200).body("items", empty());

        play("first", "refund", "{\"amount\": " + MONEY.formatted("10.00") + "}");
        reconcile("?account=" + account)
                .statusCode(200)
                .body("items.kind", contains("payment_differs"))
                .body("items.resolved", contains(true))
                .body("items[0].there", equalTo("25.00 USD succeeded, 10.00 USD refunded"));
        read("first").body("refunded.amount", equalTo("10.00"));

        payments.standIn()
                .orElseThrow()
                .payElsewhere(new AccountId(account), Money.parse("7.00", Currency.getInstance("USD")));
        reconcile("?account=" + account)
                .statusCode(200)
                .body("items.kind", contains("payment_unknown_here"))
                .body("items[0].resolved", equalTo(false))
                .body("items[0].remedy", containsString("dashboard"));
        reconcile("?account=" + account + "&since=2099-01-01T00:00:00Z").body("items", empty());
        reconcile("?limit=200")
                .statusCode(200)
                .body("reconciled", greaterThanOrEqualTo(1))
                .body("failed", empty());
        Prepaid.run("reconcile");
    }

    @Test
    void itIsForAdministratorsAndSaysWhatIsWrong() {
        Api.with(Keys.issueOf(account, KeyScope.WRITE, KeyScope.BILLING))
                .post("/reconciliation?account=" + account)
                .then()
                .statusCode(403);
        reconcile("?account=nobody-at-all").statusCode(404).body("detail", containsString("nobody-at-all"));
        reconcile("?since=yesterday").statusCode(400).body("errors[0].field", equalTo("since"));
        reconcile("?cursor=x").statusCode(400);
    }
}
