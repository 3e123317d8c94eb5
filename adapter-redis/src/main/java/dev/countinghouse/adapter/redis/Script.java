package dev.countinghouse.adapter.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What a server does in one step, and the name it knows it by once it has seen it. */
record Script(String text, String hash) {

    private static final String FOLDER = "/dev/countinghouse/redis/";

    /** The script of a file, behind what all have in common. */
    static Script named(String file) {
        String text = read("common.lua") + read(file);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return new Script(text, HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("each Java has SHA-1", impossible);
        }
    }

    private static String read(String file) {
        try (InputStream resource = Script.class.getResourceAsStream(FOLDER + file)) {
            if (resource == null) {
                throw new IllegalStateException(FOLDER + file + " is not on the class path");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
