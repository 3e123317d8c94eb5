package dev.countinghouse.app;

import dev.countinghouse.app.notification.Receiver;
import dev.countinghouse.billing.domain.access.KeyScope;
import io.restassured.path.json.JsonPath;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An account of its own for each test, a key that manages its endpoints, and somebody who is told. */
abstract class WebhookCase {

    private static int accounts;

    final Receiver receiver = new Receiver();
    String account = "";
    String key = "";

    @BeforeEach
    void openAccount() {
        Shop.open();
        account = "webhooks-" + ++accounts;
        key = Keys.of(account, KeyScope.BILLING);
    }

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    final JsonPath webhook(String types) {
        return Api.with(key)
                .body("{\"channel\": \"webhook\", \"target\": \"" + receiver.url() + "\", \"types\": " + types + "}")
                .post("/endpoints")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    /** The start, and an invoice for each of some months. */
    final void subscribe() {
        Customers.subscribe(account + "-main", account, "shop_basic", Customers.daysAgo(100));
    }

    static HttpHeaders headers(Receiver.Request request) {
        Map<String, List<String>> headers = new TreeMap<>();
        request.headers().forEach((name, value) -> headers.put(name, List.of(value)));
        return HttpHeaders.of(headers, (name, value) -> true);
    }
}
