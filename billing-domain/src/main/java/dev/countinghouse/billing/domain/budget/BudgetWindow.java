package dev.countinghouse.billing.domain.budget;

import dev.countinghouse.billing.domain.period.BillingCycle;
import dev.countinghouse.billing.domain.period.Interval;
import dev.countinghouse.billing.domain.period.Period;
import java.time.Instant;
import java.time.ZoneId;

/** The time a budget is for. */
public sealed interface BudgetWindow {

    /**
     * The window that an instant is in.
     *
     * @param billingPeriod that the account is in then
     * @param zone the account's, which says when its days begin
     */
    Period at(Instant instant, Period billingPeriod, ZoneId zone);

    /** The billing period of the main subscription; without one the calendar month. */
    record Month() implements BudgetWindow {

        @Override
        public Period at(Instant instant, Period billingPeriod, ZoneId zone) {
            return billingPeriod;
        }
    }

    /** The day it is and those before it, so many together. */
    record Rolling(int days) implements BudgetWindow {

        public static final int MOST = 366;
        private static final Interval DAY = new Interval(1, Interval.Unit.DAY);

        public Rolling {
            if (days < 1 || days > MOST) {
                throw new IllegalArgumentException("days is " + days + ", it must be from 1 to " + MOST);
            }
        }

        @Override
        public Period at(Instant instant, Period billingPeriod, ZoneId zone) {
            BillingCycle daily = BillingCycle.calendar(zone, DAY);
            long today = daily.indexOf(instant);
            return new Period(daily.boundary(today - days + 1), daily.boundary(today + 1));
        }
    }
}
