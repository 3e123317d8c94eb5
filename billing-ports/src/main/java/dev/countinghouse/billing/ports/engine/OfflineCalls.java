package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.Call;
import dev.countinghouse.billing.domain.gate.Reservation;
import dev.countinghouse.billing.domain.gate.ReservationId;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.Outage;
import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Calls that were admitted while the storage could not be reached, because their meters say so, until they are recorded. They
 * are in the memory of this process; there is room for so many, and what is beyond that is refused.
 */
final class OfflineCalls {

    static final int MOST = 10_000;

    private record Key(AccountId account, ReservationId id) {}

    /** @param repeated whether it was admitted before */
    record Admission(Reservation reservation, boolean repeated) {}

    private final Map<Key, Reservation> open = new LinkedHashMap<>();
    private final Map<Key, Call> used = new LinkedHashMap<>();
    private volatile Catalogue seen = Catalogue.EMPTY;

    /** The catalogue that decisions were made by while there was a storage. */
    void saw(Catalogue catalogue) {
        seen = catalogue;
    }

    /** Empty if it is refused. @param consumes whether the call has used what it tells */
    synchronized Optional<Admission> admit(Call call, Instant now, Duration lasts, boolean consumes) {
        Key key = new Key(call.account(), call.id());
        open.values().removeIf(each -> each.state(now) == Reservation.State.EXPIRED);
        boolean known = open.containsKey(key) || used.containsKey(key);
        if (!admits(call, now) || !known && open.size() + used.size() >= MOST) {
            return Optional.empty();
        }
        Reservation reservation =
                new Reservation(call, now, now.plus(lasts), new TreeMap<>(), List.of(), Optional.empty());
        if (consumes) {
            used.put(key, call);
        } else {
            open.put(key, reservation);
        }
        return Optional.of(new Admission(reservation, known));
    }

    /** A call that ran, and whose usage cannot be recorded now. */
    synchronized void keep(Call call) {
        Key key = new Key(call.account(), call.id());
        if (!used.containsKey(key) && open.size() + used.size() >= MOST) {
            throw new UnavailableException(
                    "the usage of call '" + call.id() + "' of account '" + call.account()
                            + "' could not be recorded, and " + MOST + " calls are kept already: record it again later",
                    new IllegalStateException("no room"));
        }
        used.put(key, call);
    }

    private boolean admits(Call call, Instant now) {
        List<Meter> counting = CallTerms.counting(seen, call.event(call.data(), now));
        return !counting.isEmpty() && counting.stream().allMatch(meter -> meter.outage() == Outage.ADMIT);
    }

    synchronized Optional<Reservation> find(AccountId account, ReservationId id) {
        return Optional.ofNullable(open.get(new Key(account, id)));
    }

    synchronized void settled(AccountId account, ReservationId id) {
        open.remove(new Key(account, id));
        used.remove(new Key(account, id));
    }

    /** What is to be recorded, in the order it came. */
    synchronized List<Call> used() {
        return new ArrayList<>(used.values());
    }
}
