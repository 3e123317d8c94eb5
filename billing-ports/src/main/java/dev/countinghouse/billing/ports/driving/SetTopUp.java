package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.TopUp;
import java.util.Optional;

/** Has an account's credits bought by themselves when there are few left. Throws {@link UnknownException} for no account. */
public interface SetTopUp {

    /** Top-ups that were stopped because one failed go on. */
    Outcome set(AccountId account, TopUp topUp);

    /** Nothing is bought by itself any more. */
    void clear(AccountId account);

    Standing read(AccountId account);

    /**
     * @param topUp empty if nothing is bought by itself
     * @param stopped why nothing is bought until the customer buys or changes something; empty if that is not so
     */
    record Standing(Optional<TopUp> topUp, Optional<String> stopped) {}

    sealed interface Outcome {

        record Done(TopUp topUp) implements Outcome {}

        record Refused(String field, String reason) implements Outcome {}
    }
}
