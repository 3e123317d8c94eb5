package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.account.Account;
import dev.countinghouse.billing.domain.account.AccountId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Customers and the subjects their usage arrives under. A subject, account ids included, belongs to one account. */
public interface Accounts {

    /** Adds an account unless its id or one of its subjects is taken; then nothing is added and {@code false} returned. */
    boolean add(Account account);

    /**
     * Replaces an account; {@code false}, with nothing changed, if there is none or a subject it brings belongs to another
     * account. Subjects it no longer has are free.
     */
    boolean update(Account account);

    Optional<Account> find(AccountId id);

    /** Accounts ordered by id (Unicode code points), those behind one or from the first; for the system. */
    List<Account> list(Optional<AccountId> after, int limit);

    /** The accounts these subjects belong to; subjects nobody has are absent. One look-up for all. */
    Map<String, AccountId> ownersOf(Collection<String> subjects);
}
