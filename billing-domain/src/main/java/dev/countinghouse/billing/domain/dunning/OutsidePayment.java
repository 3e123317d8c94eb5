package dev.countinghouse.billing.domain.dunning;

import dev.countinghouse.billing.domain.money.Money;
import java.time.Instant;

/**
 * The rest of an invoice, paid past the provider: by bank transfer, or set off against something.
 *
 * @param reference by which the seller finds it in his books, 1 to {@value #LONGEST_REFERENCE} characters
 */
public record OutsidePayment(String reference, Money amount, Instant at) {

    public static final int LONGEST_REFERENCE = 200;

    public OutsidePayment {
        if (reference.isBlank() || reference.length() > LONGEST_REFERENCE) {
            throw new IllegalArgumentException("the reference of a payment has " + reference.length()
                    + " characters, it must have 1 to " + LONGEST_REFERENCE + " and not be blank");
        }
    }
}
