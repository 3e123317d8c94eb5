package dev.countinghouse.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Clients that each send one request after the other over a connection of their own. */
final class Clients implements AutoCloseable {

    /** One request, by its number. */
    interface Request {
        void send(HttpConnection connection, int number) throws IOException;
    }

    private final List<HttpConnection> connections = new ArrayList<>();
    private final ExecutorService threads;

    Clients(int count, int port, String key) throws IOException {
        threads = Executors.newFixedThreadPool(count);
        for (int i = 0; i < count; i++) {
            connections.add(new HttpConnection(port, key));
        }
    }

    /** Sends requests 0 to {@code requests - 1}, shared out evenly, and returns when all are answered. */
    void each(int requests, Request request) throws Exception {
        List<Callable<Void>> shares = new ArrayList<>();
        for (int i = 0; i < connections.size(); i++) {
            int first = i;
            shares.add(() -> {
                for (int number = first; number < requests; number += connections.size()) {
                    request.send(connections.get(first), number);
                }
                return null;
            });
        }
        for (Future<Void> share : threads.invokeAll(shares)) {
            share.get();
        }
    }

    @Override
    public void close() throws IOException {
        threads.shutdown();
        for (HttpConnection connection : connections) {
            connection.close();
        }
    }
}
