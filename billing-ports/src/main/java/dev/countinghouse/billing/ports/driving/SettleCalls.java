package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.Call;
import dev.countinghouse.billing.domain.gate.Reservation;
import dev.countinghouse.billing.domain.gate.ReservationId;
import dev.countinghouse.billing.domain.metering.EventData;
import java.util.List;
import java.util.Optional;

/**
 * Ends calls that were reserved. Every step may be repeated. Whether a call is unknown can only be told by whoever has asked
 * everybody: while a holder of leases is away, {@link dev.countinghouse.billing.ports.driven.UnavailableException} is thrown.
 */
public interface SettleCalls {

    /**
     * Records what the call has used and frees what it took, in one step. Usage is recorded however much it is and however
     * late it is told: what is more than was reserved, or comes after the reservation's time, is charged as any usage is,
     * and counts for the calls that follow.
     *
     * @param used empty for just what was reserved
     */
    Outcome capture(AccountId account, ReservationId id, Optional<EventData> used);

    /**
     * The same where a part is told: what {@code told} does not name stays as it was reserved, but of a provider's response all
     * counts and costs are its own. What nobody knows any more is recorded as it is told if its type is, as one that came late.
     *
     * @param type of the event; a call that was reserved as another is not captured by it
     */
    Outcome capture(AccountId account, ReservationId id, Optional<String> type, EventData told);

    /**
     * The same for a call that the caller knows as a whole, with the data that it has used. If nobody knows it any more it
     * is recorded all the same, as one that came late: what was used is never lost.
     */
    Outcome capture(Call used);

    /** Gives up a call that used nothing. */
    Outcome release(AccountId account, ReservationId id);

    /**
     * Records calls that were consumed while the storage could not be reached, and that their meters admitted then; answers
     * how many. Stops at {@link dev.countinghouse.billing.ports.driven.UnavailableException}, and goes on where it stopped.
     */
    int recordOffline();

    /** Empty if nobody who can be asked knows it. */
    Optional<Reservation> find(AccountId account, ReservationId id);

    /** Those that are open, ordered by id. @param after behind this one */
    List<Reservation> open(AccountId account, Optional<ReservationId> after, int limit);

    sealed interface Outcome {

        record Done(Reservation reservation) implements Outcome {}

        /** It was settled in another way. */
        record Conflict(Reservation earlier, String reason) implements Outcome {}

        record Unknown(ReservationId id) implements Outcome {}

        record Invalid(String field, String reason) implements Outcome {}
    }
}
