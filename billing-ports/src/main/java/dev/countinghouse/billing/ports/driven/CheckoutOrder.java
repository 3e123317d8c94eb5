package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.checkout.ReturnPages;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import java.util.Currency;
import java.util.Optional;

/**
 * What a page is to be for.
 *
 * @param key chosen here, so that a retry gets the same page
 * @param currency what the account is billed in: what is chosen has to be able to pay it
 * @param price to be paid there, by a payment of the same key; empty if only a method of payment is to be chosen
 */
public record CheckoutOrder(
        PaymentKey key, AccountId account, Currency currency, Optional<Price> price, ReturnPages returnTo) {

    /** @param description as the customer sees it */
    public record Price(Money amount, String description) {

        public Price {
            if (amount.signum() <= 0) {
                throw new IllegalArgumentException("a checkout is for " + amount + ", it must be for more than 0");
            }
        }
    }
}
