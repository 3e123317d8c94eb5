package dev.countinghouse.billing.domain.checkout;

import dev.countinghouse.billing.domain.purchase.Wish;
import java.util.Optional;
import java.util.function.Function;

/** What a customer is sent to the page for. */
public sealed interface CheckoutPurpose {

    /** The name used in APIs. */
    String name();

    <T> T fold(Function<SetUp, T> setUp, Function<Buy, T> buy);

    /**
     * To choose a method of payment.
     *
     * @param plan that begins with it, or that the account changes to
     */
    record SetUp(Optional<PlanChoice> plan) implements CheckoutPurpose {
        @Override
        public String name() {
            return "set_up";
        }

        @Override
        public <T> T fold(Function<SetUp, T> setUp, Function<Buy, T> buy) {
            return setUp.apply(this);
        }
    }

    /** To pay for credits. */
    record Buy(Wish wish) implements CheckoutPurpose {
        @Override
        public String name() {
            return "purchase";
        }

        @Override
        public <T> T fold(Function<SetUp, T> setUp, Function<Buy, T> buy) {
            return buy.apply(this);
        }
    }
}
