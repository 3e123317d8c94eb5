package dev.countinghouse.billing.domain.budget;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.quota.Thresholds;
import java.util.Map;
import java.util.Optional;

/**
 * An amount that is meant to be enough.
 *
 * @param part of the account that it is for; empty for all of it
 * @param thresholds that are told of; empty for those of the account
 */
public record Budget(
        AccountId account,
        BudgetId id,
        Measure measure,
        Money amount,
        Optional<Part> part,
        BudgetWindow window,
        Kind kind,
        Optional<Thresholds> thresholds) {

    public enum Measure {
        /** What is charged for usage, before discounts and tax. */
        CHARGE,

        /** What providers charge us, in USD. */
        COST
    }

    public enum Kind {
        /** Tells, and nothing else. */
        SOFT,

        /** Has calls refused once it is used up. */
        HARD
    }

    /** The usage that carries one value of a dimension, for example {@code project} alpha. */
    public record Part(String dimension, String value) {

        public static final int LONGEST_VALUE = 255;

        public Part {
            if (dimension.isBlank() || value.isBlank() || value.length() > LONGEST_VALUE) {
                throw new IllegalArgumentException("a part of an account is a dimension and a value of 1 to "
                        + LONGEST_VALUE + " characters, not '" + dimension + "' and '" + value + "'");
            }
        }
    }

    public Budget {
        if (amount.signum() <= 0) {
            throw new IllegalArgumentException("amount is " + amount + ", it must be above 0");
        }
    }

    /** Whether a call that carries these values of dimensions is one of those the budget pays for. */
    public boolean concerns(Map<String, String> dimensions) {
        return part.map(only -> only.value().equals(dimensions.get(only.dimension())))
                .orElse(true);
    }
}
