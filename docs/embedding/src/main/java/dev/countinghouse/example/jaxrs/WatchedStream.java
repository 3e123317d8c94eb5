package dev.countinghouse.example.jaxrs;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Knows whether anything was written. */
final class WatchedStream extends FilterOutputStream {

    private boolean used;

    WatchedStream(OutputStream behind) {
        super(behind);
    }

    boolean isUsed() {
        return used;
    }

    @Override
    public void write(int one) throws IOException {
        used = true;
        out.write(one);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        used = used || length > 0;
        out.write(bytes, from, length);
    }
}
