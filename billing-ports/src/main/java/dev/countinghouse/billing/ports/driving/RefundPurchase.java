package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.purchase.Purchase;
import dev.countinghouse.billing.domain.purchase.PurchaseId;
import dev.countinghouse.billing.domain.purchase.PurchaseRefund;
import dev.countinghouse.billing.domain.purchase.RefundId;
import java.util.function.Function;

/**
 * Gives back a part of what was paid, for credits that are left: they are taken back first, with the bonus in proportion, and
 * come back if the provider refuses.
 */
public interface RefundPurchase {

    /**
     * Asked again with the same id it goes on where it was, and gives back nothing twice.
     *
     * @throws UnknownException for a purchase that there is not
     * @throws dev.countinghouse.billing.ports.driven.UnavailableException if it is not known whether the money was given
     *     back: asking again finds out, and so does {@link ResumePurchases}
     */
    Outcome refund(AccountId account, PurchaseId purchase, RefundId id, Money amount);

    sealed interface Outcome {

        <T> T fold(Function<Refunded, T> refunded, Function<Conflict, T> conflict, Function<Refused, T> refused);

        record Refunded(Purchase purchase, PurchaseRefund refund) implements Outcome {
            @Override
            public <T> T fold(
                    Function<Refunded, T> refunded, Function<Conflict, T> conflict, Function<Refused, T> refused) {
                return refunded.apply(this);
            }
        }

        /** @param earlier has the id and is of another amount */
        record Conflict(PurchaseRefund earlier) implements Outcome {
            @Override
            public <T> T fold(
                    Function<Refunded, T> refunded, Function<Conflict, T> conflict, Function<Refused, T> refused) {
                return conflict.apply(this);
            }
        }

        /** @param field that is wrong; empty if none is */
        record Refused(String field, String reason) implements Outcome {
            @Override
            public <T> T fold(
                    Function<Refunded, T> refunded, Function<Conflict, T> conflict, Function<Refused, T> refused) {
                return refused.apply(this);
            }
        }
    }
}
