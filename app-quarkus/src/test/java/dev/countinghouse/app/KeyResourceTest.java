package dev.countinghouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.countinghouse.billing.domain.access.KeyScope;
import dev.countinghouse.billing.ports.driving.IssueKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
class KeyResourceTest {

    @Test
    void aKeyIsIssuedUsedAndRevoked() {
        Keys.open("keys-acme");
        Api.asAdministrator().body("{\"id\": \"search\", \"name\": \"Search\"}").post("/accounts/keys-acme/projects");
        ValidatableResponse issued = issue(
                        ServiceDatabase.ADMIN_KEY,
                        "{\"name\": \"Gateway\", \"scopes\": [\"read\"], \"account\": \"keys-acme\", \"project\": \"search\"}")
                .statusCode(201)
                .body("key.name", is("Gateway"))
                .body("key.scopes", contains("read"))
                .body("key.account", is("keys-acme"))
                .body("key.project", is("search"))
                .body("key.lastUsedAt", nullValue());
        String credential = issued.extract().path("credential");
        String id = issued.extract().path("key.id");

        Api.with(credential).get("/accounts/keys-acme").then().statusCode(200);
        Api.asAdministrator()
                .get("/keys/" + id)
                .then()
                .statusCode(200)
                .body("lastUsedAt", notNullValue())
                .body("credential", nullValue());
        for (int i = 0; i < 2; i++) {
            Api.asAdministrator().delete("/keys/" + id).then().statusCode(200).body("revokedAt", notNullValue());
            Api.with(credential).get("/accounts/keys-acme").then().statusCode(401);
        }
    }

    @Test
    void theDatabaseHasNoSecret() {
        IssueKey.Outcome.Issued issued = Keys.issue("keys-acme", KeyScope.READ);

        assertThat(Keys.stored(issued).toString())
                .doesNotContain(issued.credential().secret());
    }

    @Test
    void afterARotationBothSecretsCountAndWithoutOverlapOne() {
        IssueKey.Outcome.Issued issued = Keys.issue("keys-rotated", KeyScope.READ);
        String first = issued.credential().text();
        String second = rotate(issued, "");
        assertThat(second).isNotEqualTo(first);
        reads(first, 200);
        reads(second, 200);

        String third = rotate(issued, "{\"overlap\": \"PT0S\"}");
        reads(second, 401);
        reads(third, 200);
        Api.asAdministrator()
                .body("{\"overlap\": \"P91D\"}")
                .post("/keys/" + issued.key().id() + "/rotate")
                .then()
                .statusCode(400)
                .body("errors[0].field", is("overlap"));
    }

    private static String rotate(IssueKey.Outcome.Issued issued, String body) {
        return Api.asAdministrator()
                .body(body)
                .post("/keys/" + issued.key().id() + "/rotate")
                .then()
                .statusCode(200)
                .extract()
                .path("credential");
    }

    private static void reads(String credential, int status) {
        Api.with(credential).get("/accounts/keys-rotated").then().statusCode(status);
    }

    @Test
    void onlyTheNewestSecretRotates() {
        IssueKey.Outcome.Issued issued = Keys.issue("keys-taken", KeyScope.BILLING);
        String rotate = "/keys/" + issued.key().id() + "/rotate";
        String other = "/keys/" + Keys.issue("keys-taken", KeyScope.READ).key().id() + "/rotate";
        String first = issued.credential().text();
        String second =
                Api.with(first).post(rotate).then().statusCode(200).extract().path("credential");

        Api.with(first).get("/keys/" + issued.key().id()).then().statusCode(200);
        for (String key : new String[] {rotate, other}) {
            Api.with(first)
                    .post(key)
                    .then()
                    .statusCode(403)
                    .contentType("application/problem+json")
                    .body("detail", containsString("newest secret"));
        }
        Api.with(second).post(other).then().statusCode(200);
        String third =
                Api.with(second).post(rotate).then().statusCode(200).extract().path("credential");
        Api.with(third).post(rotate).then().statusCode(200);
    }

    @Test
    void aKeyGivesNoMoreThanItHas() {
        Keys.open("keys-globex");
        String billing = Keys.of("keys-acme", KeyScope.BILLING);
        String ofAll = Keys.issueForAll(KeyScope.BILLING).credential().text();

        issue(billing, "{\"name\": \"mine\", \"scopes\": [\"read\"]}")
                .statusCode(201)
                .body("key.account", is("keys-acme"));
        issue(billing, "{\"name\": \"x\", \"scopes\": [\"admin\"]}").statusCode(403);
        issue(billing, "{\"name\": \"x\", \"scopes\": [\"write\"]}").statusCode(403);
        issue(billing, "{\"name\": \"x\", \"scopes\": [\"read\"], \"account\": \"keys-globex\"}")
                .statusCode(403);
        issue(ofAll, "{\"name\": \"x\", \"scopes\": [\"read\"], \"account\": \"keys-globex\"}")
                .statusCode(201);
        issue(ofAll, "{\"name\": \"x\", \"scopes\": [\"read\"]}").statusCode(403);
        issue(Keys.of("keys-acme", KeyScope.READ), "{\"name\": \"x\", \"scopes\": [\"read\"]}")
                .statusCode(403);
    }

    @Test
    void aKeyThatEndsGivesNoneThatLastsLonger() {
        String ending = issue(
                        ServiceDatabase.ADMIN_KEY,
                        "{\"name\": \"x\", \"scopes\": [\"admin\"], \"expiresAt\": \"2100-01-01T00:00:00Z\"}")
                .statusCode(201)
                .extract()
                .path("credential");

        issue(ending, "{\"name\": \"x\", \"scopes\": [\"read\"]}")
                .statusCode(403)
                .body("detail", containsString("2100-01-01"));
        issue(ending, "{\"name\": \"x\", \"scopes\": [\"read\"], \"expiresAt\": \"2099-01-01T00:00:00Z\"}")
                .statusCode(201);
    }

    @Test
    void strongerAndForeignKeysAreOutOfReach() {
        String billing = Keys.of("keys-acme", KeyScope.BILLING);
        String stronger =
                "/keys/" + Keys.issue("keys-acme", KeyScope.ADMIN).key().id();
        String foreign =
                "/keys/" + Keys.issue("keys-globex", KeyScope.READ).key().id();
        String ofAll = "/keys/" + Keys.issueForAll(KeyScope.READ).key().id();

        Api.with(billing).post(stronger + "/rotate").then().statusCode(403);
        Api.with(billing).delete(stronger).then().statusCode(403);
        for (String key : new String[] {foreign, ofAll, "/keys/unknown"}) {
            Api.with(billing).get(key).then().statusCode(404);
            Api.with(billing).post(key + "/rotate").then().statusCode(404);
            Api.with(billing).delete(key).then().statusCode(404);
        }
    }

    @Test
    void keysAreListedByAccountInPages() {
        IssueKey.Outcome.Issued first = Keys.issue("keys-listed", KeyScope.BILLING);
        IssueKey.Outcome.Issued second = Keys.issue("keys-listed", KeyScope.READ);
        String cursor = Api.with(first.credential().text())
                .get("/keys?limit=1")
                .then()
                .statusCode(200)
                .body("items.id", contains(first.key().id().value()))
                .extract()
                .path("nextCursor");

        Api.asAdministrator()
                .get("/keys?account=keys-listed&limit=1&cursor=" + cursor)
                .then()
                .statusCode(200)
                .body("items.id", contains(second.key().id().value()))
                .body("nextCursor", nullValue());
        Api.with(first.credential().text())
                .get("/keys?account=keys-acme")
                .then()
                .statusCode(403);
    }

    @Test
    void whatIsWrongIsNamed() {
        issue(ServiceDatabase.ADMIN_KEY, "{\"name\": \"x\", \"scopes\": []}")
                .statusCode(400)
                .body("errors[0].field", is("scopes"));
        issue(ServiceDatabase.ADMIN_KEY, "{\"name\": \"x\", \"scopes\": [\"everything\"]}")
                .statusCode(400)
                .body("errors[0].field", is("scopes[0]"))
                .body("errors[0].message", containsString("billing"));
        issue(ServiceDatabase.ADMIN_KEY, "{\"name\": \"x\", \"scopes\": [\"read\"], \"account\": \"keys-nobody\"}")
                .statusCode(404);
        Keys.open("keys-globex");
        issue(
                        ServiceDatabase.ADMIN_KEY,
                        "{\"name\": \"x\", \"scopes\": [\"read\"], \"account\": \"keys-globex\", \"project\": \"none\"}")
                .statusCode(404);
        issue(
                        ServiceDatabase.ADMIN_KEY,
                        "{\"name\": \"x\", \"scopes\": [\"read\"], \"expiresAt\": \"2001-01-01T00:00:00Z\"}")
                .statusCode(422);
        issue(ServiceDatabase.ADMIN_KEY, "{\"name\": \"x\", \"scopes\": [\"read\"], \"project\": \"search\"}")
                .statusCode(400)
                .body("detail", containsString("account"));
    }

    private static ValidatableResponse issue(String credential, String body) {
        return Api.with(credential).body(body).post("/keys").then();
    }
}
