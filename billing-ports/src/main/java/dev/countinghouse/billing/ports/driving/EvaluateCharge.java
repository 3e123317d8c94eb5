package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.Charge;
import dev.countinghouse.billing.domain.pricing.Step;
import java.time.ZoneId;
import java.util.List;

/** Prices any charge, published or not, with the function that also makes invoices. */
public interface EvaluateCharge {

    /** @throws IllegalArgumentException if the charge prices events or groups, which a mere quantity does not have */
    Evaluation evaluate(Charge charge, Fraction quantity);

    /** @param period what time-weighted levels are averaged over */
    Evaluation evaluate(Charge charge, Meter meter, List<UsageEvent> events, Period period, ZoneId zone);

    /** @param settled the exact amount as it would stand on an invoice line */
    record Evaluation(Fraction quantity, Amount amount, Money settled, List<Step> steps) {}
}
