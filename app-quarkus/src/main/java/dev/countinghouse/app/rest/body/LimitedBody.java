package dev.countinghouse.app.rest.body;

import dev.countinghouse.app.rest.problem.ProblemException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** A body that ends with a problem where it becomes too large or its compression is broken. Nothing is read ahead of time. */
final class LimitedBody extends InputStream {

    private final InputStream sent;
    private final boolean compressed;
    private @Nullable InputStream content;
    private long left = RequestBodies.MOST;

    LimitedBody(InputStream sent, boolean compressed) {
        this.sent = sent;
        this.compressed = compressed;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read;
        try {
            read = content().read(into, offset, length);
        } catch (ZipException | EOFException broken) {
            throw ProblemException.invalid(
                    "", "the body is not the gzip that Content-Encoding says, or is cut off: " + broken.getMessage());
        }
        left -= Math.max(0, read);
        if (left < 0) {
            throw RequestBodies.tooLarge();
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        sent.close();
    }

    /** The first read reads the header of the compression, which must not happen on an event loop. */
    private InputStream content() throws IOException {
        InputStream opened = content;
        if (opened == null) {
            opened = compressed ? new GZIPInputStream(sent, 1 << 13) : sent;
            content = opened;
        }
        return opened;
    }
}
