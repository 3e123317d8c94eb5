package dev.countinghouse.billing.domain.simulation;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.money.Money;

/** What came out for one account. */
public record SimulationResult(AccountId account, Outcome outcome) {

    public sealed interface Outcome {}

    /** Fees and usage of all its periods, before discounts and tax. */
    public record Compared(Money actual, Money simulated) implements Outcome {

        /** Above 0 if the account would have paid more. */
        public Money difference() {
            return simulated.minus(actual);
        }
    }

    /** @param detail for people: what does not fit what */
    public record Skipped(Reason reason, String detail) implements Outcome {}

    public enum Reason {
        /** No billing period of a main subscription begins in the range, is no trial and is over. */
        NO_PERIOD,
        /** The terms are priced in another currency than the account is billed in. */
        OTHER_CURRENCY,
        /** The terms total usage after another interval. */
        OTHER_INTERVAL,
        /** The draft does not have a plan the account is on, or has it in another role. */
        NO_SUCH_PLAN,
        /** It went wrong: a fault of ours. */
        ERROR
    }
}
