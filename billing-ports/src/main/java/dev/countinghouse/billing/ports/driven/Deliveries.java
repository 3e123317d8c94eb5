package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.notification.Attempt;
import dev.countinghouse.billing.domain.notification.Delivery;
import dev.countinghouse.billing.domain.notification.EndpointId;
import dev.countinghouse.billing.domain.notification.MessageId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Messages on their way to endpoints, and what became of them. A delivery belongs to the account its message is about and is
 * written bound to it; the system may look up any.
 */
public interface Deliveries {

    /** Adds a delivery; {@code false}, with nothing changed, if that message was given to that endpoint before. */
    boolean add(Delivery delivery);

    Optional<Delivery> find(Delivery.Key key);

    /** Finds a delivery by what its receiver knows of it; for the system, or bound to the account. */
    Optional<Delivery> find(EndpointId endpoint, MessageId message);

    /**
     * Puts one state of a delivery in the place of another; {@code false}, with nothing changed, if it is no longer in that
     * state. Of many that try at once one succeeds.
     */
    boolean replace(Delivery before, Delivery after);

    /** Notes an attempt; noting it again changes nothing. */
    void note(Delivery.Key key, Attempt attempt);

    /** Attempts of a delivery, ordered by number, those behind one. */
    List<Attempt> attempts(Delivery.Key key, int after, int limit);

    /** Endpoints with deliveries due by an instant, but for some, the longest due first; for the system. */
    List<EndpointId> dueEndpoints(Instant instant, Collection<EndpointId> except, int limit);

    /** What is due to an endpoint by an instant, the longest due first; for the system. */
    List<Delivery.Key> due(EndpointId endpoint, Instant instant, int limit);

    /** Deliveries to an endpoint, the newest first; of those bound, or as the system of all accounts. */
    List<Delivery> list(EndpointId endpoint, Selection selection, int limit);

    /**
     * Which deliveries are asked for.
     *
     * @param since those that began then or later
     * @param before where an earlier list ended
     */
    record Selection(Optional<Delivery.State> state, Optional<Instant> since, Optional<Place> before) {

        public static final Selection ALL = new Selection(Optional.empty(), Optional.empty(), Optional.empty());

        /** The same, going on behind a delivery. */
        public Selection behind(Delivery last) {
            return new Selection(state, since, Optional.of(new Place(last.createdAt(), last.message())));
        }
    }

    /** A place in the list of an endpoint's deliveries. */
    record Place(Instant createdAt, MessageId message) {}

    /** Accounts with deliveries that were finished before an instant; for the system. */
    List<AccountId> finishedBefore(Instant instant, int limit);

    /** Deletes deliveries that were finished before an instant, and their attempts; returns how many deliveries. */
    int purge(AccountId account, Instant before, int limit);
}
