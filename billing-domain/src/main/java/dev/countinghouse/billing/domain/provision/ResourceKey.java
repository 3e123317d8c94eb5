package dev.countinghouse.billing.domain.provision;

import java.util.regex.Pattern;

/** Names one resource of ours before the provider knows of it: asked for again under the same key it is created once. */
public record ResourceKey(String value) implements Comparable<ResourceKey> {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");

    public ResourceKey {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "resource key '" + value + "' must have 1 to 64 of a-z, A-Z, 0-9, '_', '.', ':' and '-'");
        }
    }

    @Override
    public int compareTo(ResourceKey other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
