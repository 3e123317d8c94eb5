package dev.countinghouse.app;

import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption.HeaderAppendAction;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Envoy, as far as it asks over gRPC whether a call may run: its published messages, over one connection. */
final class Envoy implements AutoCloseable {

    private final ManagedChannel channel = NettyChannelBuilder.forAddress("localhost", RestAssured.port)
            .usePlaintext()
            .build();

    /** What Envoy was configured with and what a client has sent. */
    record Question(Map<String, String> metadata, Map<String, String> route, String path, Map<String, String> headers) {

        /** One unit of a meter, asked for with the client's own key. */
        static Question of(String id, String key, String meter) {
            return new Question(
                    Map.of("x-billing-meter", meter),
                    Map.of(),
                    "/agents/run?x=1",
                    Map.of("x-request-id", id, "authorization", "Bearer " + key, ":path", "/agents/run?x=1"));
        }

        Question metadata(String name, String value) {
            return new Question(with(metadata, name, value), route, path, headers);
        }

        Question route(String name, String value) {
            return new Question(metadata, with(route, name, value), path, headers);
        }

        Question header(String name, String value) {
            return new Question(metadata, route, path, with(headers, name, value));
        }

        Question path(String other) {
            return new Question(metadata, route, other, headers);
        }

        Question without(String header) {
            Map<String, String> fewer = new TreeMap<>(headers);
            fewer.remove(header);
            return new Question(metadata, route, path, fewer);
        }

        private static Map<String, String> with(Map<String, String> map, String name, String value) {
            Map<String, String> more = new TreeMap<>(map);
            more.put(name, value);
            return more;
        }

        CheckRequest request() {
            return CheckRequest.newBuilder()
                    .setAttributes(AttributeContext.newBuilder()
                            .setRequest(AttributeContext.Request.newBuilder()
                                    .setHttp(AttributeContext.HttpRequest.newBuilder()
                                            .setId("17442321")
                                            .setMethod("POST")
                                            .setPath(path)
                                            .setHost("api.example.com")
                                            .setScheme("https")
                                            .setProtocol("HTTP/2")
                                            .putAllHeaders(headers)))
                            .putAllContextExtensions(route))
                    .build();
        }
    }

    CheckResponse ask(Question question) {
        return ask(question.metadata(), question.request());
    }

    CheckResponse ask(Map<String, String> metadata, CheckRequest request) {
        return AuthorizationGrpc.newBlockingStub(channel)
                .withInterceptors(sending(metadata))
                .check(request);
    }

    /** Whoever asks next over the same connection need not wait for the answer. */
    AuthorizationGrpc.AuthorizationFutureStub inBackground(Question question) {
        return AuthorizationGrpc.newFutureStub(channel).withInterceptors(sending(question.metadata()));
    }

    ManagedChannel channel() {
        return channel;
    }

    private static ClientInterceptor sending(Map<String, String> metadata) {
        Metadata headers = new Metadata();
        metadata.forEach((name, value) -> headers.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value));
        return MetadataUtils.newAttachHeadersInterceptor(headers);
    }

    static Map<String, String> values(List<HeaderValueOption> options) {
        return options.stream()
                .collect(Collectors.toMap(option -> option.getHeader().getKey(), option -> option.getHeader()
                        .getValue()));
    }

    /** Whether each replaces what is there, in every version of Envoy. */
    static boolean replace(List<HeaderValueOption> options) {
        return options.stream()
                .allMatch(option -> option.getAppendAction() == HeaderAppendAction.OVERWRITE_IF_EXISTS_OR_ADD);
    }

    static JsonPath problem(CheckResponse refused) {
        return JsonPath.from(refused.getDeniedResponse().getBody());
    }

    static int status(CheckResponse answer) {
        return answer.hasOkResponse()
                ? 200
                : answer.getDeniedResponse().getStatus().getCodeValue();
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
