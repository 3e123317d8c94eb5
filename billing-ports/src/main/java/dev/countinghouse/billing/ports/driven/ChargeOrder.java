package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.payment.PaymentKey;

/**
 * The wish to be paid.
 *
 * @param amount more than 0
 * @param description what the customer may read on his statement, 1 to {@value #LONGEST_DESCRIPTION} characters
 * @param customerPresent whether he sits at the screen and can authenticate himself
 */
public record ChargeOrder(
        PaymentKey key, AccountId account, Money amount, String description, boolean customerPresent) {

    public static final int LONGEST_DESCRIPTION = 500;

    public ChargeOrder {
        if (amount.signum() <= 0) {
            throw new IllegalArgumentException("charge " + key + " is of " + amount + ", it must be more than 0");
        }
        if (description.isBlank() || description.length() > LONGEST_DESCRIPTION) {
            throw new IllegalArgumentException("the description of charge " + key + " has " + description.length()
                    + " characters, it must have 1 to " + LONGEST_DESCRIPTION + " and not be blank");
        }
    }
}
