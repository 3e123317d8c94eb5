package dev.countinghouse.billing.domain.notification;

import dev.countinghouse.billing.domain.access.KeyId;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.regex.Pattern;

/** Names an endpoint: a UUIDv7 as 32 hex digits, so later endpoints have greater ids. */
public record EndpointId(String value) implements Comparable<EndpointId> {

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");

    public EndpointId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("endpoint id '" + value + "' must be 32 hex digits, in lower case");
        }
    }

    public static EndpointId at(Instant now, SecureRandom random) {
        return new EndpointId(KeyId.at(now, random).value());
    }

    @Override
    public int compareTo(EndpointId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
