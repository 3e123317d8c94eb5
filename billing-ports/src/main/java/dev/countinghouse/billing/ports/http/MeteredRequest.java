package dev.countinghouse.billing.ports.http;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.ReservationId;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.money.Fraction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A request that counts.
 *
 * @param route what is asked for: method, path and query
 * @param key by which the client may send it again: the value of the header {@link #KEY}
 * @param most that it may use, in units of the meter; 1 of one that counts
 * @param dimensions what its usage carries, such as who of the account sends it
 */
public record MeteredRequest(
        AccountId account, String route, Optional<String> key, Fraction most, SortedMap<String, String> dimensions) {

    public static final String KEY = "Idempotency-Key";

    private static final Pattern KEYS = Pattern.compile("[\\x21-\\x7e]{1,255}");

    public MeteredRequest {
        dimensions = Collections.unmodifiableSortedMap(new TreeMap<>(dimensions));
    }

    boolean hasMalformedKey() {
        return key.isPresent() && !KEYS.matcher(key.get()).matches();
    }

    /**
     * The same each time the request is sent with its key. The key of another request, or of another user, is another key: who
     * takes one for everything would else have everything for one call.
     *
     * @param day in UTC, on which it was first sent
     * @param attempt of the same request, counted up when one has failed and was given up
     */
    Optional<ReservationId> id(MeterKey meter, LocalDate day, int attempt) {
        return key.map(
                sent -> new ReservationId("request-" + digest(meter, day, sent) + (attempt == 0 ? "" : "." + attempt)));
    }

    private String digest(MeterKey meter, LocalDate day, String sent) {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            update(hash, sent);
            update(hash, day.toString());
            update(hash, meter.value());
            update(hash, route);
            for (Map.Entry<String, String> dimension : dimensions.entrySet()) {
                update(hash, dimension.getKey());
                update(hash, dimension.getValue());
            }
            return HexFormat.of().formatHex(hash.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** With its length, so that no two lists of texts are the same bytes. */
    private static void update(MessageDigest hash, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        hash.update(Integer.toString(bytes.length).getBytes(StandardCharsets.US_ASCII));
        hash.update((byte) ':');
        hash.update(bytes);
    }
}
