package dev.countinghouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.countinghouse.app.operations.Repository;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The configuration that is shipped, in a real nginx where there is one: {@code /usr/sbin/nginx} or what NGINX names. */
@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
class NginxGatewayTest {

    private static final Path NGINX = Path.of(Objects.requireNonNullElse(System.getenv("NGINX"), "/usr/sbin/nginx"));

    private record Seen(String method, String path, String body, String reservation) {}

    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer backend;
    private Process nginx;
    private int port;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        if (!Files.isExecutable(NGINX)) {
            System.out.println("the gate at nginx is not tried: there is no " + NGINX);
        }
        Assumptions.assumeTrue(Files.isExecutable(NGINX));
        backend = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        backend.createContext("/", this::answer);
        backend.start();
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path home = Files.createTempDirectory("nginx-gateway");
        Files.writeString(home.resolve("nginx.conf"), configuration(home));
        nginx = new ProcessBuilder(
                        NGINX.toString(),
                        "-p",
                        home.toString(),
                        "-c",
                        home.resolve("nginx.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("said").toFile())
                .start();
        while (!answers()) {
            assertThat(nginx.waitFor(50, TimeUnit.MILLISECONDS))
                    .as(() -> "nginx ended: " + read(home.resolve("said")))
                    .isFalse();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** As it is shipped but for addresses, what it writes where, and the meters of these tests. */
    private String configuration(Path home) {
        String temporary = List.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi").stream()
                .map(each -> each + "_temp_path " + home.resolve(each) + ";\n")
                .reduce("access_log off;\n", String::concat);
        return "daemon off;\npid " + home.resolve("pid") + ";\nerror_log stderr;\n"
                + Repository.text("docs/gateways/nginx.conf")
                        .replace("http {", "http {\n" + temporary)
                        .replace("countinghouse:8080", "127.0.0.1:" + RestAssured.port)
                        .replace(
                                "backend:8000",
                                "127.0.0.1:" + backend.getAddress().getPort())
                        .replace("listen 80;", "listen 127.0.0.1:" + port + ";")
                        .replace("agent_executions;", "shop_calls;")
                        .replace("llm_tokens;", "shop_tokens;")
                        .replace("4096;", "60;");
    }

    private boolean answers() throws IOException {
        try (Socket open = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return open.isConnected();
        } catch (ConnectException notYet) {
            return false;
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        seen.add(new Seen(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                new String(exchange.getRequestBody().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8),
                exchange.getRequestHeaders().getFirst("X-Billing-Reservation")));
        exchange.sendResponseHeaders(exchange.getRequestURI().getPath().endsWith("/own-403") ? 403 : 200, -1);
        exchange.close();
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (nginx != null) {
            nginx.destroy();
            nginx.waitFor();
        }
        if (backend != null) {
            backend.stop(0);
        }
    }

    private HttpResponse<String> post(GateCalls calls, String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Authorization", "Bearer " + calls.key)
                        // what a client would like to say
                        .header("X-Request-Id", "always-the-same")
                        .header("X-Billing-Quantity", "0")
                        .header("X-Billing-Account", "somebody-else")
                        .header("X-Billing-Reservation", "made-up")
                        .POST(HttpRequest.BodyPublishers.ofString("prompt"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void callsPassUpToTheCapAreRefusedThereAndPassAfterAnUpgrade() throws Exception {
        GateCalls calls = GateCalls.open();
        for (int left = 9; left >= 0; left--) {
            HttpResponse<String> passed = post(calls, "/agents/run?x=1");
            assertThat(passed.statusCode()).as(passed.body()).isEqualTo(200);
            assertThat(header(passed, "RateLimit")).startsWith("\"meter/shop_calls\";r=" + left + ";t=");
        }
        HttpResponse<String> refused = post(calls, "/agents/run");
        assertThat(refused.statusCode()).isEqualTo(402);
        assertThat(header(refused, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(header(refused, "RateLimit")).startsWith("\"meter/shop_calls\";r=0;t=");
        assertThat(header(refused, "RateLimit-Policy")).isEqualTo("\"meter/shop_calls\";q=10");
        assertThat(header(refused, "Retry-After")).matches("[0-9]+");
        JsonPath problem = JsonPath.from(refused.body());
        assertThat(problem.getString("type")).isEqualTo("urn:countinghouse:problem:quota-exceeded");
        assertThat(problem.getString("upgrades[0]")).isEqualTo("shop_gate_more");
        assertThat(seen).hasSize(10).allSatisfy(call -> {
            assertThat(call.method()).isEqualTo("POST");
            assertThat(call.path()).isEqualTo("/agents/run?x=1");
            assertThat(call.body()).isEqualTo("prompt");
        });
        assertThat(seen).extracting(Seen::reservation).doesNotHaveDuplicates().doesNotContain("made-up");

        calls.upgrade();
        assertThat(post(calls, "/agents/run").statusCode()).isEqualTo(200);
        assertThat(seen).hasSize(11);
    }

    @Test
    void tokensAreReservedAndTheBackendCapturesThem() throws Exception {
        GateCalls calls = GateCalls.open();
        assertThat(post(calls, "/chat/one").statusCode()).isEqualTo(200);
        assertThat(post(calls, "/chat/two").statusCode()).isEqualTo(402);
        calls.capture(seen.get(0).reservation(), "{\"data\": {\"tokens\": 5}}").statusCode(200);
        assertThat(post(calls, "/chat/two").statusCode()).isEqualTo(200);
        assertThat(seen).hasSize(2);
    }

    @Test
    void whoIsNotKnownIsToldSoAndWhatTheBackendRefusesIsItsOwn() throws Exception {
        GateCalls calls = GateCalls.open();
        assertThat(post(calls, "/agents/own-403").statusCode()).isEqualTo(403);
        assertThat(seen).hasSize(1);
        HttpResponse<String> anonymous = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/agents/run"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(anonymous.statusCode()).isEqualTo(401);
        assertThat(header(anonymous, "WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(JsonPath.from(anonymous.body()).getString("type"))
                .isEqualTo("urn:countinghouse:problem:unauthenticated");
        assertThat(seen).hasSize(1);
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("none");
    }
}
