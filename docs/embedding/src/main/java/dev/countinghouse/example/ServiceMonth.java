package dev.countinghouse.example;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.billing.domain.account.TaxRate;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The month of {@link MonthEnd} once more, by somebody who has no Java: the service runs in a process of its own with a
 * database of its own, and everything goes over HTTP. Run again, it goes on with the data that is there. Start reading at
 * {@link #run}.
 */
public final class ServiceMonth {

    private static final Instant BEGIN = Instant.parse("2025-11-01T04:00:00Z");
    private static final Instant CLOSE = Instant.parse("2025-12-01T06:00:00Z");

    private final Rest rest;
    private final PrintStream out;

    ServiceMonth(Rest rest, PrintStream out) {
        this.rest = rest;
        this.out = out;
    }

    /** @param arguments the service's jar, and the folder for its data where COUNTINGHOUSE_DATA_DIR names no other */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        PrintStream console = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        Path data = Path.of(System.getenv().getOrDefault("COUNTINGHOUSE_DATA_DIR", arguments[1]))
                .toAbsolutePath()
                .normalize();
        int port = Integer.parseInt(System.getenv().getOrDefault("QUARKUS_HTTP_PORT", "8080"));
        console.printf("Countinghouse: starting the service with a PostgreSQL of its own, data in %s%n", data);
        LocalServer server = LocalServer.start(Path.of(arguments[0]), data, port, settings());
        new ServiceMonth(new Rest(server.address, server.adminKey), console).run();
        console.printf("%nAPI          %s/q/docs/   (described in %s/openapi)%n", server.address, server.address);
        console.printf("key          %s%n", data.resolve("admin-key"));
        console.printf(
                "try          curl -H \"Authorization: Bearer $(cat %s)\" %s/api/v1/accounts/%s/quotas%n",
                data.resolve("admin-key"), server.address, Customer.HARBOR.id());
        console.println("It stays up until you press Ctrl-C. Run the command again: it goes on with this data.");
        System.exit(server.await());
    }

    /** How the service of the example is set up. */
    static Map<String, String> settings() {
        return Map.of(
                "COUNTINGHOUSE_TEST_CLOCK", "true",
                "COUNTINGHOUSE_SELLER_NAME", "Example Models Inc.",
                "COUNTINGHOUSE_SELLER_ADDRESS", "1 Market Square,Springfield",
                "COUNTINGHOUSE_EXCHANGE_RATES", "2025-11-01 USD EUR 0.865");
    }

    void run() {
        publishTheCatalogue();
        moveClockTo(BEGIN);
        for (Customer customer : Customer.values()) {
            signUp(customer);
        }
        out.println();
        new ServiceReplay(rest, out, this::moveClockTo).run(MonthEnd.MONTH.atDay(1), MonthEnd.MONTH.atDay(29));
        moveClockTo(CLOSE);
        ServiceReports reports = new ServiceReports(rest, out);
        for (Customer customer : Customer.values()) {
            // whatever is due; asked again, nothing is
            rest.post("/accounts/" + customer.id() + "/invoices/close", Map.of());
            reports.invoice(customer);
        }
        for (Customer customer : Customer.values()) {
            reports.margin(customer);
        }
    }

    private void publishTheCatalogue() {
        JsonNode published = rest.post("/catalogues", "application/yaml", Resource.text("llm-product.yaml"));
        out.printf("CATALOGUE  llm-product.yaml is revision %s%n", published.get("revision"));
    }

    /** The clock only moves on, so a second run leaves it where the first did. */
    private void moveClockTo(Instant instant) {
        Instant now = Instant.parse(rest.get("/test-clock").get("now").textValue());
        boolean neverSet = now.isAfter(CLOSE);
        if (neverSet || now.isBefore(instant)) {
            rest.put("/test-clock", Map.of("now", instant.toString()));
        }
    }

    private void signUp(Customer customer) {
        rest.post(
                "/accounts",
                Map.of(
                        "id", customer.id().value(),
                        "name", customer.label(),
                        "address", customer.account.party().address(),
                        "taxId", customer.account.party().taxId(),
                        "timeZone", customer.account.zone().getId(),
                        "currency", customer.account.currency().getCurrencyCode(),
                        "taxes",
                                customer.account.taxes().stream()
                                        .map(ServiceMonth::tax)
                                        .toList(),
                        "subjects", List.of()));
        JsonNode subscription = rest.post(
                "/subscriptions",
                Map.of(
                        "id", customer.subscription().value(),
                        "account", customer.id().value(),
                        "plan", customer.plan.value(),
                        "startAt", customer.month(MonthEnd.MONTH).start().toString(),
                        "anchor", "calendar"));
        out.printf(
                "  %-17s  plan %-8s  %-16s  %s%n",
                customer.label(),
                customer.plan,
                customer.account.zone(),
                subscription.get("state").textValue());
    }

    private static Map<String, String> tax(TaxRate tax) {
        return Map.of(
                "key", tax.key(), "name", tax.name(), "percent", tax.percent().toString());
    }
}
