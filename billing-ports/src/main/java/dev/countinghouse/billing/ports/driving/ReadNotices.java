package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.notice.KeptNotice;
import dev.countinghouse.billing.domain.notice.NoticeId;
import dev.countinghouse.billing.ports.driven.Notices.Place;
import java.util.List;
import java.util.Optional;

/** What the payment provider has told, and what became of it. For whoever runs the service: bodies name customers. */
public interface ReadNotices {

    Optional<KeptNotice> find(NoticeId id);

    /** The newest first; those in a state, or all, from the newest or behind a place. */
    List<KeptNotice> list(Optional<KeptNotice.State> state, Optional<Place> before, int limit);
}
