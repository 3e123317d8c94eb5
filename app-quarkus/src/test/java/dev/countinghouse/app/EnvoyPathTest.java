package dev.countinghouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.countinghouse.app.Envoy.Question;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Paths that come to something else than what they seem to be asked for. */
@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
class EnvoyPathTest {

    private static final List<String> STEPS = List.of(
            "/free/../agents/run",
            "/free/..",
            "/./agents/run",
            "/free/%2e%2E/agents/run",
            "/free/.%2e/agents/run",
            "/free%2f..%2Fagents",
            "/free\\..\\agents",
            "/free/..%5cagents",
            "/free/..;a=b/agents/run",
            "/free/..%3b/agents/run",
            "/free/../agents/run?x=/y");

    private static final List<String> PLAIN =
            List.of("/a/b", "/", "", "*", "/a..b/...", "/a?next=/../x", "/.well-known/x", "/a%2fb", "/x.y");

    @Test
    void aPathThatStepsElsewhereIsRefusedAndTakesNothing() {
        GateCalls calls = GateCalls.open();
        Question asked = Question.of("p-1", calls.key, "shop_calls");
        try (Envoy envoy = new Envoy()) {
            for (String path : STEPS) {
                CheckResponse refused = envoy.ask(asked.path(path));
                assertThat(Envoy.status(refused)).as(path).isEqualTo(400);
                assertThat(Envoy.problem(refused).getString("errors[0].field")).isEqualTo("path");
            }
            calls.check("\"meter\": \"shop_calls\"").body("limits[0].used", is("0"));
            for (String path : PLAIN) {
                Question each = Question.of("plain-" + PLAIN.indexOf(path), calls.key, "shop_calls");
                assertThat(Envoy.status(envoy.ask(each.path(path)))).as(path).isEqualTo(200);
            }
        }
        calls.check("\"meter\": \"shop_calls\"").body("limits[0].used", is(String.valueOf(PLAIN.size())));
    }

    @Test
    void overHttpAPathCannotLeaveThePrefix() throws Exception {
        GateCalls calls = GateCalls.open();
        HttpClient client = HttpClient.newHttpClient();
        String usage = "/../../accounts/" + calls.account + "/calls/check";
        for (String path : List.of(usage, usage.replace("..", "%2e%2E"), usage.replace("/", "%2f"), "/x/./y")) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(
                                    "http://localhost:" + RestAssured.port + "/api/v1/gateway/envoy" + "/a" + path))
                            .header("Authorization", "Bearer " + calls.key)
                            .header("X-Billing-Meter", "shop_calls")
                            .header("X-Request-Id", "h-1")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(400);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(answer.body()).contains("\"field\":\"path\"");
        }
        calls.check("\"meter\": \"shop_calls\"").body("limits[0].used", is("0"));
    }
}
