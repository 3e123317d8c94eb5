package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.payment.CustomerRef;
import java.util.Optional;

/**
 * Which customer of the payment provider an account is: one each way, for good. A memory of the provider's adapter; the
 * engine knows accounts only.
 */
public interface CustomerRefs {

    /** {@code false}, with nothing changed, if the account is a customer, or the customer an account, already. */
    boolean add(AccountId account, CustomerRef customer);

    Optional<CustomerRef> of(AccountId account);

    /** For the system, of all accounts; empty for a customer that is none of ours. */
    Optional<AccountId> accountOf(CustomerRef customer);
}
