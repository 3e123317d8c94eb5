package dev.countinghouse.billing.domain.metering;

/** What makes an event unique within its account: the CloudEvents attributes {@code source} and {@code id}. */
public record EventKey(String source, String id) implements Comparable<EventKey> {

    public static final int MAX_LENGTH = 255;

    public EventKey {
        require("source", source);
        require("id", id);
    }

    private static void require(String field, String value) {
        if (value.isBlank() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("event " + field + " '" + value + "' must have 1 to " + MAX_LENGTH
                    + " characters and not be blank");
        }
    }

    @Override
    public int compareTo(EventKey other) {
        int bySource = source.compareTo(other.source);
        return bySource != 0 ? bySource : id.compareTo(other.id);
    }

    @Override
    public String toString() {
        return source + "/" + id;
    }
}
