package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import java.time.Instant;
import java.util.Optional;

/**
 * What a payment provider was asked for under each key, and what he calls what came of it, for good: his own memory of keys
 * ends after a day, and what he can be searched for is not there at once. A memory of the provider's adapter.
 */
public interface PaymentRefs {

    /**
     * @param wish what is asked for, in a text that is the same if and only if the wish is
     * @param askedAt when that was first, to the second
     * @param reference empty as long as it is not known that anything came of it
     */
    record Ref(PaymentKey key, AccountId account, String wish, Instant askedAt, Optional<String> reference) {

        public static Ref asked(PaymentKey key, AccountId account, String wish, Instant at) {
            return new Ref(key, account, wish, at, Optional.empty());
        }

        public Ref at(String reference) {
            return new Ref(key, account, wish, askedAt, Optional.of(reference));
        }
    }

    /** {@code false}, with nothing changed, if anybody, whichever account, has used the key. */
    boolean add(Ref ref);

    /** For the system, of all accounts. */
    Optional<Ref> find(PaymentKey key);

    /** Remembers what came of it, unless that is known already. */
    void refer(AccountId account, PaymentKey key, String reference);
}
