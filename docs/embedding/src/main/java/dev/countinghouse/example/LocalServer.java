package dev.countinghouse.example;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The service as a process of its own, as the stand-alone build starts it; stopped with this program. */
final class LocalServer {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int KEY_BYTES = 32;

    private final Process process;
    private final Path log;
    final URI address;
    final String adminKey;

    private LocalServer(Process process, Path log, URI address, String adminKey) {
        this.process = process;
        this.log = log;
        this.address = address;
        this.adminKey = adminKey;
    }

    /**
     * @param data where the database is kept, the log is written and the administrator's key lies
     * @param settings environment variables of the service
     */
    static LocalServer start(Path jar, Path data, int port, Map<String, String> settings)
            throws IOException, InterruptedException {
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is missing: build it with ./mvnw -Pstandalone package");
        }
        Files.createDirectories(data);
        String adminKey = adminKey(data);
        Path log = data.resolve("service.log");
        ProcessBuilder builder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"), "-jar", jar.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment()
                .putAll(Map.of(
                        "COUNTINGHOUSE_DATA_DIR", data.toString(),
                        "COUNTINGHOUSE_ADMIN_KEY", adminKey,
                        "QUARKUS_HTTP_PORT", String.valueOf(port)));
        builder.environment().putAll(settings);
        LocalServer server =
                new LocalServer(builder.start(), log, URI.create("http://localhost:" + port), adminKey);
        Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
        server.awaitReady();
        return server;
    }

    /** Made once and kept beside the data, readable by its owner only. */
    private static String adminKey(Path data) throws IOException {
        Path file = data.resolve("admin-key");
        if (!Files.exists(file)) {
            byte[] secret = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(secret);
            Files.createFile(
                    file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, HexFormat.of().formatHex(secret));
        }
        return Files.readString(file).strip();
    }

    private void awaitReady() throws InterruptedException, IOException {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest ready =
                HttpRequest.newBuilder(address.resolve("/q/health/ready")).build();
        for (long waited = 0; waited < PATIENCE.toMillis(); waited += 200) {
            if (!process.isAlive()) {
                throw failed("has ended");
            }
            try {
                if (client.send(ready, BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                // it does not listen so far
            }
            Thread.sleep(200);
        }
        throw failed("is not ready after " + PATIENCE.toSeconds() + " seconds");
    }

    private IllegalStateException failed(String what) throws IOException {
        List<String> lines = Files.readAllLines(log);
        stop();
        return new IllegalStateException("the service " + what + "; the end of " + log + ":\n"
                + String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size())));
    }

    /** Until somebody ends it. */
    int await() throws InterruptedException {
        return process.waitFor();
    }

    void stop() {
        process.destroy();
        Optional.of(process).filter(Process::isAlive).ifPresent(LocalServer::awaitEnd);
    }

    private static void awaitEnd(Process process) {
        try {
            process.waitFor();
        } catch (InterruptedException hurry) {
            process.destroyForcibly();
        }
    }
}
