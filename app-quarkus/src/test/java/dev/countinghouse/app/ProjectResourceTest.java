package dev.countinghouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.countinghouse.app.directory.Project;
import dev.countinghouse.billing.domain.access.KeyScope;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driven.Race;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Storage;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
class ProjectResourceTest {

    @Inject
    Storage storage;

    @Test
    void aProjectIsOpenedOnceReadAndRenamed() {
        Keys.open("projects-acme");
        for (int i = 0; i < 2; i++) {
            open("projects-acme", "search", "Search")
                    .statusCode(201)
                    .header("ETag", "\"1\"")
                    .body("id", is("search"));
        }
        open("projects-acme", "search", "Another").statusCode(409);

        rename("\"1\"", "Product search").statusCode(200).header("ETag", "\"2\"");
        rename("\"1\"", "Lost update").statusCode(412).contentType("application/problem+json");
        rename("\"7\", \"2\"", "Third").statusCode(200).header("ETag", "\"3\"");
        rename("3", "no tag").statusCode(400).body("errors[0].field", is("If-Match"));
        Api.asAdministrator()
                .body("{\"name\": \"Third\"}")
                .put("/accounts/projects-acme/projects/search")
                .then()
                .statusCode(200)
                .header("ETag", "\"3\"");
        Api.asAdministrator()
                .get("/accounts/projects-acme/projects/search")
                .then()
                .statusCode(200)
                .header("ETag", "\"3\"")
                .body("name", is("Third"));
    }

    private static ValidatableResponse rename(String ifMatch, String name) {
        return Api.asAdministrator()
                .header("If-Match", ifMatch)
                .body("{\"name\": \"" + name + "\"}")
                .put("/accounts/projects-acme/projects/search")
                .then();
    }

    @Test
    void projectsAreListedInPages() {
        Keys.open("projects-listed");
        for (String id : List.of("b", "c", "a")) {
            open("projects-listed", id, "Project " + id).statusCode(201);
        }
        String cursor = Api.asAdministrator()
                .get("/accounts/projects-listed/projects?limit=2")
                .then()
                .body("items.id", contains("a", "b"))
                .extract()
                .path("nextCursor");
        Api.asAdministrator()
                .get("/accounts/projects-listed/projects?limit=2&cursor=" + cursor)
                .then()
                .body("items.id", contains("c"))
                .body("nextCursor", nullValue());
    }

    @Test
    void whatIsWrongIsNamed() {
        Keys.open("projects-acme");
        open("projects-acme", "Not A Key", "x").statusCode(400);
        open("projects-acme", "x", "").statusCode(400).body("errors[0].field", is("name"));
        open("projects-nobody", "x", "x").statusCode(404);
        Api.asAdministrator().get("/accounts/projects-nobody/projects").then().statusCode(404);
        for (String id : List.of("none", "Not%20A%20Key")) {
            Api.asAdministrator()
                    .get("/accounts/projects-acme/projects/" + id)
                    .then()
                    .statusCode(404);
        }
    }

    @Test
    void theProjectsOfAnotherAccountAreOutOfReach() {
        Keys.open("projects-globex");
        open("projects-globex", "secret", "Secret").statusCode(201);
        String acmes = Keys.of("projects-acme", KeyScope.ADMIN);

        Api.with(acmes).get("/accounts/projects-globex/projects").then().statusCode(403);
        Api.with(acmes).get("/accounts/projects-globex/projects/secret").then().statusCode(403);
        Api.with(acmes).get("/accounts/projects-acme/projects/secret").then().statusCode(404);
    }

    @Test
    void ofManyWhoOpenTheSameAtOnceAllFindIt() {
        Keys.open("projects-raced");
        List<Response> responses = Race.of(8, thread -> Api.asAdministrator()
                .body("{\"id\": \"raced\", \"name\": \"Raced\"}")
                .post("/accounts/projects-raced/projects"));

        assertThat(responses).extracting(Response::statusCode).contains(201).isSubsetOf(201, 409);
        open("projects-raced", "raced", "Raced").statusCode(201);
    }

    @Test
    void hibernateSeesTheBoundAccountOnlyAndWithoutOneNothing() {
        AccountId acme = Keys.open("projects-acme");
        AccountId globex = Keys.open("projects-globex");
        open("projects-acme", "mine", "Mine").statusCode(201);
        open("projects-globex", "theirs", "Theirs").statusCode(201);

        assertThat(seen(Scope.of(acme))).containsOnly("projects-acme");
        assertThat(seen(Scope.of(globex))).containsOnly("projects-globex");
        assertThat(seen(Scope.of(List.of(acme, globex)))).containsOnly("projects-acme", "projects-globex");
        assertThat(seen(Scope.of(List.of()))).isEmpty();
    }

    /** Whose projects a query without a WHERE finds. */
    private List<String> seen(Scope scope) {
        return storage.transactions().inTransaction(scope, () -> Project.<Project>listAll().stream()
                .map(project -> project.account)
                .distinct()
                .toList());
    }

    private static ValidatableResponse open(String account, String id, String name) {
        return Api.asAdministrator()
                .body("{\"id\": \"" + id + "\", \"name\": \"" + name + "\"}")
                .post("/accounts/" + account + "/projects")
                .then();
    }
}
