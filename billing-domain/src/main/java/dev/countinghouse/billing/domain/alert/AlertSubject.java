package dev.countinghouse.billing.domain.alert;

import dev.countinghouse.billing.domain.budget.Budget;
import dev.countinghouse.billing.domain.budget.BudgetId;
import dev.countinghouse.billing.domain.metering.MeterKey;
import java.util.Currency;

/** What a threshold is one of. */
public sealed interface AlertSubject {

    /** Whether it is none of the customer's business: what providers charge us. */
    default boolean isSellersOnly() {
        return this instanceof OfBudget budget && budget.measure() == Budget.Measure.COST;
    }

    /** The name used in APIs. */
    String kind();

    /** Tells it apart from others of its kind. */
    String key();

    /** The allowance of a meter; used and limit are units of it. */
    record OfMeter(MeterKey meter) implements AlertSubject {

        @Override
        public String kind() {
            return "meter";
        }

        @Override
        public String key() {
            return meter.value();
        }
    }

    /** A budget; used and limit are amounts. What it measures says who may know of it. */
    record OfBudget(BudgetId budget, Budget.Measure measure, Currency currency) implements AlertSubject {

        @Override
        public String kind() {
            return "budget";
        }

        @Override
        public String key() {
            return budget.value();
        }
    }
}
