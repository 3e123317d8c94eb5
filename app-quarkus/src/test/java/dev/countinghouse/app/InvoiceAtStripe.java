package dev.countinghouse.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Stripe that has one invoice, in_1 of customer cus_1, over 20.00; whoever pays it is declined. */
public final class InvoiceAtStripe implements QuarkusTestResourceLifecycleManager {

    private static final Pattern KEY = Pattern.compile("metadata\\[countinghouse_key]=([^&]*)");

    private HttpServer server;
    private String status = "draft";
    private String note = "";

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        server.createContext("/", this::handle);
        server.start();
        return Map.of(
                "countinghouse.payments.stripe.api-base",
                "http://127.0.0.1:" + server.getAddress().getPort());
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String call =
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean declined = call.endsWith("/pay");
            byte[] answer = (declined
                            ? "{\"error\": {\"type\": \"card_error\", \"code\": \"card_declined\", \"message\":"
                                    + " \"Your card was declined.\"}}"
                            : answer(call, URLDecoder.decode(body, StandardCharsets.UTF_8)))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(declined ? 402 : 200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private String answer(String call, String body) {
        return switch (call) {
            case "POST /v1/invoices/in_1/finalize" -> becomes("open");
            case "POST /v1/invoices/in_1/void" -> becomes("void");
            case "GET /v1/invoices/in_1" -> invoice();
            case "POST /v1/credit_notes" -> credited(body);
            case "GET /v1/credit_notes" -> list(note);
            default -> list("");
        };
    }

    private String becomes(String now) {
        status = now;
        return invoice();
    }

    private String credited(String body) {
        Matcher key = KEY.matcher(body);
        note =
                "{\"id\": \"cn_1\", \"number\": \"F-1-CN-1\", \"total\": 500, \"currency\": \"usd\", \"status\": \"issued\","
                        + " \"created\": 1775001700, \"pdf\": \"https://pay.example/cn_1\", \"memo\": \"sorry\", \"invoice\":"
                        + " \"in_1\", \"customer\": \"cus_1\", \"metadata\": {\"countinghouse_key\": \""
                        + (key.find() ? key.group(1) : "") + "\"}}";
        return note;
    }

    private static String list(String item) {
        return "{\"object\": \"list\", \"has_more\": false, \"data\": [" + item + "]}";
    }

    private String invoice() {
        int remaining = note.isEmpty() ? 2000 : 1500;
        String printed = status.equals("draft")
                ? ""
                : ", \"number\": \"F-1\", \"hosted_invoice_url\": \"https://pay.example/in_1\", \"invoice_pdf\":"
                        + " \"https://pay.example/in_1/pdf\"";
        return "{\"id\": \"in_1\", \"object\": \"invoice\", \"customer\": \"cus_1\", \"created\": 1775001600, \"currency\":"
                + " \"usd\", \"status\": \"" + status + "\", \"attempt_count\": 0, \"subtotal\": 2000, \"total\": 2000,"
                + " \"amount_due\": " + remaining + ", \"amount_paid\": 0, \"amount_remaining\": " + remaining
                + ", \"status_transitions\": {\"finalized_at\": 1775001660}, \"lines\": "
                + list("{\"id\": \"il_1\", \"amount\": 2000, \"currency\": \"usd\", \"quantity\": 2, \"description\":"
                        + " \"2 × Pro\", \"period\": {\"start\": 1775001600, \"end\": 1777593600}, \"pricing\":"
                        + " {\"price_details\": {\"price\": \"price_pro\"}}}")
                + printed + "}";
    }

    @Override
    public void stop() {
        server.stop(0);
    }
}
