package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.Account;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.account.Party;

/** Makes a customer known, and the subjects its usage arrives under. */
public interface OpenAccount {

    /** Opening the same account again changes nothing and succeeds. */
    Outcome open(Account account);

    /** From now on, usage with this subject belongs to the account. */
    Outcome addSubject(AccountId account, String subject);

    /** From now on, bills name the account's customer like this. What the customer says of himself at the provider, does too. */
    Outcome describe(AccountId account, Party party);

    sealed interface Outcome {

        record Opened(Account account) implements Outcome {}

        record Refused(String reason) implements Outcome {}
    }
}
