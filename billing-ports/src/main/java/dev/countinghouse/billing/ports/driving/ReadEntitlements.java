package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.plan.Entitlement;
import dev.countinghouse.billing.domain.plan.FeatureKey;
import java.util.SortedMap;

/** Which features an account may use now. How much of a metered one is left, {@link EvaluateQuota} says. */
public interface ReadEntitlements {

    /**
     * The entitlements of the main plan and what add-ons add to them; nothing while no subscription admits usage. A switch
     * is on if any plan turns it on, fixed values are those of all plans.
     */
    SortedMap<FeatureKey, Entitlement> entitlements(AccountId account);
}
