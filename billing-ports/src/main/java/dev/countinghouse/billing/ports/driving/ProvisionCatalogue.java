package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.provider.Inexpressible;
import dev.countinghouse.billing.domain.provider.ProviderDiff;
import dev.countinghouse.billing.ports.driven.PriceRefs.CouponRef;
import dev.countinghouse.billing.ports.driven.PriceRefs.PriceRef;
import java.util.List;
import java.util.function.Function;

/**
 * Brings what the provider that invoices charges for to what the published catalogue says. Whoever is cut off begins anew:
 * it comes to the same, and nothing is made twice.
 */
public interface ProvisionCatalogue {

    /** What would be done, without doing it. */
    Outcome plan();

    /** Does it, and remembers what the provider calls each price. */
    Outcome apply();

    sealed interface Outcome {

        <R> R fold(Function<Provisioned, R> provisioned, Function<Refused, R> refused);

        /**
         * @param revision of the catalogue, 0 if none is published
         * @param diff what was done, or would be; if it is obstructed, nothing was
         * @param prices all that are known, also those of older versions of plans
         */
        record Provisioned(long revision, ProviderDiff diff, List<PriceRef> prices, List<CouponRef> coupons)
                implements Outcome {
            @Override
            public <R> R fold(Function<Provisioned, R> provisioned, Function<Refused, R> refused) {
                return provisioned.apply(this);
            }
        }

        /** The catalogue was published when somebody else invoiced, and the provider would do it otherwise than it says. */
        record Refused(List<Inexpressible> problems) implements Outcome {
            @Override
            public <R> R fold(Function<Provisioned, R> provisioned, Function<Refused, R> refused) {
                return refused.apply(this);
            }
        }
    }
}
