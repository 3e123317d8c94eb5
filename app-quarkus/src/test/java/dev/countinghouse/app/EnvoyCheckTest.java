package dev.countinghouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import com.google.rpc.Code;
import dev.countinghouse.app.Envoy.Question;
import dev.countinghouse.billing.domain.access.KeyScope;
import dev.countinghouse.billing.ports.driven.Race;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.envoyproxy.envoy.service.auth.v3.OkHttpResponse;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Questions as Envoy puts them over gRPC. */
@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
class EnvoyCheckTest {

    private static final String RESERVATION = "x-billing-reservation";

    private Envoy envoy;

    @BeforeEach
    void connect() {
        envoy = new Envoy();
    }

    @AfterEach
    void hangUp() {
        envoy.close();
    }

    private CheckResponse refused(Question question, int status, Code code) {
        CheckResponse answer = envoy.ask(question);
        assertThat(answer.hasDeniedResponse()).as(answer.toString()).isTrue();
        assertThat(Envoy.status(answer)).as(answer.toString()).isEqualTo(status);
        assertThat(answer.getStatus().getCode()).isEqualTo(code.getNumber());
        assertThat(Envoy.replace(answer.getDeniedResponse().getHeadersList())).isTrue();
        assertThat(Envoy.values(answer.getDeniedResponse().getHeadersList()))
                .containsEntry("content-type", "application/problem+json");
        assertThat(Envoy.problem(answer).getInt("status")).isEqualTo(status);
        return answer;
    }

    private OkHttpResponse admitted(Question question) {
        CheckResponse answer = envoy.ask(question);
        assertThat(answer.hasOkResponse()).as(answer.toString()).isTrue();
        assertThat(answer.getStatus().getCode()).isEqualTo(Code.OK_VALUE);
        return answer.getOkResponse();
    }

    @Test
    void aCallIsAdmittedUpToTheCapThenRefusedAndAfterAnUpgradeAdmittedAgain() {
        GateCalls calls = GateCalls.open();
        OkHttpResponse first =
                admitted(Question.of("g-1", calls.key, "shop_tokens").metadata("x-billing-quantity", "99"));
        assertThat(Envoy.values(first.getHeadersList())).isEqualTo(Map.of(RESERVATION, "g-1"));
        assertThat(first.getHeadersToRemoveList()).isEmpty();
        assertThat(Envoy.replace(first.getHeadersList())).isTrue();
        Map<String, String> told = Envoy.values(first.getResponseHeadersToAddList());
        assertThat(told).containsOnlyKeys("ratelimit", "ratelimit-policy");
        assertThat(told.get("ratelimit")).matches("\"meter/shop_tokens\";r=1;t=[0-9]+");
        assertThat(told).containsEntry("ratelimit-policy", "\"meter/shop_tokens\";q=100");

        Question more = Question.of("g-2", calls.key, "shop_tokens").metadata("x-billing-quantity", "2");
        CheckResponse refused = refused(more, 402, Code.PERMISSION_DENIED);
        Map<String, String> headers = Envoy.values(refused.getDeniedResponse().getHeadersList());
        assertThat(headers).containsOnlyKeys("content-type", "ratelimit", "ratelimit-policy", "retry-after");
        assertThat(headers.get("ratelimit")).matches("\"meter/shop_tokens\";r=1;t=[0-9]+");
        assertThat(headers.get("retry-after")).matches("[0-9]+");
        assertThat(Envoy.problem(refused).getString("type")).isEqualTo("urn:countinghouse:problem:quota-exceeded");
        assertThat(Envoy.problem(refused).getString("reason")).isEqualTo("hard_cap");
        assertThat(Envoy.problem(refused).getList("upgrades")).isEqualTo(List.of("shop_gate_more"));
        assertThat(Envoy.problem(refused).getString("limits[0].remaining")).isEqualTo("1");

        calls.upgrade();
        assertThat(admitted(more).getHeadersCount()).isEqualTo(1);
        calls.check("\"meter\": \"shop_tokens\"").body("limits[0].used", is("101"));
    }

    @Test
    void anIdThatAClientTakesForEverythingIsAdmittedOnce() {
        GateCalls calls = GateCalls.open();
        Question asked = Question.of("one", calls.key, "shop_calls");
        admitted(asked);
        CheckResponse refused = refused(asked, 409, Code.ABORTED);
        assertThat(Envoy.problem(refused).getString("detail")).contains("call 'one' was admitted before");
        calls.check("\"meter\": \"shop_calls\"").body("limits[0].used", is("1"));
    }

    @Test
    void aRateIsRefusedWith429() {
        GateCalls calls = GateCalls.open();
        calls.limit("slow", "\"meter\": \"shop_calls\", \"window\": \"hour\", \"most\": \"1\"")
                .statusCode(201);
        admitted(Question.of("m-1", calls.key, "shop_calls"));
        CheckResponse refused = refused(Question.of("m-2", calls.key, "shop_calls"), 429, Code.RESOURCE_EXHAUSTED);
        assertThat(Envoy.values(refused.getDeniedResponse().getHeadersList()).get("retry-after"))
                .matches("[0-9]+");
    }

    @Test
    void theKeyIsTheClientsOrTheOneThatEnvoyWasGiven() {
        GateCalls calls = GateCalls.open();
        Question own = Question.of("k-1", calls.key, "shop_calls");
        Question keyless = own.without("authorization");
        CheckResponse unknown = refused(keyless, 401, Code.UNAUTHENTICATED);
        assertThat(Envoy.values(unknown.getDeniedResponse().getHeadersList()))
                .containsEntry("www-authenticate", "Bearer");
        refused(own.header("authorization", "Bearer nobody"), 401, Code.UNAUTHENTICATED);
        refused(own.header("authorization", "Basic " + calls.key), 401, Code.UNAUTHENTICATED);
        refused(own.metadata("authorization", "Bearer nobody"), 401, Code.UNAUTHENTICATED);
        String reading = Keys.issueOf(calls.account, KeyScope.READ);
        refused(own.header("authorization", "Bearer " + reading), 403, Code.PERMISSION_DENIED);

        String gateways = Keys.issueForAll(KeyScope.WRITE).credential().text();
        Question through = own.header("authorization", "Bearer a-token-of-another-kind")
                .metadata("authorization", "Bearer " + gateways);
        CheckResponse nobody = refused(through, 400, Code.INVALID_ARGUMENT);
        assertThat(Envoy.problem(nobody).getString("errors[0].field")).isEqualTo("X-Billing-Account");
        admitted(through.metadata("x-billing-account", calls.account));
        admitted(own.header("x-request-id", "k-2"));
        calls.get("/reservations/k-1").body("used.api_key", nullValue());
        calls.check("\"meter\": \"shop_calls\"").body("limits[0].used", is("2"));
    }

    @Test
    void whoCallsIsTakenFromTheHeaderThatTheConfigurationNames() {
        GateCalls calls = GateCalls.open();
        String gateways = Keys.issueForAll(KeyScope.WRITE).credential().text();
        Question named = Question.of("a-1", "none", "shop_calls")
                .metadata("authorization", "Bearer " + gateways)
                .metadata("x-billing-account-header", "X-Tenant")
                .header("x-tenant", calls.account);
        admitted(named);
        refused(named.without("x-tenant").metadata("x-billing-account", calls.account), 400, Code.INVALID_ARGUMENT);
        refused(named.metadata("authorization", "Bearer " + GateCalls.open().key), 403, Code.PERMISSION_DENIED);
        calls.check("\"meter\": \"shop_calls\"").body("limits[0].used", is("1"));
    }

    @Test
    void nothingThatTheClientSaysCountsButItsKey() {
        GateCalls calls = GateCalls.open();
        GateCalls other = GateCalls.open();
        Question asked = Question.of("c-1", calls.key, "shop_calls")
                .header("x-billing-meter", "shop_tokens")
                .header("x-billing-quantity", "0")
                .header("x-billing-action", "check")
                .header("x-billing-account", other.account)
                .header("x-billing-account-header", "x-billing-account")
                .header("x-billing-feature-models", "gpt-4o")
                .header(RESERVATION, "another");
        assertThat(Envoy.values(admitted(asked).getHeadersList())).isEqualTo(Map.of(RESERVATION, "c-1"));
        calls.get("/reservations/c-1").body("used.size()", is(1)).body("state", is("captured"));
        calls.check("\"meter\": \"shop_calls\"").body("limits[0].used", is("1"));

        OkHttpResponse checked = admitted(asked.metadata("x-billing-action", "check"));
        assertThat(checked.getHeadersList()).isEmpty();
        assertThat(checked.getHeadersToRemoveList()).containsExactly(RESERVATION);
        calls.check("\"meter\": \"shop_calls\"").body("limits[0].used", is("1"));
    }

    @Test
    void aRouteSaysMoreThanTheFilter() {
        GateCalls calls = GateCalls.open();
        Question asked = Question.of("r-1", calls.key, "shop_calls")
                .route("x-billing-meter", "shop_tokens")
                .route("X-Billing-Quantity", "60")
                .route("x-billing-action", "reserve")
                .route("x-billing-lasts", "PT5M")
                .route("x-billing-dimension-model", "gpt-4o")
                .route("x-billing-feature-models", "gpt-4o-mini")
                .route("virtual_host", "of-no-interest");
        String id = Envoy.values(admitted(asked).getHeadersList()).get(RESERVATION);
        assertThat(id).isEqualTo("r-1");
        calls.get("/reservations/" + id).body("state", is("open")).body("features.models", is("gpt-4o-mini"));
        calls.capture(id, "{\"data\": {\"tokens\": 12}}")
                .statusCode(200)
                .body("used.tokens", is(12))
                .body("used.model", is("gpt-4o"));
        calls.check("\"meter\": \"shop_tokens\"").body("limits[0].used", is("12"));
        refused(
                asked.header("x-request-id", "r-2").route("x-billing-feature-models", "gpt-4o"),
                402,
                Code.PERMISSION_DENIED);
    }

    @Test
    void whatTheConfigurationGetsWrongIsNamed() {
        GateCalls calls = GateCalls.open();
        Question asked = Question.of("w-1", calls.key, "shop_calls");
        wrong(asked.metadata("x-billing-action", "count"), "X-Billing-Action");
        wrong(asked.metadata("x-billing-meter", " "), "X-Billing-Meter");
        wrong(asked.metadata("x-billing-meter", "none"), "meter");
        wrong(asked.metadata("x-billing-quantity", "many"), "quantity");
        wrong(asked.without("x-request-id"), "id");
    }

    private void wrong(Question question, String field) {
        CheckResponse refused = refused(question, 400, Code.INVALID_ARGUMENT);
        assertThat(Envoy.problem(refused).getString("errors[0].field")).isEqualTo(field);
    }

    @Test
    void manyAtOnceNeverPassTheCap() {
        GateCalls calls = GateCalls.open();
        List<Integer> statuses =
                Race.of(number -> Envoy.status(envoy.ask(Question.of("race-" + number, calls.key, "shop_calls"))));
        assertThat(statuses).containsOnly(200, 402);
        assertThat(statuses.stream().filter(status -> status == 200)).hasSize(10);
        List<Integer> same =
                Race.of(8, number -> Envoy.status(envoy.ask(Question.of("once", calls.key, "shop_tokens"))));
        assertThat(same).containsOnlyOnce(200).containsOnly(200, 409);
        calls.check("\"meter\": \"shop_calls\"").statusCode(402).body("limits[0].used", is("10"));
        calls.check("\"meter\": \"shop_tokens\"").body("limits[0].used", is("1"));
    }
}
