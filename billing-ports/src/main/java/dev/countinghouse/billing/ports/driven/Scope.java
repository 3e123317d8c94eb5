package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.account.AccountId;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Whose rows a transaction may see and write. A store that isolates tenants enforces it, so that a query which forgets to
 * name its account still finds nothing of another's.
 *
 * @param accounts the accounts bound; empty for {@link #SYSTEM}
 * @param system background work, not bound to an account: it looks up rows of all accounts and publishes the catalogue;
 *     what it finds to be done for an account is written bound to that account
 */
public record Scope(SortedSet<AccountId> accounts, boolean system) {

    public static final Scope SYSTEM = new Scope(new TreeSet<>(), true);

    public Scope {
        accounts = Collections.unmodifiableSortedSet(new TreeSet<>(accounts));
    }

    public static Scope of(AccountId account) {
        return of(Collections.singleton(account));
    }

    public static Scope of(Collection<AccountId> accounts) {
        return new Scope(new TreeSet<>(accounts), false);
    }
}
