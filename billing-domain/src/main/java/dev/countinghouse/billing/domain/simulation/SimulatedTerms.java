package dev.countinghouse.billing.domain.simulation;

import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PlanVersionId;

/** The terms that accounts are supposed to have instead of their own. */
public sealed interface SimulatedTerms {

    /** A plan version that was published, for every main subscription; add-ons stay what they are. */
    record Published(PlanVersionId plan) implements SimulatedTerms {}

    /** The same with a plan of a catalogue that is not published. */
    record Drafted(Catalogue draft, PlanKey plan) implements SimulatedTerms {}

    /** What if this were published, and every subscription took the new version of its plan. */
    record Draft(Catalogue draft) implements SimulatedTerms {}
}
