package dev.countinghouse.adapter.stripe;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.payment.CustomerRef;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.ports.driven.CustomerRefs;
import dev.countinghouse.billing.ports.driven.PaymentRefs;
import dev.countinghouse.billing.ports.driven.PaymentRefs.Ref;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Transactions;
import java.util.Optional;

/** What has to be known here for longer than Stripe knows it. Each step is a transaction of its own, over before Stripe is asked. */
final class StripeMemory {

    private final Transactions transactions;
    private final CustomerRefs customers;
    private final PaymentRefs payments;

    StripeMemory(Transactions transactions, CustomerRefs customers, PaymentRefs payments) {
        this.transactions = transactions;
        this.customers = customers;
        this.payments = payments;
    }

    /** @param isNew whether nobody can have asked Stripe for it before */
    record Claim(Ref ref, boolean isNew) {}

    void requireNoTransaction() {
        transactions.requireNone();
    }

    Optional<CustomerRef> customer(AccountId account) {
        return transactions.inTransaction(Scope.of(account), () -> customers.of(account));
    }

    /** Empty for one that is none of ours. */
    Optional<AccountId> account(CustomerRef customer) {
        return transactions.inTransaction(Scope.SYSTEM, () -> customers.accountOf(customer));
    }

    /** @return whom the account is from now on: somebody may have been faster */
    CustomerRef keep(AccountId account, CustomerRef customer) {
        return transactions.inTransaction(Scope.of(account), () -> {
            customers.add(account, customer);
            return customers
                    .of(account)
                    .orElseThrow(() -> new IllegalStateException(
                            "customer " + customer + " is another account's than " + account));
        });
    }

    void retire(AccountId account, CustomerRef customer) {
        transactions.inTransaction(Scope.of(account), () -> customers.retire(account, customer));
    }

    int retired(AccountId account) {
        return transactions.inTransaction(Scope.of(account), () -> customers.retired(account));
    }

    /**
     * Ties a key to one wish, before Stripe is asked.
     *
     * @throws IllegalArgumentException if it was used for another
     */
    Claim claim(Ref wish) {
        boolean isNew = find(wish.key()).isEmpty()
                && transactions.inTransaction(Scope.of(wish.account()), () -> payments.add(wish));
        Ref kept = isNew ? wish : find(wish.key()).orElseThrow();
        if (!kept.account().equals(wish.account()) || !kept.wish().equals(wish.wish())) {
            throw new IllegalArgumentException("payment key " + wish.key() + " was used for account " + kept.account()
                    + " and " + kept.wish() + ", it cannot be for account " + wish.account() + " and " + wish.wish());
        }
        return new Claim(kept, isNew);
    }

    Optional<Ref> find(PaymentKey key) {
        return transactions.inTransaction(Scope.SYSTEM, () -> payments.find(key));
    }

    /** By a key as it was read at Stripe, where anybody may write one. */
    Optional<Ref> find(String key) {
        try {
            return find(new PaymentKey(key));
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }

    /** @return as it is remembered from now on: somebody may have been faster */
    Ref refer(Ref ref, String reference) {
        transactions.inTransaction(Scope.of(ref.account()), () -> {
            payments.refer(ref.account(), ref.key(), reference);
            return true;
        });
        return find(ref.key()).orElseThrow();
    }
}
