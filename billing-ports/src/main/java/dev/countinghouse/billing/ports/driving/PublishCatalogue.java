package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.domain.plan.CatalogueDiff;
import dev.countinghouse.billing.domain.provider.Inexpressible;
import java.util.List;
import java.util.OptionalLong;

/** Makes a catalogue the one that is sold from now on. Plans whose terms changed get a new version. */
public interface PublishCatalogue {

    /** Subscriptions keep the version they have. Publishing the same catalogue again changes nothing. */
    default Outcome publish(Catalogue draft) {
        return publish(draft, OptionalLong.empty());
    }

    /** @param onto the revision that has to be the current one, 0 for none, so that nobody's publishing is undone unseen */
    Outcome publish(Catalogue draft, OptionalLong onto);

    /** What publishing would change, without doing it. */
    CatalogueDiff diff(Catalogue draft);

    sealed interface Outcome {

        record Published(long revision, CatalogueDiff diff) implements Outcome {}

        record Unchanged(long revision) implements Outcome {}

        /** Something already published would change its meaning, for example a meter whose usage has been counted. */
        record Refused(List<String> reasons) implements Outcome {}

        /** The provider that invoices would do it otherwise than the catalogue says. */
        record NotInvoiceable(List<Inexpressible> problems) implements Outcome {}

        /** Another revision is current than the one it was to be published onto; nothing was published. */
        record Superseded(long current) implements Outcome {}
    }
}
