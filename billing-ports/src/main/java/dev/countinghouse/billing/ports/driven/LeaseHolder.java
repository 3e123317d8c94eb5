package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.BoundKey;
import dev.countinghouse.billing.domain.gate.Call;
import dev.countinghouse.billing.domain.gate.Reservation;
import dev.countinghouse.billing.domain.gate.ReservationId;
import dev.countinghouse.billing.domain.money.Fraction;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * Where calls are decided without the storage: what that has lent is spent here, rates are counted, and calls at the same
 * time. Each step is atomic, for all callers of all replicas that share the holder.
 *
 * <p>A holder may lose everything at any time, and then has no lease: it never makes up one again, and never spends one that
 * it may have spent before, as a replica does that was promoted without the last writes. It counts to a millionth of a unit:
 * what is taken is rounded up, what is lent down.
 *
 * <p>Throws {@link UnavailableException} when it cannot be reached, or does not answer in time: the step may have been done.
 */
public interface LeaseHolder {

    /** Tells holders apart for the storage that lends to them: 1 to 64 of a-z, 0-9 and '-'. */
    String name();

    /** So much of a lease. */
    record Part(BoundKey bound, Fraction quantity) {

        public Part {
            requireNotNegative(bound, quantity);
        }
    }

    /** So much of what may be admitted in a time. */
    record Rate(BoundKey bound, Fraction quantity, Fraction most, Instant start, Instant end) {

        public Rate {
            requireNotNegative(bound, quantity);
        }
    }

    /** One of so many calls that may run at the same time. */
    record Slot(BoundKey bound, long most) {}

    /**
     * A call that wants to run. Each bound is named once.
     *
     * @param expiresAt when what it took goes back by itself
     */
    record Order(Call call, Instant now, Instant expiresAt, List<Part> parts, List<Rate> rates, List<Slot> slots) {

        public Order {
            parts = List.copyOf(parts);
            rates = List.copyOf(rates);
            slots = List.copyOf(slots);
            List<BoundKey> bounds = Stream.of(
                            parts.stream().map(Part::bound),
                            rates.stream().map(Rate::bound),
                            slots.stream().map(Slot::bound))
                    .flatMap(each -> each)
                    .toList();
            if (Set.copyOf(bounds).size() < bounds.size()) {
                throw new IllegalArgumentException("call " + call.id() + " names a bound twice, in " + bounds);
            }
        }
    }

    private static void requireNotNegative(BoundKey bound, Fraction quantity) {
        if (quantity.signum() < 0) {
            throw new IllegalArgumentException(
                    "quantity of " + bound + " is " + quantity + ", it must not be negative");
        }
    }

    sealed interface Outcome {

        /** All of it was taken. @param left after it: of leases, of rates and of slots */
        record Spent(Map<BoundKey, Fraction> left) implements Outcome {}

        /**
         * Nothing was taken, because leases do not reach: there is none, too little is left of it, or it ends before the
         * call expires. Said also where rates or slots are used up as well.
         *
         * @param epochs of each bound that lacks, 0 where there is no lease
         */
        record Lacking(Map<BoundKey, Long> epochs) implements Outcome {}

        /** Nothing was taken, because a rate or the slots are used up. @param used of each that is */
        record Full(Map<BoundKey, Fraction> used) implements Outcome {}

        /** Nothing was taken, because the id is known; one that has expired, and that nobody has ended, makes room for another. */
        record Known(Held earlier) implements Outcome {}
    }

    /** @param epoch of the lease that it was taken of */
    record Drawn(long epoch, Fraction quantity) {}

    /**
     * A call as the holder has it.
     *
     * @param drawn of leases; of one that was released, or is late, it has gone back
     * @param late whether its time was over before anybody had ended it
     */
    record Held(
            Call call,
            Instant admittedAt,
            Instant expiresAt,
            SortedMap<BoundKey, Drawn> drawn,
            Reservation.State state,
            boolean late) {}

    /**
     * What has expired by {@code order.now()} goes back before anything is decided, to leases of the epoch it was drawn of;
     * nothing of it goes back twice. What such a call was is kept for a day, so that it can be captured late.
     */
    Outcome spend(Order order);

    /**
     * Ends a call whose usage is about to be recorded: its slots are free, what it drew stays spent, or has gone back if it
     * is late. Answers the same when it is repeated, for at least a day; empty if the call is not known.
     */
    Optional<Held> capture(AccountId account, ReservationId id, Instant now);

    /**
     * Ends a call that used nothing: its slots are free and what it drew goes back to leases of the same epoch; rates have
     * counted it. One that was captured stays so. Empty if it is not known.
     */
    Optional<Held> release(AccountId account, ReservationId id, Instant now);

    /**
     * Has an order that was spent never been, because the call was refused by somebody else: what it drew goes back as from
     * one that is released, rates do not count it any more, and it is not known. Nothing happens to one that was ended.
     */
    void undo(Order spent);

    /** Empty if it is not known. */
    Optional<Held> find(AccountId account, ReservationId id, Instant now);

    /**
     * Adds to a lease, which the storage has granted before. One of a higher epoch replaces what there is; of a lower one
     * nothing is added. Not repeated by whoever has no answer: what was lent then may be lost.
     *
     * @param until calls that expire later are not drawn from it; the later of two counts
     */
    void lend(AccountId account, BoundKey bound, long epoch, Fraction more, Instant until);

    /**
     * Takes back what is left of leases, so that the storage can have it: nothing is left of them then, but what calls that
     * run have drawn goes back to them all the same. Bounds of which nothing is left are absent.
     */
    Map<BoundKey, Drawn> takeBack(AccountId account, Set<BoundKey> bounds);

    /**
     * What there is of a lease.
     *
     * @param left of it to be spent
     * @param drawn of it by calls that run
     */
    record Standing(long epoch, Fraction left, Fraction drawn) {}

    /**
     * What there is of leases at an instant, in one step, to be compared with what was lent; bounds without one are absent.
     * Nothing is changed. Empty if so many calls of the account run that looking at them would keep others waiting.
     */
    Optional<Map<BoundKey, Standing>> standings(AccountId account, Set<BoundKey> bounds, Instant now);

    /** Has the next call of each bound lack, because terms have changed: leases are dropped, calls stay known. */
    void recall(AccountId account);
}
