package dev.countinghouse.billing.domain.access;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a key may be used for. */
public enum KeyScope {
    /** Look things up. */
    READ,
    /** Record usage and ask for decisions; nothing else, so that a key inside of a product cannot read its bills. */
    WRITE,
    /** Accounts, subscriptions, invoices; and look things up. */
    BILLING,
    /** Everything. */
    ADMIN;

    /** What this scope allows, itself included. */
    public Set<KeyScope> implied() {
        return switch (this) {
            case READ, WRITE -> EnumSet.of(this);
            case BILLING -> EnumSet.of(READ, BILLING);
            case ADMIN -> EnumSet.allOf(KeyScope.class);
        };
    }

    /** What several scopes allow together. */
    public static SortedSet<KeyScope> implied(Collection<KeyScope> scopes) {
        SortedSet<KeyScope> all = new TreeSet<>();
        scopes.forEach(scope -> all.addAll(scope.implied()));
        return Collections.unmodifiableSortedSet(all);
    }
}
