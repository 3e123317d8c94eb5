package dev.countinghouse.billing.ports.driving;

import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Takes what the payment provider sends when something has happened to a payment. It is a reason to ask and nothing more, so
 * that notices may come in any order, late, twice, or never.
 */
public interface ReceivePayment {

    /**
     * @param headers of the request, under names in any case
     * @throws dev.countinghouse.billing.ports.driven.UnavailableException if it could not be worked off; the provider is to
     *     send it again
     */
    Outcome receive(byte[] body, Map<String, String> headers);

    sealed interface Outcome {

        <T> T fold(Supplier<T> accepted, Supplier<T> foreign, Function<String, T> refused);

        /** What it is about is as the provider has it now. */
        record Accepted() implements Outcome {
            @Override
            public <T> T fold(Supplier<T> accepted, Supplier<T> foreign, Function<String, T> refused) {
                return accepted.get();
            }
        }

        /** It is from the provider and not about a purchase: nothing was done, and it is to be answered as taken. */
        record Foreign() implements Outcome {
            @Override
            public <T> T fold(Supplier<T> accepted, Supplier<T> foreign, Function<String, T> refused) {
                return foreign.get();
            }
        }

        /** @param reason for our log, not for the sender, who may be anybody */
        record Refused(String reason) implements Outcome {
            @Override
            public <T> T fold(Supplier<T> accepted, Supplier<T> foreign, Function<String, T> refused) {
                return refused.apply(reason);
            }
        }
    }
}
