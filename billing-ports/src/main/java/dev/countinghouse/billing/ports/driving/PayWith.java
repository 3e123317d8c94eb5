package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import java.util.Optional;

/** What an account pays by. Cards and bank accounts themselves are known to the provider only. */
public interface PayWith {

    /**
     * From now on. Top-ups that were stopped because one failed go on.
     *
     * @param methodToken what the provider gave the customer's browser
     * @throws UnknownException for an account that there is not
     */
    Outcome use(AccountId account, String methodToken);

    /** In words that may be shown, such as {@code visa 4242}; empty if there is none. */
    Optional<String> label(AccountId account);

    sealed interface Outcome {

        /** @param label as {@link PayWith#label} has it */
        record Done(Optional<String> label) implements Outcome {}

        record Refused(String field, String reason) implements Outcome {}
    }
}
