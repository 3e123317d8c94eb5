package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import java.net.URI;
import java.util.function.Function;

/** Sends customers to the page of the payment provider where they change what they pay by, and who they are. */
public interface OpenPortal {

    /**
     * Each time another page. Must not be called in a transaction.
     *
     * @param returnUrl where the customer comes back to
     * @throws UnknownException for an account that there is not
     * @throws dev.countinghouse.billing.ports.driven.UnavailableException if the provider does not answer
     */
    Outcome open(AccountId account, String returnUrl);

    sealed interface Outcome {

        <T> T fold(Function<Opened, T> opened, Function<Refused, T> refused);

        /** @param page for this customer's browser alone, and soon */
        record Opened(URI page) implements Outcome {
            @Override
            public <T> T fold(Function<Opened, T> opened, Function<Refused, T> refused) {
                return opened.apply(this);
            }
        }

        record Refused(String field, String reason) implements Outcome {
            @Override
            public <T> T fold(Function<Opened, T> opened, Function<Refused, T> refused) {
                return refused.apply(this);
            }
        }
    }
}
