package dev.countinghouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.access.Credential;
import dev.countinghouse.billing.domain.access.KeyId;
import dev.countinghouse.billing.domain.access.KeyScope;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.subscription.Lifecycle;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driving.IssueKey;
import dev.countinghouse.billing.ports.driving.StartSubscription;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every operation that the API describes, called by every kind of caller: what is there decides, so that an endpoint that
 * is added is held to it without anybody remembering to.
 */
@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
class AccessTest {

    private static final String OWN = "access-own";
    private static final String OTHER = "access-other";
    private static final Set<Integer> OUT_OF_REACH = Set.of(403, 404);

    private List<Operation> operations = List.of();
    private Map<String, String> ownThings = Map.of();
    private Map<String, String> othersThings = Map.of();

    @BeforeEach
    void giveBothAccountsSomethingOfEverything() {
        operations = Operation.all();
        Shop.open();
        ownThings = things(OWN);
        othersThings = things(OTHER);
    }

    /** What there is of an account, by the names that parameters and fields have. */
    private static Map<String, String> things(String account) {
        AccountId id = Keys.open(account);
        Keys.engine()
                .startSubscription()
                .start(new StartSubscription.Order(
                        new SubscriptionId(account + "-main"),
                        id,
                        new PlanKey("shop_basic"),
                        1,
                        Instant.parse("2026-01-01T00:00:00Z"),
                        Lifecycle.Anchor.START,
                        false,
                        List.of()));
        Api.asAdministrator()
                .body("{\"id\": \"" + account + "\", \"name\": \"Project\"}")
                .post("/accounts/" + account + "/projects");
        return Map.of(
                "endpoint",
                endpoint(id),
                "account",
                account,
                "project",
                account,
                "id",
                account + "-main",
                "number",
                Keys.engine().readInvoices().of(id).get(0).number().toString(),
                "key",
                Keys.issue(account, KeyScope.READ).key().id().value());
    }

    /** The first, or a new one: a walk through the operations closes it. */
    private static String endpoint(AccountId account) {
        return Keys.engine().readEndpoints().list(Optional.of(account), Optional.empty(), 1).stream()
                .findFirst()
                .orElseGet(() -> Endpoints.open(Optional.of(account), "http://127.0.0.1:65535/access"))
                .id()
                .value();
    }

    @Test
    void everyOperationNamesTheScopeItTakes() {
        Set<String> scopes = new TreeSet<>();
        Arrays.stream(KeyScope.values()).forEach(scope -> scopes.add(word(scope)));

        assertThat(operations).isNotEmpty();
        assertThat(operations).allSatisfy(operation -> assertThat(operation.roles())
                .as("roles of %s: annotate it with @RolesAllowed", operation)
                .isNotEmpty()
                .isSubsetOf(scopes));
    }

    @Test
    void whoHasNoKeyThatCountsGetsNowhere() {
        IssueKey.Outcome.Issued revoked = Keys.issue(OWN, KeyScope.ADMIN);
        Keys.engine().revokeKey().revoke(revoked.key().id());
        KeyId known = Keys.issue(OWN, KeyScope.ADMIN).key().id();
        String forged = Credential.draw(known, new SecureRandom()).text();
        String expired = Keys.expired(OWN, KeyScope.ADMIN);
        Map<String, Supplier<RequestSpecification>> callers = Map.of(
                "no key", Api::anonymous,
                "an unknown key", () -> Api.with("unknown"),
                "a key with another secret", () -> Api.with(forged),
                "a revoked key", () -> Api.with(revoked.credential().text()),
                "an expired key", () -> Api.with(expired),
                "another scheme", () -> Api.anonymous().header("Authorization", "Basic YWRtaW46YWRtaW4="));

        SoftAssertions all = new SoftAssertions();
        for (Operation operation : operations) {
            callers.forEach((who, caller) -> {
                Response response = operation.call(caller.get(), ownThings);
                all.assertThat(response.statusCode())
                        .as("%s with %s", operation, who)
                        .isEqualTo(401);
                all.assertThat(response.contentType()).startsWith("application/problem+json");
            });
        }
        all.assertAll();
    }

    @Test
    void aScopeOpensWhatItIsForInItsOwnAccountAndNothingElse() {
        SoftAssertions all = new SoftAssertions();
        Set<String> done = new TreeSet<>();
        for (KeyScope scope : KeyScope.values()) {
            String key = Keys.of(OWN, scope);
            for (Operation operation : operations) {
                Response response = operation.call(Api.with(key), ownThings);
                if (response.statusCode() < 300) {
                    done.add(operation.toString());
                }
                if (opens(scope, operation)) {
                    all.assertThat(response.statusCode())
                            .as("%s with %s: %s", operation, scope, response.asString())
                            .isNotEqualTo(401)
                            .isLessThan(500);
                } else {
                    all.assertThat(response.statusCode())
                            .as("%s with %s", operation, scope)
                            .isEqualTo(403);
                }
            }
        }
        all.assertThat(done)
                .as("made-up calls reach what they are meant for, so that a refusal means something")
                .contains(
                        "get /api/v1/accounts/{account}",
                        "post /api/v1/accounts/{account}/projects",
                        "post /api/v1/keys");
        all.assertAll();
    }

    @Test
    void whatBelongsToAnotherAccountIsOutOfReachWhateverTheScope() {
        SoftAssertions all = new SoftAssertions();
        for (KeyScope scope : KeyScope.values()) {
            String key = Keys.of(OWN, scope);
            for (Operation operation : operations) {
                if (operation.names(othersThings)) {
                    Response response = operation.call(Api.with(key), othersThings);
                    all.assertThat(response.statusCode())
                            .as("%s of another with %s: %s", operation, scope, response.asString())
                            .isIn(OUT_OF_REACH);
                }
            }
        }
        all.assertAll();
    }

    private static boolean opens(KeyScope scope, Operation operation) {
        return scope.implied().stream().map(AccessTest::word).anyMatch(operation.roles()::contains);
    }

    private static String word(KeyScope scope) {
        return scope.name().toLowerCase(Locale.ROOT);
    }

    @Test
    void whatIsTheSellersIsNotForAKeyOfOneAccount() {
        RequestSpecification own = Api.with(Keys.of(OWN, KeyScope.ADMIN));
        for (String path : List.of(
                "/accounts/" + OWN + "/margin",
                "/accounts/" + OWN + "/cost?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z",
                "/catalogues/current",
                "/catalogues/1")) {
            assertThat(own.get(path).statusCode()).as(path).isEqualTo(403);
        }
        assertThat(own.get("/plans").statusCode()).isEqualTo(200);

        String line = Api.asAdministrator()
                .get("/invoices/" + ownThings.get("number"))
                .path("lines[0].key");
        Map<String, String> refused = Map.of(
                "/accounts",
                "{\"id\": \"" + OWN + "\", \"name\": \"x\", \"timeZone\": \"UTC\", \"currency\": \"USD\"}",
                "/accounts/" + OWN + "/subjects",
                "{\"subject\": \"somebody\"}",
                "/invoices/" + ownThings.get("number") + "/credit-notes",
                "{\"id\": \"x\", \"reason\": \"x\", \"lines\": [{\"line\": \"" + line + "\", \"amount\": \"1.00\"}]}");
        refused.forEach((path, body) ->
                assertThat(own.body(body).post(path).statusCode()).as(path).isEqualTo(403));
    }

    @Test
    void aGatewayMayAskForDecisions() {
        RequestSpecification gateway = Api.with(Keys.of(OWN, KeyScope.WRITE));
        assertThat(gateway.get("/accounts/" + OWN + "/quotas").statusCode()).isEqualTo(200);
        assertThat(gateway.get("/accounts/" + OWN + "/quotas/shop_tokens?requested=1")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void besideTheApiOnlyHealthAndItsDescriptionAreOpen() {
        for (String open : List.of("/q/health/live", "/q/health/ready", "/openapi")) {
            assertThat(RestAssured.get(open).statusCode()).as(open).isEqualTo(200);
        }
        assertThat(RestAssured.get("/q/metrics").statusCode()).isEqualTo(401);
        assertThat(RestAssured.get("/q/metrics/x").statusCode()).isEqualTo(401);
        assertThat(metrics(Keys.of(OWN, KeyScope.ADMIN))).isEqualTo(403);
        assertThat(metrics(Keys.issueForAll(KeyScope.WRITE).credential().text()))
                .isEqualTo(403);
        assertThat(metrics(Keys.issueForAll(KeyScope.READ).credential().text())).isEqualTo(200);
    }

    private static int metrics(String key) {
        return Api.with(key).basePath("").get("/q/metrics").statusCode();
    }
}
