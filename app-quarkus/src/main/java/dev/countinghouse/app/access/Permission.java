package dev.countinghouse.app.access;

/** The scopes of a key, as roles that endpoints ask for. */
public final class Permission {

    /** Look things up. */
    public static final String READ = "read";

    /** Record usage and ask for decisions. */
    public static final String WRITE = "write";

    /** Accounts, subscriptions, invoices. */
    public static final String BILLING = "billing";

    /** Catalogue, keys, the instance. */
    public static final String ADMIN = "admin";

    private Permission() {}
}
