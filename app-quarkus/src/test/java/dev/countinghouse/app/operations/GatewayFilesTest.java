package dev.countinghouse.app.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What can be known of the gateways' files without the gateways: that they ask where there is somebody who answers. */
class GatewayFilesTest {

    private static final String FOLDER = "docs/gateways/";
    private static final List<String> UPSTREAM = List.of("x-billing-reservation");
    private static final List<String> REFUSED = List.of("content-type", "ratelimit", "ratelimit-policy", "retry-after");

    private static JsonNode yaml(String file) throws IOException {
        return new YAMLMapper().readTree(Repository.text(FOLDER + file));
    }

    private static List<JsonNode> documents(String file) throws IOException {
        YAMLMapper yaml = new YAMLMapper();
        try (MappingIterator<JsonNode> documents =
                yaml.readerFor(JsonNode.class).readValues(Repository.text(FOLDER + file))) {
            return documents.readAll();
        }
    }

    private static boolean isDescribed(String path) {
        return Repository.text("docs/openapi.yaml").contains("\n  " + path + ":\n");
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    @Test
    void envoyAsksTheGate() throws IOException {
        JsonNode envoy = yaml("envoy.yaml");
        JsonNode manager = envoy.at("/static_resources/listeners/0/filter_chains/0/filters/0/typed_config");
        JsonNode authorization = manager.at("/http_filters/0/typed_config");
        JsonNode http = authorization.path("http_service");

        assertThat(authorization.path("@type").asText()).endsWith(".ext_authz.v3.ExtAuthz");
        assertThat(isDescribed(http.path("path_prefix").asText())).isTrue();
        assertThat(manager.at("/http_filters/1/name").asText()).isEqualTo("envoy.filters.http.router");
        // else clients choose the id under which a call is admitted once
        assertThat(manager.path("use_remote_address").asBoolean()).isTrue();
        assertThat(manager.has("preserve_external_request_id")).isFalse();
        assertThat(envoy.at("/static_resources/clusters").findValuesAsText("name"))
                .contains(http.at("/server_uri/cluster").asText());
        JsonNode response = http.path("authorization_response");
        assertThat(response.at("/allowed_upstream_headers/patterns").findValuesAsText("exact"))
                .isEqualTo(UPSTREAM);
        assertThat(response.at("/allowed_client_headers/patterns").findValuesAsText("exact"))
                .isEqualTo(REFUSED);
        assertThat(http.at("/authorization_request/headers_to_add").findValuesAsText("key"))
                .allSatisfy(GatewayFilesTest::isUnderstood);
    }

    @Test
    void envoyAsksTheGateOverGrpc() throws IOException {
        JsonNode envoy = yaml("envoy-grpc.yaml");
        JsonNode manager = envoy.at("/static_resources/listeners/0/filter_chains/0/filters/0/typed_config");
        JsonNode authorization = manager.at("/http_filters/0/typed_config");
        JsonNode grpc = authorization.path("grpc_service");
        JsonNode cluster = envoy.at("/static_resources/clusters/1");

        assertThat(authorization.has("http_service")).isFalse();
        assertThat(authorization.path("transport_api_version").asText()).isEqualTo("V3");
        assertThat(authorization.at("/allowed_headers/patterns").findValuesAsText("exact"))
                .containsExactly("authorization", "x-request-id");
        assertThat(manager.at("/http_filters/1/name").asText()).isEqualTo("envoy.filters.http.router");
        assertThat(manager.path("use_remote_address").asBoolean()).isTrue();
        assertThat(manager.has("preserve_external_request_id")).isFalse();
        assertThat(manager.path("normalize_path").asBoolean()).isTrue();
        assertThat(manager.path("merge_slashes").asBoolean()).isTrue();
        assertThat(cluster.path("name")).isEqualTo(grpc.at("/envoy_grpc/cluster_name"));
        assertThat(cluster.findValue("explicit_http_config").has("http2_protocol_options"))
                .isTrue();
        assertThat(grpc.path("initial_metadata").findValuesAsText("key"))
                .contains("x-billing-meter")
                .allSatisfy(GatewayFilesTest::isUnderstood);
        routesAreUnderstood(manager.path("route_config"), 1);
    }

    @Test
    void istioAsksTheGateOverGrpc() throws IOException {
        JsonNode provider = yaml("istio-grpc-mesh.yaml").at("/spec/meshConfig/extensionProviders/0");
        JsonNode grpc = provider.path("envoyExtAuthzGrpc");
        List<JsonNode> documents = documents("istio-grpc.yaml");
        JsonNode service = documents.get(0);
        JsonNode policy = documents.get(1);
        JsonNode filter = documents.get(2);

        assertThat(grpc.path("service").asText())
                .isEqualTo(service.at("/metadata/name").asText() + "."
                        + service.at("/metadata/namespace").asText() + ".svc.cluster.local");
        assertThat(grpc.path("port")).isEqualTo(service.at("/spec/ports/0/port"));
        assertThat(service.at("/spec/ports/0/name").asText()).isEqualTo("grpc");
        assertThat(policy.at("/spec/provider/name")).isEqualTo(provider.path("name"));
        assertThat(policy.at("/spec/action").asText()).isEqualTo("CUSTOM");
        assertThat(filter.at("/metadata/namespace")).isEqualTo(policy.at("/metadata/namespace"));
        assertThat(filter.at("/spec/workloadSelector/labels")).isEqualTo(policy.at("/spec/selector/matchLabels"));
        routesAreUnderstood(filter, 2);
    }

    /** What is said of routes are the filter's settings, in words that the gate knows. */
    private static void routesAreUnderstood(JsonNode routes, int settings) {
        assertThat(routes.findValues("envoy.filters.http.ext_authz"))
                .allSatisfy(filter -> assertThat(filter.path("@type").asText()).endsWith(".v3.ExtAuthzPerRoute"));
        assertThat(routes.findValues("context_extensions")).hasSize(settings).allSatisfy(said -> {
            assertThat(said.has("x-billing-meter")).isTrue();
            said.fieldNames().forEachRemaining(GatewayFilesTest::isUnderstood);
        });
    }

    @Test
    void istioAsksTheGate() throws IOException {
        JsonNode provider = yaml("istio-mesh.yaml").at("/spec/meshConfig/extensionProviders/0");
        JsonNode http = provider.path("envoyExtAuthzHttp");
        JsonNode policy = yaml("istio.yaml");

        assertThat(policy.at("/spec/provider/name")).isEqualTo(provider.path("name"));
        assertThat(policy.at("/spec/action").asText()).isEqualTo("CUSTOM");
        assertThat(isDescribed(http.path("pathPrefix").asText())).isTrue();
        assertThat(texts(http.path("headersToUpstreamOnAllow"))).isEqualTo(UPSTREAM);
        assertThat(texts(http.path("headersToDownstreamOnDeny"))).isEqualTo(REFUSED);
        http.path("includeAdditionalHeadersInCheck").fieldNames().forEachRemaining(GatewayFilesTest::isUnderstood);
    }

    @Test
    void nginxAsksTheGate() {
        String nginx = Repository.text(FOLDER + "nginx.conf");
        TreeSet<String> said = new TreeSet<>();
        Pattern.compile("proxy_set_header (X-Billing-\\w+)")
                .matcher(nginx)
                .results()
                .forEach(match -> said.add(match.group(1)));
        said.remove("X-Billing-Reservation");

        assertThat(isDescribed("/api/v1/gateway/nginx")).isTrue();
        assertThat(nginx).contains("http://countinghouse/api/v1/gateway/nginx;");
        assertThat(said).isNotEmpty().allSatisfy(GatewayFilesTest::isUnderstood);
        assertThat(nginx).contains("proxy_pass_request_headers off;").contains("X-Request-Id       $request_id;");
    }

    private static void isUnderstood(String header) {
        assertThat(List.of(
                        "x-billing-account",
                        "x-billing-action",
                        "x-billing-meter",
                        "x-billing-quantity",
                        "x-billing-lasts"))
                .contains(header.toLowerCase(Locale.ROOT));
    }
}
