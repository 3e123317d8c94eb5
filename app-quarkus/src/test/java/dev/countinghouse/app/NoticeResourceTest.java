package dev.countinghouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.countinghouse.billing.domain.access.KeyScope;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The administrator's log of what the payment provider has told. */
@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
@TestProfile(Prepaid.Service.class)
class NoticeResourceTest extends PurchaseCalls {

    @Test
    void aNoticeIsFollowedUntilItIsDoneAndReplayed() {
        String id = decided();
        log(id).body("state", equalTo("waiting"))
                .body("type", equalTo("payment.succeeded"))
                .body("about.kind", equalTo("payment"))
                .body("about.id", startsWith("pay_"))
                .body("receivedAt", notNullValue())
                .body("attempts", equalTo(0))
                .body("finishedAt", nullValue());
        workOff();
        log(id).body("state", equalTo("done"))
                .body("attempts", equalTo(1))
                .body("dueAt", nullValue())
                .body("finishedAt", notNullValue());
        read("one").body("state", equalTo("succeeded"));

        // the notice of this one is lost
        play("one", "refund", "{\"amount\": " + MONEY.formatted("4.00") + "}");
        payments.standIn()
                .orElseThrow()
                .pendingNotices(100)
                .forEach(payments.standIn().orElseThrow()::delivered);
        has("10");
        Api.asAdministrator()
                .post("/provider-notices/" + id + "/replay")
                .then()
                .statusCode(200)
                .body("state", equalTo("waiting"));
        workOff();
        log(id).body("state", equalTo("done")).body("attempts", equalTo(2));
        has("6");
    }

    /** The id of a notice that is kept and not worked off. */
    private String decided() {
        payBy("bank_async_ok").statusCode(200);
        Prepaid.buy(account, "one", "10.00").body("state", equalTo("processing"));
        notices();
        play("one", "decide", "{}");
        Prepaid.run("send-payment-notices");
        return first("waiting").path("items[0].id");
    }

    private static Response first(String status) {
        return Api.asAdministrator().get("/provider-notices?limit=1&status=" + status);
    }

    private static ValidatableResponse log(String id) {
        return Api.asAdministrator().get("/provider-notices/" + id).then().statusCode(200);
    }

    @Test
    void theNewestAreListedFirstPageByPage() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.add(0, kept(NoticeCalls.body("balance.available", Prepaid.now().toString(), "{}")));
        }

        List<String> listed = new ArrayList<>();
        String cursor = "";
        for (int i = 0; i < 3; i++) {
            Response page = Api.asAdministrator().get("/provider-notices?limit=1&cursor=" + cursor);
            page.then().statusCode(200).body("items", hasSize(1)).body("items[0].body", nullValue());
            listed.add(page.path("items[0].id"));
            cursor = page.path("nextCursor");
        }
        assertThat(listed).isEqualTo(ids);
        assertThat(first("waiting").<String>path("items[0].id")).isEqualTo(ids.get(0));
        workOff();
        assertThat(first("ignored").<String>path("items[0].state")).isEqualTo("ignored");
        first("waiting").then().body("items", hasSize(0));
    }

    @Test
    void theBodyIsShownWhereItIsAskedForAndItsSecretsNever() {
        String id = kept("{\"type\":\"balance.available\",\"timestamp\":\"" + Prepaid.now() + "\",\"data\":"
                + "[{\"client_secret\":\"pi_secret_1\",\"name\":\"Ada\",\"webhookSecret\":{\"deep\":\"pi_secret_2\"},"
                + "\"secret\":null}]}");

        Api.asAdministrator()
                .get("/provider-notices/" + id)
                .then()
                .statusCode(200)
                .body("body", nullValue())
                .body(not(containsString("Ada")));
        Api.asAdministrator()
                .get("/provider-notices/" + id + "?body=true")
                .then()
                .statusCode(200)
                .body("body.data[0].name", equalTo("Ada"))
                .body("body.data[0].client_secret", equalTo("…"))
                .body("body.data[0].webhookSecret", equalTo("…"))
                .body("body.data[0].secret", nullValue())
                .body(not(containsString("pi_secret")));
    }

    private static String kept(String body) {
        String id = "evt_" + UUID.randomUUID();
        NoticeCalls.post(
                        "/webhooks/payments",
                        NoticeCalls.signed(id, Prepaid.now().getEpochSecond(), body),
                        body)
                .then()
                .statusCode(204);
        return id;
    }

    @Test
    void whatIsWrongWithACallIsSaid() {
        first("finished").then().statusCode(400).body("detail", containsString("ignored"));
        Api.asAdministrator()
                .get("/provider-notices?cursor=x")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("cursor"));
        for (String id : List.of("evt_none", "%20", "é")) {
            Api.asAdministrator().get("/provider-notices/" + id).then().statusCode(404);
            Api.asAdministrator()
                    .post("/provider-notices/" + id + "/replay")
                    .then()
                    .statusCode(404);
        }
    }

    @Test
    void onlyTheAdministratorOfAllAccountsSeesIt() {
        String id = kept(NoticeCalls.body("balance.available", Prepaid.now().toString(), "{}"));
        String billing = Keys.issueForAll(KeyScope.BILLING).credential().text();
        String ownAdmin = Keys.of("notice-reader", KeyScope.ADMIN);
        for (String key : List.of(billing, ownAdmin)) {
            Api.with(key).get("/provider-notices").then().statusCode(403);
            Api.with(key).get("/provider-notices/" + id).then().statusCode(403);
            Api.with(key).post("/provider-notices/" + id + "/replay").then().statusCode(403);
        }
        Api.anonymous().get("/provider-notices/" + id).then().statusCode(401);
    }
}
