package dev.countinghouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.Value;
import dev.countinghouse.app.Envoy.Question;
import io.agroal.api.AgroalDataSource;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.Metadata;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** gRPC on the service's own port: what is sent in full, by mistake, and while the database is away. */
@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
class EnvoyServerTest {

    @Inject
    AgroalDataSource service;

    @Inject
    @DataSource("system")
    AgroalDataSource system;

    private final List<Connection> held = new ArrayList<>();
    private Envoy envoy;

    @BeforeEach
    void connect() {
        envoy = new Envoy();
    }

    @AfterEach
    void hangUp() throws SQLException {
        envoy.close();
        giveBack();
    }

    @Test
    void allThatEnvoySendsIsRead() {
        GateCalls calls = GateCalls.open();
        Question asked = Question.of("f-1", calls.key, "shop_calls");
        AttributeContext.Peer peer = AttributeContext.Peer.newBuilder()
                .setAddress(Address.newBuilder()
                        .setSocketAddress(SocketAddress.newBuilder()
                                .setAddress("10.0.0.7")
                                .setPortValue(40_000)))
                .setPrincipal("spiffe://cluster.local/ns/x/sa/y")
                .putLabels("app", "agents")
                .build();
        CheckRequest sent = asked.request();
        CheckRequest full = sent.toBuilder()
                .setAttributes(sent.getAttributes().toBuilder()
                        .setSource(peer)
                        .setDestination(peer)
                        .setRequest(sent.getAttributes().getRequest().toBuilder()
                                .setTime(Timestamp.newBuilder().setSeconds(1_790_000_000L))
                                .setHttp(sent.getAttributes().getRequest().getHttp().toBuilder()
                                        .setRawBody(ByteString.copyFrom(new byte[200_000]))
                                        .setSize(200_000)))
                        .setMetadataContext(Metadata.newBuilder()
                                .putFilterMetadata(
                                        "envoy.filters.http.jwt_authn",
                                        Struct.newBuilder()
                                                .putFields(
                                                        "sub",
                                                        Value.newBuilder()
                                                                .setStringValue("ann")
                                                                .build())
                                                .build()))
                        .setTlsSession(AttributeContext.TLSSession.newBuilder().setSni("api.example.com")))
                .build();
        assertThat(Envoy.status(envoy.ask(asked.metadata(), full))).isEqualTo(200);
    }

    @Test
    void whatIsNoQuestionIsToldSo() {
        assertThat(Envoy.status(envoy.ask(Map.of(), CheckRequest.getDefaultInstance())))
                .isEqualTo(401);
        MethodDescriptor<CheckRequest, CheckResponse> check = AuthorizationGrpc.getCheckMethod();
        assertThat(failure(
                        check.toBuilder()
                                .setFullMethodName("envoy.service.auth.v3.Authorization/Other")
                                .build(),
                        CheckRequest.getDefaultInstance()))
                .isNotEqualTo(Status.Code.OK);
        ByteString large = ByteString.copyFrom(new byte[300_000]);
        assertThat(failure(
                        check,
                        CheckRequest.newBuilder().setUnknownFields(field(large)).build()))
                .isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(failure(withRequests(check, "no protobuf"), "no protobuf")).isNotEqualTo(Status.Code.OK);
        assertThat(Envoy.status(envoy.ask(Map.of(), CheckRequest.getDefaultInstance())))
                .isEqualTo(401);
    }

    @Test
    void whoAsksNothingIsNotLeftWaiting() {
        CompletableFuture<CheckResponse> answer = new CompletableFuture<>();
        MethodDescriptor<CheckRequest, CheckResponse> check = AuthorizationGrpc.getCheckMethod().toBuilder()
                .setType(MethodDescriptor.MethodType.CLIENT_STREAMING)
                .build();
        ClientCalls.asyncClientStreamingCall(
                        envoy.channel().newCall(check, CallOptions.DEFAULT), new StreamObserver<CheckResponse>() {
                            @Override
                            public void onNext(CheckResponse value) {
                                answer.complete(value);
                            }

                            @Override
                            public void onError(Throwable failure) {
                                answer.completeExceptionally(failure);
                            }

                            @Override
                            public void onCompleted() {
                                answer.complete(CheckResponse.getDefaultInstance());
                            }
                        })
                .onCompleted();
        assertThat(answer).failsWithin(Duration.ofMinutes(1));
    }

    private static UnknownFieldSet field(ByteString content) {
        return UnknownFieldSet.newBuilder()
                .addField(
                        9_999,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(content)
                                .build())
                .build();
    }

    private static <T> MethodDescriptor<String, T> withRequests(MethodDescriptor<CheckRequest, T> method, String text) {
        return method.toBuilder(
                        new MethodDescriptor.Marshaller<String>() {
                            @Override
                            public InputStream stream(String value) {
                                return new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8));
                            }

                            @Override
                            public String parse(InputStream stream) {
                                return text;
                            }
                        },
                        method.getResponseMarshaller())
                .build();
    }

    /** In time: whoever asks is not left waiting. */
    private <T> Status.Code failure(MethodDescriptor<T, CheckResponse> method, T request) {
        CallOptions patience = CallOptions.DEFAULT.withDeadlineAfter(1, TimeUnit.MINUTES);
        Status.Code code = catchThrowableOfType(
                        StatusRuntimeException.class,
                        () -> ClientCalls.blockingUnaryCall(envoy.channel(), method, patience, request))
                .getStatus()
                .getCode();
        assertThat(code).isNotEqualTo(Status.Code.DEADLINE_EXCEEDED);
        return code;
    }

    @Test
    void whileOneAnswerWaitsForTheDatabaseTheConnectionServesOthers() throws Exception {
        GateCalls calls = GateCalls.open();
        Question asked = Question.of("s-1", calls.key, "shop_calls");
        takeAllConnections();
        Future<CheckResponse> waiting = envoy.inBackground(asked).check(asked.request());
        assertThat(Envoy.status(envoy.ask(asked.header("authorization", "Basic x"))))
                .isEqualTo(401);
        assertThat(waiting.isDone()).isFalse();
        giveBack();
        assertThat(Envoy.status(waiting.get())).isEqualTo(200);
    }

    @Test
    void whatNobodyCouldDecideIsAFailureAndNotARefusal() throws Exception {
        GateCalls calls = GateCalls.open();
        Question asked = Question.of("u-1", calls.key, "shop_calls");
        Duration usual =
                service.getConfiguration().connectionPoolConfiguration().acquisitionTimeout();
        takeAllConnections();
        patience(Duration.ofMillis(50));
        try {
            StatusRuntimeException failure = catchThrowableOfType(StatusRuntimeException.class, () -> envoy.ask(asked));
            assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        } finally {
            patience(usual);
        }
        giveBack();
        assertThat(Envoy.status(envoy.ask(asked))).isEqualTo(200);
    }

    private void patience(Duration timeout) {
        for (AgroalDataSource pool : List.of(service, system)) {
            pool.getConfiguration().connectionPoolConfiguration().setAcquisitionTimeout(timeout);
        }
    }

    private void takeAllConnections() throws SQLException {
        for (AgroalDataSource pool : List.of(service, system)) {
            int most = pool.getConfiguration().connectionPoolConfiguration().maxSize();
            for (int i = 0; i < most; i++) {
                held.add(pool.getConnection());
            }
        }
    }

    private void giveBack() throws SQLException {
        for (Connection connection : held) {
            connection.close();
        }
        held.clear();
    }
}
