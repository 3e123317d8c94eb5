package dev.countinghouse.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;

/** The least an HTTP server in Java can do: an event loop that has Jackson write the same document for every request. */
final class BareVertx implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;

    BareVertx(String document) throws JsonProcessingException {
        JsonNode answer = JSON.readTree(document);
        server = vertx.createHttpServer()
                .requestHandler(request -> request.response()
                        .putHeader("Content-Type", "application/json")
                        .end(Buffer.buffer(write(answer))))
                .listen(0)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private static byte[] write(JsonNode answer) {
        try {
            return JSON.writeValueAsBytes(answer);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
