package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import java.util.List;
import java.util.Optional;

/** Published catalogues and every plan version there ever was. Both only grow: what was published stays readable. */
public interface Catalogues {

    /** The catalogue published last; empty before the first. */
    Optional<PublishedCatalogue> current();

    /** A catalogue by its revision. */
    Optional<PublishedCatalogue> revision(long revision);

    Optional<PlanVersion> planVersion(PlanVersionId id);

    /** Every version of every plan there ever was, ordered by plan, then version. */
    List<PlanVersion> planVersions();

    /** All versions of a plan, the oldest first, also of plans that are no longer sold. */
    List<PlanVersion> versionsOf(PlanKey plan);

    /**
     * Adds the next revision and the plan versions it is the first to hold.
     *
     * @throws StaleVersionException if its revision is not the next: somebody else published meanwhile
     */
    void publish(PublishedCatalogue catalogue);
}
