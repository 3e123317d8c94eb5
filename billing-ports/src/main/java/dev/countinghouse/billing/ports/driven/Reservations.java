package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.BoundKey;
import dev.countinghouse.billing.domain.gate.Lease;
import dev.countinghouse.billing.domain.gate.Reservation;
import dev.countinghouse.billing.domain.gate.ReservationId;
import dev.countinghouse.billing.domain.money.Fraction;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The calls that were admitted, for all accounts, and what was admitted in the minutes and hours of rates. */
public interface Reservations {

    /**
     * @param known those that were asked for and that there are
     * @param outstanding what open ones take together, and what is outstanding of leases, by bound; bounds of which nothing
     *     is taken are absent
     */
    record State(Map<ReservationId, Reservation> known, Map<BoundKey, Fraction> outstanding) {}

    /** @param start of the minute or hour */
    record Window(BoundKey bound, Instant start) {}

    /**
     * Has nobody else decide on calls of an account until the transaction ends, and reads what is stored after that.
     *
     * @param now whoever expires by then is not outstanding
     */
    State lock(AccountId account, Set<ReservationId> ids, Instant now);

    Optional<Reservation> find(AccountId account, ReservationId id);

    /** What was admitted in windows; those without anything are absent. */
    Map<Window, Fraction> admitted(AccountId account, Set<Window> windows);

    /**
     * Keeps reservations of an account that this transaction has locked, new or changed, and counts what was admitted.
     *
     * @param admitted on top of what was counted in a window before
     */
    void save(AccountId account, Collection<Reservation> reservations, Map<Window, Fraction> admitted);

    /** The latest lease of each bound to a holder, ended or not; bounds that never lent to it are absent. */
    Map<BoundKey, Lease> leases(AccountId account, String holder, Set<BoundKey> bounds);

    /** The leases of an account that have not ended by an instant, ordered by holder, bound and epoch. */
    List<Lease> leases(AccountId account, Instant now);

    /** Keeps leases of an account that this transaction has locked, new or changed. */
    void lend(AccountId account, Collection<Lease> leases);

    /** Those that are open at an instant, ordered by id (Unicode code points). @param after behind this one */
    List<Reservation> open(AccountId account, Instant now, Optional<ReservationId> after, int limit);

    /**
     * Forgets what was settled or has expired before an instant, windows that began before it, and leases that ended before
     * it, but for the latest of each bound. Answers how many, of whichever is most: fewer than {@code limit} once nothing is
     * left. For the system.
     *
     * @param limit about how many of each are forgotten at once
     */
    int forget(Instant before, int limit);
}
