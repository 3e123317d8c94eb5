package dev.countinghouse.benchmarks;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The service as it is packaged, in a JVM of its own, on a database that is there. */
final class ServiceProcess implements AutoCloseable {

    static final String KEY = "a-key-of-the-benchmarks-that-nobody-else-has";

    private static final long START_SECONDS = 120;

    private final Process process;
    private final int port;

    ServiceProcess(String jdbcUrl) throws IOException, InterruptedException {
        port = freePort();
        File log = File.createTempFile("countinghouse-service", ".log");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-jar",
                        packaged().toString())
                .redirectErrorStream(true)
                .redirectOutput(log);
        builder.environment()
                .putAll(Map.of(
                        "COUNTINGHOUSE_DATABASE_URL", jdbcUrl,
                        "COUNTINGHOUSE_DATABASE_OWNER_USER", "owner",
                        "COUNTINGHOUSE_DATABASE_SERVICE_USER", "service",
                        "COUNTINGHOUSE_DATABASE_SYSTEM_USER", "system",
                        "COUNTINGHOUSE_ADMIN_KEY", KEY,
                        // the events are of January 2026, whenever this runs
                        "COUNTINGHOUSE_USAGE_ACCEPTED_PAST", "P36500D",
                        "COUNTINGHOUSE_JOBS_ENABLED", "false",
                        "QUARKUS_HTTP_PORT", String.valueOf(port)));
        process = builder.start();
        awaitReady(log);
    }

    int port() {
        return port;
    }

    /** What the process holds in memory right now, in MB; empty text where the system does not say. */
    String residentMegabytes() throws IOException {
        Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
        return Files.exists(status)
                ? Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .map(line -> String.valueOf(Long.parseLong(line.replaceAll("\\D", "")) / 1_000))
                        .findFirst()
                        .orElse("")
                : "";
    }

    private void awaitReady(File log) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (process.isAlive() && System.nanoTime() < deadline) {
            try (HttpConnection connection = new HttpConnection(port, "")) {
                connection.get("/q/health/ready");
                return;
            } catch (IOException notYet) {
                TimeUnit.MILLISECONDS.sleep(200);
            }
        }
        close();
        throw new IllegalStateException("the service did not start:\n" + Files.readString(log.toPath()));
    }

    private static Path packaged() {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("mvnw"))) {
            root = root.getParent();
        }
        return root.resolve("app-quarkus/target/quarkus-app/quarkus-run.jar");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(START_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
