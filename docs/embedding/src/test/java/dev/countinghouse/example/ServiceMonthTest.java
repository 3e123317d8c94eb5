package dev.countinghouse.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.adapter.postgres.database.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The month over REST, against the packaged service in a process of its own; what it shows is worked out apart. */
class ServiceMonthTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @TempDir
    static Path data;

    private static LocalServer server;
    private static String first;
    private static String second;

    @BeforeAll
    static void runTwice() throws IOException, InterruptedException {
        Map<String, String> settings = new HashMap<>(ServiceMonth.settings());
        settings.putAll(Map.of(
                "COUNTINGHOUSE_DATABASE_URL", DATABASE.url(),
                "COUNTINGHOUSE_DATABASE_SERVICE_USER", TestDatabase.SERVICE,
                "COUNTINGHOUSE_DATABASE_SERVICE_PASSWORD", TestDatabase.PASSWORD,
                "COUNTINGHOUSE_DATABASE_SYSTEM_USER", TestDatabase.SYSTEM,
                "COUNTINGHOUSE_DATABASE_SYSTEM_PASSWORD", TestDatabase.PASSWORD,
                "COUNTINGHOUSE_DATABASE_OWNER_USER", TestDatabase.OWNER,
                "COUNTINGHOUSE_DATABASE_OWNER_PASSWORD", TestDatabase.PASSWORD));
        server = LocalServer.start(
                root().resolve("app-quarkus/target/quarkus-app/quarkus-run.jar"), data, freePort(), settings);
        first = run();
        second = run();
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @Test
    void everythingIsRecordedOnceHoweverOftenItIsSent() {
        assertThat(first).contains("2025-11-29   9,716 accepted\n");
        assertThat(second).contains("2025-11-29   9,716 duplicate\n");
    }

    @Test
    void theInvoicesAreWhatTheUsageComesTo() throws IOException {
        ExpectedMonth lindenhof = ExpectedMonth.lindenhof();
        BigDecimal input = ExpectedMonth.charge(lindenhof.input, 2_000_000, "4.10", "0.23", "4.60");
        BigDecimal output = ExpectedMonth.charge(lindenhof.output, 50_000, "20.50", "0.92", "23.00");
        // 42 GB for ten of thirty days are 14 GB-months, 4 beyond the allowance, at 0.11; then December's base fee
        BigDecimal net = input.add(output).add(new BigDecimal("0.44")).add(new BigDecimal("45.00"));
        BigDecimal tax = net.multiply(new BigDecimal("0.19")).setScale(2, RoundingMode.HALF_UP);

        assertThat(first)
                .containsPattern("amount due +" + net.add(tax) + " EUR")
                .containsPattern("amount due +\\S+ USD");
    }

    @Test
    void aSecondRunShowsTheSameInvoices() {
        assertThat(fromInvoicesOn(second)).isEqualTo(fromInvoicesOn(first));
    }

    @Test
    void theReadmeShowsWhatItPrints() throws IOException {
        Matcher shown =
                Pattern.compile("(?ms)^```text\\n(.*?)^```").matcher(Files.readString(root().resolve("README.md")));
        assertThat(shown.find()).isTrue();

        List<String> lines =
                shown.group(1).lines().filter(line -> !line.equals("...")).toList();
        assertThat(first.lines()).containsSubsequence(lines);
    }

    @Test
    void itFitsATerminal() {
        assertThat(first).matches("\\p{ASCII}+");
        assertThat(first.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(110));
    }

    private static String fromInvoicesOn(String output) {
        return output.substring(output.indexOf("INVOICE"));
    }

    private static String run() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ServiceMonth(
                        new Rest(server.address, server.adminKey), new PrintStream(bytes, true, StandardCharsets.UTF_8))
                .run();
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
