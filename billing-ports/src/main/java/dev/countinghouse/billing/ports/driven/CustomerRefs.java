package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.payment.CustomerRef;
import java.util.Optional;

/**
 * Which customer of the payment provider an account is: one each way, for as long as the provider has him. A memory of the
 * provider's adapter; the engine knows accounts only.
 */
public interface CustomerRefs {

    /** {@code false}, with nothing changed, if the account is a customer, or the customer an account, already. */
    boolean add(AccountId account, CustomerRef customer);

    /** The one that is not retired. */
    Optional<CustomerRef> of(AccountId account);

    /** The provider has him no more, so the account may become another; {@code false}, with nothing changed, if it is one already. */
    boolean retire(AccountId account, CustomerRef customer);

    /** How many an account was and is no more. */
    int retired(AccountId account);

    /** Also of one that is retired. For the system, of all accounts; empty for a customer that is none of ours. */
    Optional<AccountId> accountOf(CustomerRef customer);
}
