package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.notice.KeptNotice;
import dev.countinghouse.billing.domain.notice.NoticeId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the payment provider has told us. A notice belongs to no account: whose object it is about is known once that was asked
 * for. So it is the system's alone; in any other transaction {@link IllegalStateException}.
 */
public interface Notices {

    /** Keeps a notice; {@code false}, with nothing changed, if one of its id is kept. */
    boolean add(KeptNotice notice);

    Optional<KeptNotice> find(NoticeId id);

    /**
     * Claims what is due, the longest due first, as {@link KeptNotice#claimed}. Not of an object that somebody works at:
     * of all that claim at the same time one gets a notice of it. A claim that is over is none, and what was claimed by it
     * is {@link KeptNotice#lapsed} when another of its object is claimed.
     */
    Optional<KeptNotice> claim(Instant now, Instant until);

    /**
     * Puts one state of a notice in the place of another, with what it was understood to be about; {@code false}, with
     * nothing changed, if it is no longer in that state. Of many that try at once one succeeds.
     *
     * @param after not being worked at: that is only got by {@link #claim}
     */
    boolean replace(KeptNotice before, KeptNotice after);

    /** The newest first; those in a state, or all, from the newest or behind a place. */
    List<KeptNotice> list(Optional<KeptNotice.State> state, Optional<Place> before, int limit);

    /** A place in the list. */
    record Place(Instant receivedAt, NoticeId id) {}

    /** Deletes notices that were finished before an instant; returns how many. */
    int purge(Instant before, int limit);
}
