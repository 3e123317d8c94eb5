package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.EventUsage;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.Charge;
import dev.countinghouse.billing.domain.pricing.ChargeModel;
import dev.countinghouse.billing.domain.pricing.ChargedUse;
import dev.countinghouse.billing.domain.pricing.StepList;
import dev.countinghouse.billing.domain.rating.PeriodUse;
import dev.countinghouse.billing.domain.rating.QuantityUse;
import dev.countinghouse.billing.ports.driving.EvaluateCharge;
import java.time.ZoneId;
import java.util.List;

final class ChargeEvaluator implements EvaluateCharge {

    @Override
    public Evaluation evaluate(Charge charge, Fraction quantity) {
        ChargeModel.Needs needs = charge.model().needs();
        if (needs == ChargeModel.Needs.EVENTS || needs == ChargeModel.Needs.GROUPS) {
            throw new IllegalArgumentException("charge " + charge.key() + " prices "
                    + (needs == ChargeModel.Needs.EVENTS ? "each event" : "by dimension")
                    + ", it needs events and not a quantity of " + quantity);
        }
        if (quantity.signum() < 0) {
            throw new IllegalArgumentException("quantity is " + quantity + ", it must not be negative");
        }
        return evaluation(charge, new QuantityUse(Fraction.ZERO, quantity, true));
    }

    @Override
    public Evaluation evaluate(Charge charge, Meter meter, List<UsageEvent> events, Period period, ZoneId zone) {
        charge.meter().filter(priced -> !priced.equals(meter.key())).ifPresent(priced -> {
            throw new IllegalArgumentException(
                    "charge " + charge.key() + " prices meter " + priced + ", not " + meter.key());
        });
        AccountId account =
                events.isEmpty() ? new AccountId("none") : events.get(0).account();
        if (events.stream().anyMatch(event -> !event.account().equals(account))) {
            throw new IllegalArgumentException("the events belong to several accounts, a charge is evaluated for one");
        }
        return evaluation(charge, new PeriodUse(meter, charge.filter(), new EventUsage(events), period, zone));
    }

    private static Evaluation evaluation(Charge charge, ChargedUse use) {
        StepList steps = new StepList();
        Amount amount = charge.model().amount(use, steps);
        return new Evaluation(use.quantity(), amount, amount.settle(), steps.steps());
    }
}
