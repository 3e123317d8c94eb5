package dev.countinghouse.billing.domain.purchase;

import dev.countinghouse.billing.domain.access.SecretHash;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import java.time.Instant;

/**
 * What was agreed when a purchase began; never changed, whatever the catalogue says later.
 *
 * @param customerPresent whether he sits at the screen and can authenticate himself
 */
public record Deal(
        AccountId account,
        PurchaseId id,
        PurchaseTerms terms,
        Origin origin,
        boolean customerPresent,
        Instant startedAt) {

    private static final int DIGITS = 40;

    /** Who wanted it. */
    public enum Origin {
        CUSTOMER,
        /** The customer, who pays on a page of the provider: as long as he is there, nothing is known of a payment. */
        CHECKOUT,
        /** The engine, because few credits were left. */
        TOP_UP
    }

    /** Made of account and id, so that whoever asks the provider again asks for the same payment. */
    public PaymentKey key() {
        return key(account, id);
    }

    public static PaymentKey key(AccountId account, PurchaseId id) {
        return key("buy_", account + "\n" + id);
    }

    PaymentKey key(RefundId refund) {
        return key("refund_", account + "\n" + id + "\n" + refund);
    }

    /** None of them can contain a line break. */
    private static PaymentKey key(String prefix, String about) {
        return new PaymentKey(prefix + SecretHash.of(about).hex().substring(0, DIGITS));
    }
}
