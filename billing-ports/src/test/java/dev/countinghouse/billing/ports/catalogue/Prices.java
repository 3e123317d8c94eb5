package dev.countinghouse.billing.ports.catalogue;

import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.plan.Allowance;
import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.domain.plan.Charge;
import dev.countinghouse.billing.domain.plan.ChargeKey;
import dev.countinghouse.billing.domain.plan.Entitlement;
import dev.countinghouse.billing.domain.plan.FeatureKey;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.plan.ProductKey;
import dev.countinghouse.billing.domain.pricing.ChargedUse;
import dev.countinghouse.billing.domain.pricing.Steps;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Asks an example catalogue what its tables say. */
record Prices(Catalogue catalogue) {

    static Prices of(ExampleCatalogue example) {
        return new Prices(example.catalogue());
    }

    PlanVersion plan(String plan) {
        return catalogue.plan(new PlanKey(plan)).orElseThrow();
    }

    Charge charge(String plan, String charge) {
        return plan(plan).charges().stream()
                .filter(each -> each.key().equals(new ChargeKey(charge)))
                .findFirst()
                .orElseThrow();
    }

    boolean charges(String plan, String meter) {
        return plan(plan).charges().stream()
                .anyMatch(charge -> charge.meter().equals(Optional.of(new MeterKey(meter))));
    }

    /** The exact amount a charge's model gives for a use, such as {@code 0.0375 USD}. */
    String price(String plan, String charge, ChargedUse use) {
        return charge(plan, charge).model().amount(use, Steps.NONE).toString();
    }

    String fee(String plan) {
        return charge(plan, "base")
                .model()
                .amount(Use.of("0"), Steps.NONE)
                .settle()
                .toString();
    }

    Allowance allowance(String plan, String meter) {
        return Optional.ofNullable(plan(plan).allowances().get(new MeterKey(meter)))
                .orElseThrow();
    }

    /** Such as {@code 10000 soft} or {@code unlimited none}. */
    String included(String plan, String meter) {
        Allowance allowance = allowance(plan, meter);
        return allowance.included().fold(Object::toString, () -> "unlimited") + " "
                + allowance.cap().name().toLowerCase(Locale.ROOT);
    }

    /** What a limit admits; {@code ""} without end. */
    String most(String plan, String limit) {
        return plan(plan).limits().stream()
                .filter(each -> each.id().value().equals(limit))
                .map(each -> each.most().toString())
                .findFirst()
                .orElse("");
    }

    List<String> rights(String plan, String feature) {
        return ((Entitlement.Static)
                        Optional.ofNullable(plan(plan).entitlements().get(new FeatureKey(feature)))
                                .orElseThrow())
                .values();
    }

    String product(String product) {
        return Optional.ofNullable(catalogue.products().get(new ProductKey(product)))
                .orElseThrow()
                .price()
                .toString();
    }
}
