package dev.countinghouse.adapter.postgres.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.countinghouse.adapter.postgres.PostgresStorage;
import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.metering.Value;
import dev.countinghouse.billing.ports.driving.RecordUsage;
import dev.countinghouse.billing.ports.driving.RecordUsage.Outcome;
import dev.countinghouse.billing.ports.driving.RecordUsage.Submission;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.Executors;

/** The engine on PostgreSQL behind the least HTTP there can be: takes batches of CloudEvents as the service does. */
final class EventServer {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int THREADS = 8;

    private final RecordUsage usage;

    private EventServer(RecordUsage usage) {
        this.usage = usage;
    }

    /** With the URL of a database and the time it is. */
    public static void main(String[] arguments) throws IOException, SQLException {
        BillingEngine engine = BillingEngine.builder()
                .storage(PostgresStorage.over(
                        pool(arguments[0], TestDatabase.SERVICE), pool(arguments[0], TestDatabase.SYSTEM)))
                .clock(InstantSource.fixed(Instant.parse(arguments[1])))
                .build();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newFixedThreadPool(THREADS));
        server.createContext(KillScenario.PATH, new EventServer(engine.recordUsage())::handle);
        server.start();
        System.out.println(
                "Listening on: http://localhost:" + server.getAddress().getPort());
    }

    static AgroalDataSource pool(String url, String user) throws SQLException {
        return AgroalDataSource.from(
                new AgroalDataSourceConfigurationSupplier().connectionPoolConfiguration(pool -> pool.maxSize(THREADS)
                        .acquisitionTimeout(Duration.ofSeconds(30))
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(url)
                                .principal(new NamePrincipal(user))
                                .credential(new SimplePassword(TestDatabase.PASSWORD)))));
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            List<Submission> batch = new ArrayList<>();
            JSON.readTree(exchange.getRequestBody()).forEach(event -> batch.add(submission(event)));
            ObjectNode answer = JSON.createObjectNode();
            usage.record(batch)
                    .forEach(outcome -> answer.withArray("items").addObject().put("status", status(outcome)));
            byte[] body = JSON.writeValueAsBytes(answer);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static Submission submission(JsonNode event) {
        TreeMap<String, Value> data = new TreeMap<>();
        event.path("data")
                .properties()
                .forEach(entry -> data.put(
                        entry.getKey(),
                        entry.getValue().isNumber()
                                ? new Value.Numeric(entry.getValue().decimalValue())
                                : new Value.Text(entry.getValue().asText())));
        return new Submission(
                new EventKey(event.path("source").asText(), event.path("id").asText()),
                event.path("type").asText(),
                event.path("subject").asText(),
                Instant.parse(event.path("time").asText()),
                EventData.of(data));
    }

    private static String status(Outcome outcome) {
        return outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
