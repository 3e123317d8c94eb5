package dev.countinghouse.billing.domain.dunning;

import dev.countinghouse.billing.domain.access.SecretHash;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.invoice.InvoiceNumber;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import java.time.Instant;

/**
 * What an issued invoice asks for.
 *
 * @param amount above 0
 */
public record Debt(InvoiceNumber invoice, AccountId account, Money amount, Instant issuedAt, Instant dueAt) {

    private static final int DIGITS = 40;

    public Debt {
        if (amount.signum() <= 0) {
            throw new IllegalArgumentException(
                    "invoice " + invoice + " asks for " + amount + ", only more than 0 can be owed");
        }
    }

    /** Under which the provider is asked for a try. */
    PaymentKey payment(int number) {
        return key("invoice_", number);
    }

    PaymentKey refund(int number) {
        return key("invoice_refund_", number);
    }

    /** None of them can contain a line break. */
    private PaymentKey key(String prefix, int number) {
        String about = account + "\n" + invoice + "\n" + number;
        return new PaymentKey(prefix + SecretHash.of(about).hex().substring(0, DIGITS));
    }
}
