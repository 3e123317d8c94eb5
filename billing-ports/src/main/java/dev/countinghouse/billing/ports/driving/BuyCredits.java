package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.ledger.LedgerId;
import dev.countinghouse.billing.domain.purchase.Purchase;
import dev.countinghouse.billing.domain.purchase.PurchaseId;
import dev.countinghouse.billing.domain.purchase.Wish;
import java.util.function.Function;

/**
 * Buys credits by the account's method of payment. The purchase is kept before the provider is asked and the credits are
 * granted with the answer, so that whatever fails in between, they are bought once or not at all.
 */
public interface BuyCredits {

    /**
     * Asked again with the same id it goes on where it was, and buys nothing twice.
     *
     * @throws UnknownException for an account that there is not
     * @throws dev.countinghouse.billing.ports.driven.UnavailableException if it is not known whether the customer was
     *     charged: asking again finds out, and so does {@link ResumePurchases}
     */
    Outcome buy(Order order);

    /**
     * @param id chosen by the caller, so that a retry is recognised; one of its account
     * @param customerPresent whether he can authenticate himself now; the first call's counts
     */
    record Order(AccountId account, PurchaseId id, Wish wish, boolean customerPresent) {

        public Order {
            LedgerId.requireOwn("purchase", id.value());
        }
    }

    sealed interface Outcome {

        <T> T fold(Function<Bought, T> bought, Function<Conflict, T> conflict, Function<Refused, T> refused);

        /** @param purchase as it is now: succeeded with its credits granted, failed, or not decided */
        record Bought(Purchase purchase) implements Outcome {
            @Override
            public <T> T fold(
                    Function<Bought, T> bought, Function<Conflict, T> conflict, Function<Refused, T> refused) {
                return bought.apply(this);
            }
        }

        /** @param earlier has the id and is of something else */
        record Conflict(Purchase earlier) implements Outcome {
            @Override
            public <T> T fold(
                    Function<Bought, T> bought, Function<Conflict, T> conflict, Function<Refused, T> refused) {
                return conflict.apply(this);
            }
        }

        /** @param field that is wrong; empty if none is */
        record Refused(String field, String reason) implements Outcome {
            @Override
            public <T> T fold(
                    Function<Bought, T> bought, Function<Conflict, T> conflict, Function<Refused, T> refused) {
                return refused.apply(this);
            }
        }
    }
}
