package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is sold, what was sold before, and every version of a plan there ever was. */
public interface ReadCatalogue {

    /** The catalogue published last; empty before the first. */
    Optional<Published> current();

    Optional<Published> revision(long revision);

    /** All versions of a plan, the oldest first, also of one that is no longer sold; none if it was never published. */
    List<PlanVersion> versionsOf(PlanKey plan);

    record Published(long revision, Instant publishedAt, Catalogue catalogue) {}
}
