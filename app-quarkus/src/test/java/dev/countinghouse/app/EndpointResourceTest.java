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
import dev.countinghouse.billing.domain.access.KeyScope;
import dev.countinghouse.billing.domain.notification.EndpointId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
class EndpointResourceTest extends WebhookCase {

    private ValidatableResponse open(String body) {
        return Api.with(key).body(body).post("/endpoints").then();
    }

    @Test
    void anEndpointIsToldWhatItNamesAndCanTellWhoSaysSo() {
        JsonPath opened = webhook("[\"subscription.started\"]");
        String id = opened.get("endpoint.id");
        subscribe();
        Endpoints.pump(id);

        assertThat(receiver.requests()).hasSize(1);
        Receiver.Request request = receiver.requests().get(0);
        JsonPath message = new JsonPath(request.body());
        assertThat(message.getString("type")).isEqualTo("subscription.started");
        assertThat(message.getString("data.account")).isEqualTo(account);
        assertThat(message.getString("data.plan")).isEqualTo("shop_basic");
        assertThat(Instant.parse(message.getString("timestamp"))).isNotNull();
        Webhook verifier = new Webhook(opened.<String>get("secret"));
        assertThatCode(() -> verifier.verify(request.body(), headers(request))).doesNotThrowAnyException();
        assertThatThrownBy(() -> verifier.verify(request.body() + " ", headers(request)))
                .isInstanceOf(WebhookVerificationException.class);
        Endpoints.pump(id);
        assertThat(receiver.requests()).hasSize(1);
    }

    @Test
    void theSecretIsShownOnceAndAReplayedAnswerHidesIt() {
        String body = "{\"channel\": \"webhook\", \"target\": \"" + receiver.url() + "\"}";
        String id = Api.with(key)
                .header("Idempotency-Key", "open")
                .body(body)
                .post("/endpoints")
                .then()
                .statusCode(201)
                .body("secret", containsString("whsec_"))
                .extract()
                .path("endpoint.id");

        Api.with(key)
                .header("Idempotency-Key", "open")
                .body(body)
                .post("/endpoints")
                .then()
                .body("endpoint.id", is(id))
                .body("secret", is("redacted"));
        String read = Api.with(key)
                .get("/endpoints/" + id)
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(read).doesNotContain("whsec_", "secret", "sealed");
        assertThat(Keys.engine()
                        .readEndpoints()
                        .find(new EndpointId(id))
                        .orElseThrow()
                        .secrets())
                .singleElement()
                .asString()
                .doesNotContain("whsec_");
    }

    @Test
    void whatIsWrongIsNamed() {
        String target = "\"target\": \"" + receiver.url() + "\"";
        open("{\"channel\": \"webhook\", \"target\": \"http://10.0.0.1/\"}")
                .statusCode(400)
                .body("errors[0].field", is("target"))
                .body("detail", containsString("10.0.0.1"));
        open("{\"channel\": \"webhook\", \"target\": \"https://user:secret@example.com/\"}")
                .statusCode(400)
                .body("errors[0].field", is("target"));
        open("{\"channel\": \"email\", \"target\": \"nobody\"}").statusCode(400).body("errors[0].field", is("target"));
        open("{\"channel\": \"webhook\", \"types\": [\"invoice.lost\"], " + target + "}")
                .statusCode(400)
                .body("errors[0].field", is("types"))
                .body("detail", containsString("invoice.issued"));
        open("{\"channel\": \"webhook\", \"types\": [\"*\"], " + target + "}")
                .statusCode(400)
                .body("errors[0].field", is("types"));
        open("{\"channel\": \"fax\", " + target + "}").statusCode(400).body("errors[0].field", is("channel"));
        open("{\"channel\": \"webhook\", \"account\": \"access-other\", " + target + "}")
                .statusCode(403);
        String id = webhook("[]").get("endpoint.id");
        Api.with(key)
                .body("{\"target\": \"ftp://example.com\"}")
                .put("/endpoints/" + id)
                .then()
                .statusCode(400)
                .body("errors[0].field", is("target"));
        Api.with(key)
                .body("{\"overlap\": \"P31D\"}")
                .post("/endpoints/" + id + "/rotate")
                .then()
                .statusCode(400)
                .body("errors[0].field", is("overlap"));
        Api.with(key)
                .get("/endpoints/" + id + "/deliveries?state=lost")
                .then()
                .statusCode(400)
                .body("errors[0].field", is("state"));
        Api.with(key)
                .get("/endpoints/" + id + "/deliveries?cursor=x")
                .then()
                .statusCode(400)
                .body("errors[0].field", is("cursor"));
    }

    @Test
    void whatIsForAllAccountsTakesAKeyForAllAndIsToldOfAll() {
        String body = "{\"channel\": \"webhook\", \"types\": [\"subscription.started\"], \"target\": \""
                + receiver.url() + "\"}";
        String billing = Keys.issueForAll(KeyScope.BILLING).credential().text();
        Api.with(billing).body(body).post("/endpoints").then().statusCode(403);
        String id = Api.asAdministrator()
                .body(body)
                .post("/endpoints")
                .then()
                .statusCode(201)
                .body("endpoint.account", nullValue())
                .extract()
                .path("endpoint.id");
        Api.with(key).get("/endpoints/" + id).then().statusCode(404);
        Api.with(billing).delete("/endpoints/" + id).then().statusCode(403);

        subscribe();
        Endpoints.pump(id);
        assertThat(receiver.requests())
                .anyMatch(request ->
                        new JsonPath(request.body()).getString("data.account").equals(account));
        Api.asAdministrator()
                .get("/endpoints/" + id + "/deliveries?limit=200")
                .then()
                .statusCode(200)
                .body("items.find { it.account == '" + account + "' }.state", is("delivered"));
        Api.asAdministrator().delete("/endpoints/" + id).then().statusCode(204);
        Api.asAdministrator().get("/endpoints/" + id).then().statusCode(404);
    }

    @Test
    void anEndpointIsChangedListedAndClosed() {
        String first = webhook("[]").get("endpoint.id");
        String second = webhook("[]").get("endpoint.id");
        Api.with(key)
                .body("{\"target\": \"https://example.com/other\", \"types\": [\"invoice.*\"], \"description\": \"d\"}")
                .put("/endpoints/" + first)
                .then()
                .statusCode(200)
                .body("target", is("https://example.com/other"))
                .body("types", contains("invoice.*"));
        String cursor = Api.with(key)
                .get("/endpoints?limit=1")
                .then()
                .body("items.id", contains(first))
                .body("items.description", contains("d"))
                .extract()
                .path("nextCursor");
        Api.with(key).get("/endpoints?cursor=" + cursor).then().body("items.id", contains(second));
        Api.with(key)
                .post("/endpoints/" + second + "/disable")
                .then()
                .statusCode(200)
                .body("disabledAt", notNullValue());
        Api.with(key).delete("/endpoints/" + second).then().statusCode(204);
        Api.with(key).delete("/endpoints/" + second).then().statusCode(404);
        Api.with(key).get("/endpoints").then().body("items.id", contains(first));
    }

    @Test
    void theTypesOfMessagesAreThereToBeRead() {
        String reader = Keys.of(account, KeyScope.READ);
        Api.with(reader)
                .get("/event-types")
                .then()
                .statusCode(200)
                .body("items.find { it.type == 'invoice.issued' }.version", is(1));
        Api.with(reader)
                .get("/event-types/invoice.issued")
                .then()
                .statusCode(200)
                .body("schema.properties.type.const", is("invoice.issued"))
                .body("description", containsString("invoice"));
        Api.with(reader).get("/event-types/invoice.lost").then().statusCode(404);
    }
}
