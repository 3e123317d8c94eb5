package dev.countinghouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.countinghouse.app.notification.Receiver;
import dev.countinghouse.app.notification.Receiver.Reaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
class DeliveryResourceTest extends WebhookCase {

    @Test
    void whileARotationLastsBothSecretsVerify() {
        JsonPath opened = webhook("[\"subscription.started\"]");
        String id = opened.get("endpoint.id");
        String second = Api.with(key)
                .body("{\"overlap\": \"PT1H\"}")
                .post("/endpoints/" + id + "/rotate")
                .then()
                .statusCode(200)
                .body("endpoint.rotatesUntil", notNullValue())
                .extract()
                .path("secret");
        subscribe();
        Endpoints.pump(id);

        Receiver.Request request = receiver.requests().get(0);
        for (String secret : List.of(opened.<String>get("secret"), second)) {
            assertThatCode(() -> new Webhook(secret).verify(request.body(), headers(request)))
                    .doesNotThrowAnyException();
        }
        String third = Api.with(key)
                .body("{\"overlap\": \"PT0S\"}")
                .post("/endpoints/" + id + "/rotate")
                .then()
                .extract()
                .path("secret");
        String replayed =
                "/endpoints/" + id + "/deliveries/" + request.headers().get("webhook-id") + "/replay";
        Api.with(key).post(replayed).then().statusCode(200).body("state", is("waiting"));
        Endpoints.pump(id);
        Receiver.Request again = receiver.requests().get(1);
        assertThat(again.body()).isEqualTo(request.body());
        assertThat(again.headers().get("webhook-id"))
                .isEqualTo(request.headers().get("webhook-id"));
        assertThatCode(() -> new Webhook(third).verify(again.body(), headers(again)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> new Webhook(second).verify(again.body(), headers(again)))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void whoIsGoneForGoodIsDisabledAndWhatItMissedIsReplayed() {
        String id = webhook("[\"subscription.started\", \"invoice.issued\"]").get("endpoint.id");
        receiver.reacting(request -> Reaction.answer(410));
        subscribe();
        Endpoints.pump(id);

        assertThat(receiver.requests()).hasSize(1);
        Api.with(key)
                .get("/endpoints/" + id)
                .then()
                .body("disabledAt", notNullValue())
                .body("disabledReason", containsString("410"));
        Endpoints.pump(id);
        assertThat(receiver.requests()).hasSize(1);
        Api.with(key)
                .body("{\"since\": \"2026-01-01T00:00:00Z\"}")
                .post("/endpoints/" + id + "/replay")
                .then()
                .statusCode(422)
                .body("detail", containsString("enable it first"));
        int failed = Api.with(key)
                .get("/endpoints/" + id + "/deliveries?state=failed")
                .then()
                .extract()
                .<List<?>>path("items")
                .size();
        assertThat(failed).isGreaterThanOrEqualTo(2);

        receiver.reacting(request -> Reaction.answer(204));
        Api.with(key)
                .post("/endpoints/" + id + "/enable")
                .then()
                .statusCode(200)
                .body("disabledAt", nullValue());
        Api.with(key)
                .body("{\"since\": \"2026-01-01T00:00:00Z\"}")
                .post("/endpoints/" + id + "/replay")
                .then()
                .statusCode(200)
                .body("replayed", is(failed));
        Endpoints.pump(id);
        assertThat(receiver.effects())
                .as(() -> Api.with(key)
                        .get("/endpoints/" + id + "/deliveries?state=waiting")
                        .asString())
                .hasSize(failed);
    }

    /** Some answers are complete before anybody asks for the rest of them. */
    @Test
    void anAnswerCountsHoweverFastItIs() {
        String id = webhook("[\"subscription.started\", \"invoice.issued\"]").get("endpoint.id");
        subscribe();
        Endpoints.pump(id);
        int messages = receiver.requests().size();
        for (int i = 0; i < 40; i++) {
            receiver.requests().forEach(request -> Api.with(key)
                    .post("/endpoints/" + id + "/deliveries/"
                            + request.headers().get("webhook-id") + "/replay"));
            receiver.requests().clear();
            Endpoints.pump(id);
            assertThat(receiver.requests()).as("round " + i).hasSize(messages);
        }
    }

    @Test
    void theLogSaysWhatBecameOfEachAttempt() {
        String id = webhook("[\"subscription.started\"]").get("endpoint.id");
        receiver.reacting(request -> Reaction.answer(500));
        subscribe();
        Endpoints.pump(id);

        String message = Api.with(key)
                .get("/endpoints/" + id + "/deliveries?limit=1")
                .then()
                .statusCode(200)
                .body("items.state", contains("waiting"))
                .body("items.lastFailure", contains("the receiver answered 500"))
                .body("items[0].nextAttemptAt", notNullValue())
                .body("nextCursor", nullValue())
                .extract()
                .path("items[0].message");
        String path = "/endpoints/" + id + "/deliveries/" + message;
        receiver.reacting(request -> Reaction.answer(200));
        Api.with(key).post(path + "/replay").then().statusCode(200);
        Endpoints.pump(id);
        Api.with(key)
                .get(path)
                .then()
                .body("state", is("delivered"))
                .body("attempts", is(2))
                .body("lastFailure", nullValue());
        String cursor = Api.with(key)
                .get(path + "/attempts?limit=1")
                .then()
                .body("items.status", contains(500))
                .body("items.failure", contains("the receiver answered 500"))
                .extract()
                .path("nextCursor");
        Api.with(key)
                .get(path + "/attempts?cursor=" + cursor)
                .then()
                .body("items.number", contains(2))
                .body("items.status", contains(200))
                .body("items[0].failure", nullValue());
    }

    /** A URL may be a secret of its own, as Slack's are. */
    @Test
    void whereMessagesGoIsSeenNeitherInMetricsNorInOurTraces() {
        String id = webhook("[\"subscription.started\"]").get("endpoint.id");
        subscribe();
        Endpoints.pump(id);

        assertThat(receiver.requests().get(0).headers()).doesNotContainKeys("traceparent", "tracestate", "baggage");
        String metrics = Api.asAdministrator()
                .basePath("")
                .get("/q/metrics")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(metrics).contains("countinghouse_deliveries_total").doesNotContain("/hook", ":" + receiver.port());
    }
}
