package dev.countinghouse.benchmarks;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One connection that is kept, one request after the other: the least a client can do, because it shares the cores with
 * what is measured.
 */
final class HttpConnection implements AutoCloseable {

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final String headers;

    /** @param key for the service; {@code ""} for a server without keys */
    HttpConnection(int port, String key) throws IOException {
        socket = new Socket("localhost", port);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        out = socket.getOutputStream();
        headers = "Host: localhost:" + port + "\r\n" + (key.isEmpty() ? "" : "Authorization: Bearer " + key + "\r\n");
    }

    String get(String path) throws IOException {
        return send("GET " + path + " HTTP/1.1\r\n" + headers + "\r\n", new byte[0]);
    }

    String post(String path, String mediaType, byte[] body) throws IOException {
        return send(
                "POST " + path + " HTTP/1.1\r\n" + headers + "Content-Type: " + mediaType + "\r\nContent-Length: "
                        + body.length + "\r\n\r\n",
                body);
    }

    /** The body of an answer of status 200; any other is a failure. */
    private String send(String head, byte[] body) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream(head.length() + body.length);
        request.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        request.writeBytes(body);
        request.writeTo(out);
        String status = line();
        int length = 0;
        boolean chunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).strip());
            }
            chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
        }
        byte[] answer = chunked ? chunks() : in.readNBytes(length);
        String text = new String(answer, StandardCharsets.UTF_8);
        if (!status.contains(" 200 ")) {
            throw new IOException(head.lines().findFirst().orElse("") + " was answered with " + status + ": " + text);
        }
        return text;
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        int length = Integer.parseInt(line().strip(), 16);
        while (length > 0) {
            all.writeBytes(in.readNBytes(length));
            line();
            length = Integer.parseInt(line().strip(), 16);
        }
        line();
        return all.toByteArray();
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the server closed the connection");
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
