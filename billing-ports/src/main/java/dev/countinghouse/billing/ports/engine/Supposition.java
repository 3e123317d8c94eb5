package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Terms that are supposed to hold instead of an account's own.
 *
 * @param insteadOf of a plan version that a subscription pins, the one it is supposed to; empty if there is none
 * @param meters those the supposed terms were written with; others are the published ones
 */
record Supposition(Function<PlanVersion, Optional<PlanVersion>> insteadOf, Map<MeterKey, Meter> meters) {

    /** The plan instead of any main plan; add-ons stay what they are. */
    static Supposition plan(PlanVersion plan, Map<MeterKey, Meter> meters) {
        return new Supposition(own -> Optional.of(own.role() == PlanVersion.Role.MAIN ? plan : own), meters);
    }

    /** Of every plan the version in the catalogue. */
    static Supposition catalogue(Catalogue draft) {
        return new Supposition(
                own -> draft.plan(own.id().plan()).filter(plan -> plan.role() == own.role()), draft.meters());
    }
}
