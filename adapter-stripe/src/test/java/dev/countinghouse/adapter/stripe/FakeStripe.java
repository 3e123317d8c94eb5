package dev.countinghouse.adapter.stripe;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * Stripe over real HTTP, as far as the adapter uses it. It holds each request against the description of Stripe's API and
 * answers 400 to what is not in it, remembers keys, and fails when it is told to.
 */
final class FakeStripe implements AutoCloseable {

    static final String SECRET_KEY = "sk_test_51FakeSecretThatNobodyMaySee";
    static final String WEBHOOK_SECRET = "whsec_fakeSecretThatNobodyMaySee";

    /** What happens to the next call of a kind, in place of or around what it asks for. */
    enum Fault {
        /** Not done: answered by a status. */
        TOO_MANY(429),
        CONFLICT(409),
        BROKEN(500),
        /**
         * Not done either, and answered so again for as long as the key is remembered, with a header that says so: late for who
         * has one key for good.
         */
        STUCK(500),
        /** Not done, and the connection is closed. */
        DROPPED(0),
        /** Done, and the connection is closed before anybody hears of it. */
        DONE_AND_DROPPED(0),
        /** Done, and answered by a server in between. */
        DONE_AND_BAD_GATEWAY(502),
        /** Done, and not answered before the client gives up. */
        DONE_AND_SILENT(0);

        private final int status;

        Fault(int status) {
            this.status = status;
        }

        private boolean isDone() {
            return name().startsWith("DONE");
        }
    }

    static {
        // head and body of an answer are two writes, and the second would wait for the first to be acknowledged
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private record Armed(String call, Fault fault) {}

    private record Kept(String request, FakeAnswer answer) {}

    private final HttpServer server;
    private final HttpServer streams;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Kept> keys = new HashMap<>();
    private final List<Armed> faults = new ArrayList<>();
    private Function<FakeCall, Optional<Fault>> chance = call -> Optional.empty();
    private final List<FakeCall> calls = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();

    final InstantSource clock;
    final FakeAccount account;

    FakeStripe(InstantSource clock) {
        this.clock = clock;
        this.account = new FakeAccount(clock);
        this.server = listen();
        this.streams = listen();
    }

    private HttpServer listen() {
        try {
            HttpServer listening = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            listening.createContext("/", this::handle);
            listening.setExecutor(threads);
            listening.start();
            return listening;
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    URI address() {
        return address(server);
    }

    /** Where streams of meter events are taken, and nothing else. */
    URI streams() {
        return address(streams);
    }

    private static URI address(HttpServer listening) {
        return URI.create("http://127.0.0.1:" + listening.getAddress().getPort());
    }

    /** @param call method and path, a regular expression */
    synchronized FakeStripe failsAt(String call, Fault... inTurn) {
        for (Fault fault : inTurn) {
            faults.add(new Armed(call, fault));
        }
        return this;
    }

    /** Where nothing else is told: whether and how a call fails. */
    synchronized void failsByChance(Function<FakeCall, Optional<Fault>> decided) {
        chance = decided;
    }

    /** As after a day. */
    synchronized void forgetsKeys() {
        keys.clear();
    }

    synchronized List<FakeCall> calls(String call) {
        return calls.stream().filter(each -> each.is(call)).toList();
    }

    /** What the description has against the requests that came. */
    synchronized List<String> complaints() {
        return List.copyOf(complaints);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = new HashMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, String.join(",", values)));
            String query = exchange.getRequestURI().getRawQuery();
            FakeCall call = new FakeCall(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    query == null ? "" : query,
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                    headers);
            answer(exchange, call);
        }
    }

    private void answer(HttpExchange exchange, FakeCall call) throws IOException {
        FakeAnswer answer;
        Fault fault;
        synchronized (this) {
            calls.add(call);
            fault = takeFault(call);
            answer = fault == null || fault.isDone() ? once(call) : failed(fault);
            if (fault == Fault.STUCK) {
                call.key().ifPresent(key -> keys.putIfAbsent(key, new Kept(request(call), answer)));
            }
        }
        if (fault == Fault.DONE_AND_SILENT) {
            // until the client hangs up, or everything ends
            awaitEnd();
        } else if (fault == null || fault.status > 0) {
            send(exchange, fault == null ? answer : failed(fault), fault == Fault.DONE_AND_BAD_GATEWAY);
        }
    }

    private void awaitEnd() {
        try {
            threads.awaitTermination(1, java.util.concurrent.TimeUnit.MINUTES);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private Fault takeFault(FakeCall call) {
        Armed armed =
                faults.stream().filter(each -> call.is(each.call())).findFirst().orElse(null);
        faults.remove(armed);
        return armed == null ? chance.apply(call).orElse(null) : armed.fault();
    }

    private static FakeAnswer failed(Fault fault) {
        return FakeAnswer.error(fault.status, "api_error", "", "told to fail, key " + SECRET_KEY);
    }

    /** What was done under a key is not done again, and answered as it was, also if it failed. */
    private FakeAnswer once(FakeCall call) {
        String wrong = wrong(call);
        if (!wrong.isEmpty()) {
            complaints.add(wrong);
            return FakeAnswer.invalid("parameter_unknown", wrong);
        }
        // they have keys of their own
        boolean isStream = call.path().equals(FakeStreams.STREAM);
        if (!isStream && !call.headers().getOrDefault("Authorization", "").equals("Bearer " + SECRET_KEY)) {
            return FakeAnswer.error(
                    401,
                    "invalid_request_error",
                    "",
                    "Invalid API Key provided: " + call.headers().get("Authorization"));
        }
        if (call.method().equals("GET") || call.key().isEmpty()) {
            return account.answer(call);
        }
        String request = request(call);
        boolean isReplayed = keys.containsKey(call.key().get());
        Kept kept = keys.computeIfAbsent(call.key().get(), any -> new Kept(request, account.answer(call)));
        return kept.request().equals(request)
                ? isReplayed ? kept.answer().replayed() : kept.answer()
                : FakeAnswer.error(400, "idempotency_error", "", "Keys can only be used with the same parameters");
    }

    private static String request(FakeCall call) {
        return call.method() + " " + call.path() + " " + call.body();
    }

    private String wrong(FakeCall call) {
        URI wanted = call.path().equals(FakeStreams.STREAM) ? streams() : address();
        if (!wanted.getAuthority().equals(call.headers().get("Host"))) {
            return call + " was not sent to " + wanted;
        }
        if (!StripeApi.VERSION.equals(call.headers().get("Stripe-version"))) {
            return call + " names no version, or another";
        }
        if (call.method().equals("POST") && call.key().isEmpty()) {
            return call + " has no key";
        }
        // described as a form, and sent in the address by Stripe's client, as with every DELETE
        boolean isForm = call.method().equals("DELETE");
        return String.join(
                "; ",
                StripeApi.description()
                        .complaints(
                                call.method(),
                                call.path(),
                                isForm ? "" : call.query(),
                                isForm ? call.query() : call.body()));
    }

    private static void send(HttpExchange exchange, FakeAnswer answer, boolean html) throws IOException {
        byte[] body = (html
                        ? "<html>Bad Gateway, key " + SECRET_KEY + "</html>"
                        : answer.body().toString())
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", html ? "text/html" : "application/json");
        exchange.getResponseHeaders().add("Request-Id", "req_fake");
        if (answer.isReplayed()) {
            exchange.getResponseHeaders().add("Idempotent-Replayed", "true");
        }
        exchange.sendResponseHeaders(answer.status(), body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        server.stop(0);
        streams.stop(0);
    }
}
