package dev.countinghouse.app.notification;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A real HTTP server that does with a request what the test wants, also what no library would. */
public final class Receiver implements AutoCloseable {

    /** What a request was. Names of headers are in lower case. */
    public record Request(String line, Map<String, String> headers, String body) {}

    /** What becomes of a request. */
    public interface Reaction {

        void to(Request request, Receiver receiver, Socket socket) throws IOException;

        static Reaction answer(int status) {
            return answer(status, "");
        }

        static Reaction answer(int status, String headers) {
            return (request, receiver, socket) -> {
                boolean taken = status < 300;
                if (taken) {
                    receiver.effect(request);
                }
                // 204 has no body: what follows its head would be taken for another answer
                String body = status == 204 ? "\r\n" : "Content-Length: 2\r\n\r\nok";
                write(socket, "HTTP/1.1 " + status + " x\r\n" + headers + body);
            };
        }

        /** Does what it is asked to and hangs up before it says so. */
        static Reaction takeAndDrop() {
            return (request, receiver, socket) -> receiver.effect(request);
        }

        /** Hangs up at once. */
        static Reaction drop() {
            return (request, receiver, socket) -> {};
        }

        /** Does what it is asked to, and answers when nobody waits for it any more. */
        static Reaction takeAndAnswerLate() {
            return (request, receiver, socket) -> {
                receiver.effect(request);
                receiver.awaitClose(socket);
                write(socket, "HTTP/1.1 200 x\r\nContent-Length: 0\r\n\r\n");
            };
        }

        /** Never answers. */
        static Reaction hang() {
            return (request, receiver, socket) -> receiver.awaitClose(socket);
        }
    }

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Map<String, AtomicInteger> effects = new ConcurrentHashMap<>();
    private final AtomicInteger repetitions = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Function<Request, Reaction> reactions = request -> Reaction.answer(200);

    public Receiver() {
        this(0);
    }

    public Receiver(int port) {
        try {
            server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        threads.execute(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port() + "/hook";
    }

    public void reacting(Function<Request, Reaction> how) {
        reactions = how;
    }

    public List<Request> requests() {
        return requests;
    }

    /** How often each message had an effect, by its id. */
    public Map<String, Integer> effects() {
        Map<String, Integer> counted = new TreeMap<>();
        effects.forEach((id, times) -> counted.put(id, times.get()));
        return counted;
    }

    /** How often a message arrived that was there already. */
    public int repetitions() {
        return repetitions.get();
    }

    /** As a receiver should: what has an id that was there already has no effect. */
    private void effect(Request request) {
        boolean first =
                effects.putIfAbsent(request.headers().getOrDefault("webhook-id", "none"), new AtomicInteger(1)) == null;
        if (!first) {
            repetitions.incrementAndGet();
        }
    }

    /** Goes on with what another took. */
    public void remember(Receiver earlier) {
        effects.putAll(earlier.effects);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                threads.execute(() -> serve(socket));
            } catch (SocketException end) {
                return;
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Request request = read(new BufferedInputStream(socket.getInputStream()));
            requests.add(request);
            reactions.apply(request).to(request, this, socket);
        } catch (IOException hungUp) {
            // the other side went away, which is what some tests are about
        }
    }

    private static Request read(InputStream in) throws IOException {
        String line = line(in);
        Map<String, String> headers = new TreeMap<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        return new Request(line, headers, new String(body, StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the request is cut off");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.US_ASCII).strip();
    }

    static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    /** Until the other side hangs up, or this one is closed. */
    private void awaitClose(Socket socket) throws IOException {
        threads.execute(() -> {
            try {
                closed.await();
                socket.close();
            } catch (InterruptedException | IOException end) {
                // over
            }
        });
        while (socket.getInputStream().read() >= 0) {
            // nothing more is expected
        }
    }

    /** Dies: nobody listens any more, and whoever is connected is cut off. */
    @Override
    public void close() {
        try {
            server.close();
            closed.countDown();
            threads.shutdownNow();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
