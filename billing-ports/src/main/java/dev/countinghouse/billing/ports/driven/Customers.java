package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.customer.Customer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is known of the customers of all accounts at the provider, and where the two sides are to be brought together. */
public interface Customers {

    /**
     * An account whose customer is to be looked at.
     *
     * @param looks how often that was tried since something changed
     * @param turn counts changes and claims: whoever has an old one is too late
     */
    record Due(AccountId account, int looks, long turn) {}

    Optional<Customer> find(AccountId account);

    /**
     * Keeps what is known, and returns it with its next revision. When it is due stays as it is.
     *
     * @throws StaleVersionException if it is not of the revision that is stored; that of one nothing is known of is 1
     */
    Customer update(Customer customer);

    /**
     * Something may have changed, here or there: from now on it is due, also if nothing is known of it. While somebody has
     * claimed it, it is due when his claim ends.
     */
    void changed(AccountId account, Instant now);

    /** Those that are due by an instant, the longest due first; of all accounts, for the system. */
    List<Due> dueBy(Instant instant, int limit);

    /** Whether one is due by an instant. */
    Optional<Due> dueBy(AccountId account, Instant instant);

    /** Has nobody else look at it until an instant, when it is due again; empty, with nothing changed, for who is too late. */
    Optional<Due> claim(Due seen, Instant until);

    /** It is not due any more; {@code false}, with nothing changed, for who is too late. */
    boolean done(Due claimed);
}
