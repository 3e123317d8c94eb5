package dev.countinghouse.adapter.postgres.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process that serves HTTP, says in its output where it listens, and is killed when the test wants it so. */
public final class Victim {

    private static final Pattern LISTENING = Pattern.compile("Listening on: http://[^:]+:(\\d+)");

    private final Process process;
    private final URI address;

    private Victim(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /** Returns when it listens. */
    public static Victim start(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader output =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            URI address = URI.create("http://localhost:" + port(output));
            Thread reader = new Thread(() -> output.lines().forEach(line -> {}), "output of the victim");
            reader.setDaemon(true);
            reader.start();
            return new Victim(process, address);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String port(BufferedReader output) throws IOException {
        List<String> said = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.add(line);
            Matcher listening = LISTENING.matcher(line);
            if (listening.find()) {
                return listening.group(1);
            }
        }
        throw new AssertionError("it ended before it listened: " + said);
    }

    public URI address() {
        return address;
    }

    /** SIGKILL: nothing of it runs after this. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** SIGTERM: it may finish what it does. */
    public void terminate() {
        process.destroy();
    }

    public void awaitEnd() {
        try {
            process.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
