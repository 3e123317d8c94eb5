package dev.countinghouse.app;

import dev.countinghouse.billing.domain.access.KeyScope;
import io.restassured.response.ValidatableResponse;
import java.util.concurrent.atomic.AtomicInteger;

/** Accounts on a plan that has an end, and calls of them through the gate. */
final class GateCalls {

    private static final AtomicInteger ACCOUNTS = new AtomicInteger();

    final String account;
    final String key;

    private GateCalls(String account) {
        this.account = account;
        Customers.open(account);
        this.key = Keys.issueOf(account, KeyScope.WRITE, KeyScope.BILLING);
    }

    /** One that has subscribed to nothing. */
    static GateCalls stranger() {
        Shop.open();
        return new GateCalls("gate-" + ACCOUNTS.incrementAndGet());
    }

    /** 10 calls, 100 tokens and 1,000 tokens of answers in a month, all with a hard cap. */
    static GateCalls open() {
        return on("shop_gate");
    }

    static GateCalls on(String plan) {
        GateCalls calls = stranger();
        Customers.subscribe(calls.account + "-main", calls.account, plan, Customers.daysAgo(1));
        return calls;
    }

    ValidatableResponse post(String path, String body) {
        return Api.with(key).body(body).post("/accounts/" + account + path).then();
    }

    ValidatableResponse check(String form) {
        return post("/calls/check", "{" + form + "}");
    }

    ValidatableResponse consume(String id, String form) {
        return post("/calls/consume", body(id, form));
    }

    ValidatableResponse reserve(String id, String form) {
        return post("/reservations", body(id, form));
    }

    ValidatableResponse capture(String id, String used) {
        return post("/reservations/" + id + "/capture", used);
    }

    ValidatableResponse get(String path) {
        return Api.with(key).get("/accounts/" + account + path).then();
    }

    ValidatableResponse limit(String id, String terms) {
        return Api.with(key)
                .body("{" + terms + "}")
                .put("/accounts/" + account + "/limits/" + id)
                .then();
    }

    void upgrade() {
        changeTo("shop_gate_more");
    }

    void changeTo(String plan) {
        Api.asAdministrator()
                .body("{\"step\": \"to_plan\", \"plan\": \"" + plan + "\", \"quantity\": 1, \"when\": \"now\"}")
                .post("/subscriptions/" + account + "-main/changes")
                .then()
                .statusCode(200);
    }

    static String tokens(int tokens) {
        return "\"type\": \"shop.tokens\", \"data\": {\"tokens\": " + tokens + "}";
    }

    private static String body(String id, String form) {
        return "{\"id\": \"" + id + "\", " + form + "}";
    }
}
