package dev.countinghouse.billing.domain.credit;

import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.money.Money;

/**
 * Credits are bought by themselves when there are few left.
 *
 * @param threshold below which they are, of what is available for anything
 * @param amount how much is bought each time
 * @param monthlyLimit what is bought this way at most in a calendar month of the account's zone
 */
public record TopUp(Credits threshold, Money amount, Money monthlyLimit) {

    public TopUp {
        if (threshold.signum() < 0) {
            throw new IllegalArgumentException("threshold is " + threshold + ", it must not be below 0");
        }
        if (!threshold.unit().equals(CreditUnit.of(amount.currency()))) {
            throw new IllegalArgumentException(
                    "threshold is " + threshold + ", it must be of the currency of the amount, " + amount);
        }
        if (amount.signum() <= 0) {
            throw new IllegalArgumentException("amount is " + amount + ", it must be above 0");
        }
        if (monthlyLimit.compareTo(amount) < 0) {
            throw new IllegalArgumentException(
                    "monthlyLimit is " + monthlyLimit + ", it must be at least the amount, " + amount);
        }
    }
}
