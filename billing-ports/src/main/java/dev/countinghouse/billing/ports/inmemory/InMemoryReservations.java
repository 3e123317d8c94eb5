package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.BoundKey;
import dev.countinghouse.billing.domain.gate.Lease;
import dev.countinghouse.billing.domain.gate.Reservation;
import dev.countinghouse.billing.domain.gate.ReservationId;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.ports.driven.Reservations;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

public final class InMemoryReservations implements Reservations {

    private final InMemoryTransactions transactions;
    private final Map<AccountId, Own> accounts = new HashMap<>();

    private record LeaseKey(String holder, BoundKey bound, long epoch) {

        static LeaseKey of(Lease lease) {
            return new LeaseKey(lease.holder(), lease.bound(), lease.epoch());
        }
    }

    private static final class Own {
        private final TreeMap<ReservationId, Reservation> reservations = new TreeMap<>();
        private final Map<Window, Fraction> admitted = new HashMap<>();
        private final Map<LeaseKey, Lease> leases = new HashMap<>();

        Stream<Reservation> open(Instant now) {
            return reservations.values().stream().filter(each -> each.state(now) == Reservation.State.OPEN);
        }
    }

    public InMemoryReservations(InMemoryTransactions transactions) {
        this.transactions = transactions;
    }

    private Own own(AccountId account) {
        transactions.requireBound(account);
        return accounts.computeIfAbsent(account, any -> new Own());
    }

    /** There is one transaction at a time, so whoever is in one holds every lock. */
    @Override
    public State lock(AccountId account, Set<ReservationId> ids, Instant now) {
        return transactions.step(() -> {
            Own own = own(account);
            Map<ReservationId, Reservation> known = new HashMap<>(own.reservations);
            known.keySet().retainAll(ids);
            Map<BoundKey, Fraction> outstanding = new HashMap<>();
            own.open(now)
                    .forEach(each -> each.parts().forEach((key, part) -> outstanding.merge(key, part, Fraction::plus)));
            own.leases
                    .values()
                    .forEach(lease -> outstanding.merge(lease.bound(), lease.outstanding(now), Fraction::plus));
            outstanding.values().removeIf(Fraction::isZero);
            return new State(known, outstanding);
        });
    }

    @Override
    public Optional<Reservation> find(AccountId account, ReservationId id) {
        return transactions.step(
                () -> Optional.ofNullable(own(account).reservations.get(id)));
    }

    @Override
    public Map<Window, Fraction> admitted(AccountId account, Set<Window> windows) {
        return transactions.step(() -> {
            Map<Window, Fraction> admitted = new HashMap<>(own(account).admitted);
            admitted.keySet().retainAll(windows);
            return admitted;
        });
    }

    @Override
    public void save(AccountId account, Collection<Reservation> reservations, Map<Window, Fraction> admitted) {
        transactions.step(() -> {
            Own own = own(account);
            reservations.forEach(each -> put(own.reservations, each.call().id(), each));
            admitted.forEach((window, more) -> put(
                    own.admitted,
                    window,
                    own.admitted.getOrDefault(window, Fraction.ZERO).plus(more)));
            return own;
        });
    }

    @Override
    public Map<BoundKey, Lease> leases(AccountId account, String holder, Set<BoundKey> bounds) {
        return transactions.step(() -> {
            Map<BoundKey, Lease> latest = new HashMap<>();
            own(account).leases.values().stream()
                    .filter(lease -> lease.holder().equals(holder) && bounds.contains(lease.bound()))
                    .forEach(lease -> latest.merge(
                            lease.bound(), lease, (one, other) -> one.epoch() > other.epoch() ? one : other));
            return latest;
        });
    }

    @Override
    public List<Lease> leases(AccountId account, Instant now) {
        return transactions.step(() -> own(account).leases.values().stream()
                .filter(lease -> !lease.hasEnded(now))
                .sorted(Lease.ORDER)
                .toList());
    }

    @Override
    public void lend(AccountId account, Collection<Lease> leases) {
        transactions.step(() -> {
            Own own = own(account);
            leases.forEach(lease -> put(own.leases, LeaseKey.of(lease), lease));
            return own;
        });
    }

    private <K, V> void put(Map<K, V> kept, K key, V value) {
        Optional<V> before = Optional.ofNullable(kept.put(key, value));
        transactions.onRollback(
                () -> before.ifPresentOrElse(earlier -> kept.put(key, earlier), () -> kept.remove(key)));
    }

    @Override
    public List<Reservation> open(AccountId account, Instant now, Optional<ReservationId> after, int limit) {
        return transactions.step(() -> own(account)
                .open(now)
                .filter(each -> after.filter(last -> each.call().id().compareTo(last) <= 0)
                        .isEmpty())
                .limit(limit)
                .toList());
    }

    @Override
    public int forget(Instant before, int limit) {
        return transactions.step(() -> accounts.values().stream()
                .mapToInt(own -> {
                    own.admitted.keySet().removeIf(window -> window.start().isBefore(before));
                    own.leases
                            .values()
                            .removeIf(lease -> lease.endsAt().isBefore(before)
                                    && own.leases.containsKey(LeaseKey.of(lease.next())));
                    List<ReservationId> over = own.reservations.values().stream()
                            .filter(each -> each.settled()
                                    .map(Reservation.Settled::at)
                                    .orElse(each.expiresAt())
                                    .isBefore(before))
                            .map(each -> each.call().id())
                            .limit(limit)
                            .toList();
                    over.forEach(own.reservations::remove);
                    return over.size();
                })
                .sum());
    }
}
