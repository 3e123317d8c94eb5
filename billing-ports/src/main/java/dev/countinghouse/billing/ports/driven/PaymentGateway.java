package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.notice.Notice;
import dev.countinghouse.billing.domain.payment.OtherPayment;
import dev.countinghouse.billing.domain.payment.Payment;
import dev.countinghouse.billing.domain.payment.PaymentId;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes money from customers and gives it back. What it did cannot be undone and takes seconds, so it is called outside of
 * transactions: first the key is stored with the wish, then it is called, then what came of it is stored.
 *
 * <p>Each call is atomic and safe beside any other. Where it throws {@link UnavailableException} the world did not answer:
 * <em>what was asked for may have been done</em>, and is learned by asking again under the same key, however much later.
 */
public interface PaymentGateway {

    /**
     * Takes an amount by the account's method of payment. Under one key it is taken once: the same order gets the payment
     * as it is now, also if it failed, and whatever method the account has by now. A payment that is not decided is told
     * of by a notice when it is. An account without a method gets one that failed, as {@code no_payment_method}.
     *
     * @throws IllegalArgumentException if another order was given under the key; nothing is taken
     */
    Payment charge(ChargeOrder order);

    /** A payment as it is now; empty if nothing was taken under the key, or not yet. */
    Optional<Payment> find(PaymentKey key);

    /** A payment as it is now, by what notices call it; empty if it is none of ours. */
    Optional<Payment> find(PaymentId id);

    /**
     * What the account's customer has paid without having been asked here, and was not given back as a whole: by a payment
     * that somebody began at an instant or later in the provider's dashboard, by a link, or by another system. In the order of
     * time.
     */
    List<OtherPayment> others(AccountId account, Instant since);

    /**
     * Gives back a part of a payment, or all of it. Under one key it is given back once. A refusal does nothing, and if its
     * reason has gone, the same wish under its key may be granted.
     *
     * @param amount more than 0, in the currency of the payment
     * @throws IllegalArgumentException if there is no such payment, the amount cannot be one of it, or the key was used for
     *     another payment or amount, granted or not
     */
    RefundOutcome refund(PaymentKey payment, PaymentKey refundKey, Money amount);

    /**
     * Reads what arrived where notices are sent to. It is taken only if the provider has signed these very bytes within
     * the last 5 minutes, by our clock, and not more than 5 minutes ahead. Asks nobody, remembers nothing, and throws for
     * nothing that others can send: a notice that was read before is read again.
     *
     * @param headers of the request, under names in any case
     */
    NoticeOutcome read(byte[] body, Map<String, String> headers);

    /**
     * Reads once more what was read and kept: a later version of ours may understand what an earlier one did not. Asks nobody.
     */
    NoticeOutcome reread(Notice kept);

    /**
     * Hands over notices made at an instant or later that the provider has not been able to deliver, in any order; what was
     * delivered as well may be among them. Nothing is marked by it as delivered. What fails in {@code each} comes out.
     */
    void undelivered(Instant since, Consumer<NoticeOutcome> each);

    /**
     * Charges an account by another method from now on.
     *
     * @param methodToken what the provider gave the customer's browser for the card or bank account
     * @throws IllegalArgumentException if the provider does not know it, or does not take it
     */
    void useMethod(AccountId account, String methodToken);

    /** What an account is charged by, in words that may be shown, such as {@code visa 4242}; empty if it has none. */
    Optional<String> methodOf(AccountId account);
}
