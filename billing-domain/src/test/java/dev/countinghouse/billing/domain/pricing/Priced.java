package dev.countinghouse.billing.domain.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.money.Amount;

/** Prices a use with and without steps: both must agree, and the steps must add up to the amount. */
final class Priced {

    private Priced() {}

    static Amount of(ChargeModel model, ChargedUse use) {
        StepList steps = new StepList();
        Amount explained = model.amount(use, steps);
        Amount sum = steps.steps().stream().map(Step::amount).reduce(Amount.zero(model.currency()), Amount::plus);
        assertThat(sum).as("sum of %s", steps.steps()).isEqualTo(explained);
        assertThat(model.amount(use, Steps.NONE)).as("without steps").isEqualTo(explained);
        return explained;
    }
}
