package dev.countinghouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.app.rest.idempotency.KeptAnswers;
import dev.countinghouse.billing.domain.access.KeyScope;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driven.Race;
import dev.countinghouse.billing.ports.driven.Scope;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
class IdempotencyTest {

    private static final AccountId ACCOUNT = new AccountId("once");
    private static final String ORDER = "{\"name\": \"once\", \"scopes\": [\"read\"]}";

    @Inject
    PostgresTransactions transactions;

    @Inject
    KeptAnswers answers;

    @Inject
    @DataSource("owner")
    AgroalDataSource owner;

    private final String admin = Keys.of("once", KeyScope.ADMIN);

    @Test
    void theSameCallIsDoneOnceAndAnsweredAgainWithoutItsSecret() {
        Response first = post("replay", ORDER);
        Response again = post("replay", ORDER);

        first.then().statusCode(201).body("credential", startsWith("chk_"));
        again.then()
                .statusCode(201)
                .header("Idempotent-Replayed", is("true"))
                .contentType("application/json")
                .body("credential", is("redacted"))
                .body("key.id", is(first.<String>path("key.id")));
        assertThat(first.getHeader("Idempotent-Replayed")).isNull();
    }

    @Test
    void anotherBodyOrAddressUnderTheSameKeyIsRefused() {
        String id = post("other", ORDER).path("key.id");

        post("other", ORDER.replace("once", "twice"))
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("detail", containsString("other"));
        Api.with(admin)
                .header("Idempotency-Key", "other")
                .delete("/keys/" + id)
                .then()
                .statusCode(422);
    }

    @Test
    void callersDoNotShareKeys() {
        String id = post("shared", ORDER).path("key.id");

        Api.with(Keys.of("once", KeyScope.ADMIN))
                .header("Idempotency-Key", "shared")
                .body(ORDER)
                .post("/keys")
                .then()
                .statusCode(201)
                .body("key.id", org.hamcrest.Matchers.not(id));
        Api.asAdministrator()
                .header("Idempotency-Key", "shared")
                .body(ORDER)
                .post("/keys")
                .then()
                .statusCode(201)
                .body("credential", startsWith("chk_"));
    }

    @Test
    void refusalsAreReplayedToo() {
        String wrong = "{\"name\": \"\", \"scopes\": [\"read\"]}";

        post("refusal", wrong).then().statusCode(400);
        post("refusal", wrong)
                .then()
                .statusCode(400)
                .header("Idempotent-Replayed", is("true"))
                .contentType("application/problem+json")
                .body("errors[0].field", is("name"));
    }

    @Test
    void aConflictIsNotKeptSinceItsAdviceIsToTryAgain() {
        String projects = "/accounts/once/projects";
        admin("none")
                .body("{\"id\": \"contested\", \"name\": \"A\"}")
                .post(projects)
                .then()
                .statusCode(201);
        String order = "{\"id\": \"contested\", \"name\": \"B\"}";
        admin("contested").body(order).post(projects).then().statusCode(409);
        Api.with(admin)
                .body("{\"name\": \"B\"}")
                .put(projects + "/contested")
                .then()
                .statusCode(200);
        admin("contested").body(order).post(projects).then().statusCode(201);
    }

    @Test
    void anAnswerThatCannotBeKeptIsAnsweredAndItsKeyIsFree() throws SQLException {
        owner("alter table idempotency add constraint unkept check (key <> 'unkept' or status is null)");
        try {
            post("unkept", ORDER).then().statusCode(201).body("credential", startsWith("chk_"));
            assertThat(count("unkept")).isZero();
        } finally {
            owner("alter table idempotency drop constraint unkept");
        }
    }

    private void owner(String sql) throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private RequestSpecification admin(String key) {
        return Api.with(admin).header("Idempotency-Key", key);
    }

    @Test
    void ofManyAtOnceOneIsDone() {
        List<Response> responses = Race.of(8, thread -> post("race", ORDER));

        Set<String> made = responses.stream()
                .filter(response -> response.statusCode() == 201)
                .map(response -> response.<String>path("key.id"))
                .collect(Collectors.toSet());
        assertThat(made).hasSize(1);
        assertThat(responses).extracting(Response::statusCode).contains(201).isSubsetOf(201, 409);
    }

    @Test
    void whatIsStillRunningIsNotDoneBesideItAndWhatDiedIsTakenOver() {
        post("running", ORDER).then().statusCode(201);
        change("update idempotency set status = null, headers = null, body = null where key = 'running'");
        post("running", ORDER).then().statusCode(409).body("detail", containsString("running"));

        change("update idempotency set claimed_at = now() - interval '6 minutes' where key = 'running'");
        post("running", ORDER.replace("once", "twice")).then().statusCode(422);
        post("running", ORDER).then().statusCode(201).body("credential", startsWith("chk_"));
        post("running", ORDER).then().body("credential", is("redacted"));
    }

    @Test
    void afterADayAKeyIsFreeAgainAndForgotten() {
        post("old", ORDER).then().statusCode(201);
        change("update idempotency set claimed_at = now() - interval '25 hours' where key = 'old'");
        post("old", ORDER.replace("once", "twice")).then().statusCode(201);

        change("update idempotency set claimed_at = now() - interval '25 hours' where key = 'old'");
        assertThat(answers.purge(100)).isPositive();
        assertThat(count("old")).isZero();
    }

    @Test
    void withoutAKeyNothingIsKeptAndABadOneIsNamed() {
        Api.with(admin).body(ORDER).post("/keys").then().statusCode(201);
        Api.with(admin).header("Idempotency-Key", "read").get("/keys").then().statusCode(200);
        assertThat(count("read")).isZero();
        post("x".repeat(256), ORDER).then().statusCode(400).body("errors[0].field", is("Idempotency-Key"));
        post("with a blank", ORDER).then().statusCode(400);
    }

    private Response post(String key, String body) {
        return Api.with(admin).header("Idempotency-Key", key).body(body).post("/keys");
    }

    private void change(String sql) {
        assertThat((int) transactions.inTransaction(
                        Scope.of(ACCOUNT), () -> transactions.current().update(sql)))
                .isPositive();
    }

    private long count(String key) {
        Optional<Long> count = transactions.inTransaction(Scope.of(ACCOUNT), () -> transactions
                .current()
                .queryOne("select count(*) as n from idempotency where key = ?", row -> row.whole("n"), key));
        return count.orElseThrow();
    }
}
