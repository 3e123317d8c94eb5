package dev.countinghouse.billing.domain.provision;

import java.util.Locale;

/** What a provider of infrastructure creates. */
public enum ResourceKind {
    /** What an account's programs log in as at the provider. */
    SERVICE_ACCOUNT,
    /** What lets workloads act as the service account. */
    IDENTITY,
    STORAGE,
    /** Where a session runs. */
    SANDBOX;

    /** The name used in APIs. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
