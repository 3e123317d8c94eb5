package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.checkout.Checkout;
import dev.countinghouse.billing.domain.checkout.CheckoutId;
import dev.countinghouse.billing.domain.checkout.CheckoutPurpose;
import java.util.Optional;
import java.util.function.Function;

/**
 * Sends customers to a page of the payment provider. The checkout is kept before he is asked for the page, and what follows
 * from it is kept with his answer, once.
 */
public interface OpenCheckout {

    /**
     * Asked again with the same id it goes on where it was. Must not be called in a transaction.
     *
     * @throws UnknownException for an account that there is not
     * @throws dev.countinghouse.billing.ports.driven.UnavailableException if it is not known whether there is a page: asking
     *     again finds out
     */
    Outcome open(Order order);

    /** What has become of one, as far as it is known here. */
    Optional<Checkout> find(AccountId account, CheckoutId id);

    /**
     * @param id chosen by the caller, so that a retry is recognised; one of its account
     * @param successUrl where the customer comes back to when he is done
     * @param cancelUrl where he comes back to when he leaves it at that
     */
    record Order(AccountId account, CheckoutId id, CheckoutPurpose purpose, String successUrl, String cancelUrl) {}

    sealed interface Outcome {

        <T> T fold(Function<Opened, T> opened, Function<Conflict, T> conflict, Function<Refused, T> refused);

        /** @param checkout as it is now: open with its page, or decided */
        record Opened(Checkout checkout) implements Outcome {
            @Override
            public <T> T fold(
                    Function<Opened, T> opened, Function<Conflict, T> conflict, Function<Refused, T> refused) {
                return opened.apply(this);
            }
        }

        /** @param earlier has the id and is of something else */
        record Conflict(Checkout earlier) implements Outcome {
            @Override
            public <T> T fold(
                    Function<Opened, T> opened, Function<Conflict, T> conflict, Function<Refused, T> refused) {
                return conflict.apply(this);
            }
        }

        /** @param field that is wrong; empty if none is */
        record Refused(String field, String reason) implements Outcome {
            @Override
            public <T> T fold(
                    Function<Opened, T> opened, Function<Conflict, T> conflict, Function<Refused, T> refused) {
                return refused.apply(this);
            }
        }
    }
}
