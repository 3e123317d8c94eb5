package dev.countinghouse.billing.domain.provider;

import dev.countinghouse.billing.domain.access.SecretHash;
import dev.countinghouse.billing.domain.period.Interval;
import dev.countinghouse.billing.domain.plan.ChargeKey;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import java.util.Currency;
import java.util.Optional;

/**
 * What a charge of a plan costs at the provider. Each has a product of its own there, because what the provider writes on
 * an invoice line is the name of the product.
 *
 * @param name of the product: what the charge is called on invoices
 * @param interval how often it falls due
 * @param meter what counts its usage; empty for a fee
 * @param superseded whether it is of a version of the plan that is not sold any more, which subscriptions may be on
 */
public record ProviderPrice(
        PlanVersionId plan,
        ChargeKey charge,
        String name,
        Currency currency,
        Interval interval,
        Optional<ProviderMeter> meter,
        PriceScheme scheme,
        boolean superseded) {

    private static final int LONGEST_TERMS = 400;

    /** What tells it apart there: {@code plan:charge} of the version that is sold, {@code plan@version:charge} of others. */
    public String key() {
        return (superseded ? plan.toString() : plan.plan().value()) + ":" + charge;
    }

    /** What tells the charge apart there, whatever it costs: {@code plan:charge}. */
    public String product() {
        return plan.plan() + ":" + charge;
    }

    ProviderPrice ofOldVersion() {
        return new ProviderPrice(plan, charge, name, currency, interval, meter, scheme, true);
    }

    /**
     * Everything about it that cannot be changed once it is made, for people; the same if and only if that is. Short enough
     * to be kept with the price.
     */
    public String terms() {
        String text = scheme.text(currency)
                + (meter.isPresent() ? ", every " : " every ")
                + interval
                + meter.filter(counted -> counted.decimals() > 0)
                        .map(counted -> ", counted in " + counted.decimals() + " decimals")
                        .orElse("");
        return text.length() <= LONGEST_TERMS
                ? text
                : text.substring(0, LONGEST_TERMS) + "… " + SecretHash.of(text).hex();
    }
}
