package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.checkout.CheckoutReference;
import dev.countinghouse.billing.domain.payment.Payment;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import java.net.URI;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A page as the provider has it.
 *
 * @param key what it was ordered under
 */
public record CheckoutSession(CheckoutReference reference, AccountId account, PaymentKey key, Progress progress) {

    /** What the customer has done there. One that is not open any more stays as it is, but for its payment. */
    public sealed interface Progress {

        <T> T fold(Function<Open, T> open, Function<Chosen, T> chosen, Function<Paid, T> paid, Supplier<T> expired);

        /** Nothing yet, and a payment that was declined there is nothing: he may try another method. */
        record Open(URI page) implements Progress {
            @Override
            public <T> T fold(
                    Function<Open, T> open, Function<Chosen, T> chosen, Function<Paid, T> paid, Supplier<T> expired) {
                return open.apply(this);
            }
        }

        /** @param methodToken of the method of payment, for {@link PaymentGateway#useMethod} */
        record Chosen(String methodToken) implements Progress {
            @Override
            public <T> T fold(
                    Function<Open, T> open, Function<Chosen, T> chosen, Function<Paid, T> paid, Supplier<T> expired) {
                return chosen.apply(this);
            }
        }

        /** @param payment as it is now: a bank may take days, and say no */
        record Paid(Payment payment) implements Progress {
            @Override
            public <T> T fold(
                    Function<Open, T> open, Function<Chosen, T> chosen, Function<Paid, T> paid, Supplier<T> expired) {
                return paid.apply(this);
            }
        }

        /** Nothing, and it is too late: nothing was paid, and nothing ever will be. */
        record Expired() implements Progress {
            @Override
            public <T> T fold(
                    Function<Open, T> open, Function<Chosen, T> chosen, Function<Paid, T> paid, Supplier<T> expired) {
                return expired.get();
            }
        }
    }
}
