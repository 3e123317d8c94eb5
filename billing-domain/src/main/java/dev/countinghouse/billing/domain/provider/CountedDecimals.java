package dev.countinghouse.billing.domain.provider;

import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.domain.plan.Charge;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decimals stay what they were: versions of a plan share the meters of its charges at the provider, and the price of an
 * older one is the price of the units that were counted then.
 */
final class CountedDecimals {

    private final Catalogue published;
    private final Catalogue draft;
    private final Problems problems;
    private final Set<String> told = new TreeSet<>();

    CountedDecimals(Catalogue published, Catalogue draft, Problems problems) {
        this.published = published;
        this.draft = draft;
        this.problems = problems;
    }

    void check(Collection<PlanVersion> earlier) {
        for (PlanVersion plan : earlier) {
            plan.charges().stream().filter(PlanTranslation::isInvoiced).forEach(charge -> charge.meter()
                    .flatMap(published::meter)
                    .ifPresent(before -> check(plan.id().plan(), charge, before)));
        }
    }

    private void check(PlanKey plan, Charge charge, Meter before) {
        draft.meter(before.key())
                .filter(after -> after.decimals() != before.decimals())
                .ifPresent(after -> tell(
                        "meters." + before.key() + ".decimals",
                        "is " + after.decimals() + ", usage that plans price is counted in " + before.decimals()
                                + ": declare another meter"));
        draft.plan(plan).stream()
                .flatMap(next -> next.charges().stream())
                .filter(next -> next.key().equals(charge.key()) && PlanTranslation.isInvoiced(next))
                .flatMap(next -> next.meter().stream())
                .filter(next -> !next.equals(before.key()))
                .flatMap(next -> draft.meter(next).stream())
                .filter(next -> next.decimals() != before.decimals())
                .forEach(next -> tell(
                        "plans." + plan + ".charges." + charge.key() + ".meter",
                        "is " + next.key() + ", which counts " + next.decimals()
                                + " decimals, and the charge has counted " + before.decimals()
                                + ": give the charge another key"));
    }

    private void tell(String path, String reason) {
        if (told.add(path)) {
            problems.add(path, reason);
        }
    }
}
