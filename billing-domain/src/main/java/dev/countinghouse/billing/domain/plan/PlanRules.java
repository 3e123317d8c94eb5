package dev.countinghouse.billing.domain.plan;

import dev.countinghouse.billing.domain.limit.LimitId;
import dev.countinghouse.billing.domain.limit.UsageLimit;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.pricing.ChargeModel;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What must hold between the parts of one plan. */
final class PlanRules {

    private PlanRules() {}

    static void check(
            PlanKey plan,
            Currency currency,
            List<Charge> charges,
            Set<MeterKey> allowed,
            List<Phase> phases,
            boolean feeSpansUsagePeriods) {
        Set<ChargeKey> keys = new HashSet<>();
        Set<MeterKey> priced = new HashSet<>();
        for (Charge charge : charges) {
            if (!keys.add(charge.key())) {
                throw new IllegalArgumentException("plan " + plan + " has two charges '" + charge.key() + "'");
            }
            if (!charge.model().currency().equals(currency)) {
                throw new IllegalArgumentException("charge " + charge.key() + " is priced in "
                        + charge.model().currency() + ", plan " + plan + " in " + currency);
            }
            charge.meter().filter(allowed::contains).ifPresent(meter -> checkAllowance(charge, meter, priced));
            if (charge.isFee() && charge.timing() == Charge.Timing.ARREARS && feeSpansUsagePeriods) {
                throw new IllegalArgumentException("fee " + charge.key() + " of plan " + plan
                        + " is in arrears, but usage is billed more often than fees: charge it in advance");
            }
        }
        for (int i = 1; i < phases.size(); i++) {
            if (phases.get(i).trial()) {
                throw new IllegalArgumentException(
                        "phase " + phases.get(i).key() + " of plan " + plan + " is a trial, which can only come first");
            }
        }
    }

    /** The key of a grant is what tells apart the credits an account was given, so that none is given twice. */
    static void checkGrants(PlanKey plan, List<GrantTerms> grants) {
        Set<String> keys = new HashSet<>();
        for (GrantTerms grant : grants) {
            if (!keys.add(grant.key())) {
                throw new IllegalArgumentException("plan " + plan + " has two grants '" + grant.key() + "'");
            }
        }
    }

    /** Their order means nothing. */
    static List<UsageLimit> byId(String owner, List<UsageLimit> limits) {
        if (limits.size() > UsageLimit.MOST_OF_A_PLAN) {
            throw new IllegalArgumentException(
                    owner + " has " + limits.size() + " limits, it can have " + UsageLimit.MOST_OF_A_PLAN + " at most");
        }
        Set<LimitId> ids = new HashSet<>();
        for (UsageLimit limit : limits) {
            if (!ids.add(limit.id())) {
                throw new IllegalArgumentException(owner + " has two limits '" + limit.id() + "'");
            }
        }
        return limits.stream().sorted(Comparator.comparing(UsageLimit::id)).toList();
    }

    /** An add-on's allowances go on top of the main plan's, so its own charges cannot draw on them as well. */
    static void checkAddOn(PlanKey plan, List<Charge> charges, Set<MeterKey> allowed, List<Phase> phases) {
        for (Charge charge : charges) {
            charge.meter().filter(allowed::contains).ifPresent(meter -> {
                throw new IllegalArgumentException("add-on " + plan + " has an allowance for meter " + meter
                        + ", which goes to the main plan, and prices it with charge " + charge.key());
            });
        }
        if (!phases.isEmpty()) {
            throw new IllegalArgumentException("add-on " + plan + " has phases, only main plans can have them");
        }
    }

    /** One allowance is taken off one charge: with two, or with prices per event, it would be unclear which use is free. */
    private static void checkAllowance(Charge charge, MeterKey meter, Set<MeterKey> priced) {
        if (!priced.add(meter)) {
            throw new IllegalArgumentException("meter " + meter + " has an allowance and more than one charge, '"
                    + charge.key() + "' among them: price it with one charge, for example a matrix");
        }
        if (charge.model().needs() == ChargeModel.Needs.EVENTS) {
            throw new IllegalArgumentException("charge " + charge.key() + " prices each event of meter " + meter
                    + ", so the meter can have no allowance: use the model's own free units");
        }
        if (!charge.filter().conditions().isEmpty()) {
            throw new IllegalArgumentException("charge " + charge.key() + " prices a filtered part of meter " + meter
                    + ", which has an allowance: use a meter of its own for that part");
        }
    }
}
