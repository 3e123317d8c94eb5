package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.BoundKey;
import dev.countinghouse.billing.domain.gate.Lease;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.ports.driven.LeaseHolder.Standing;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.ReadLeases;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads what is lent before and after the holder is asked: only where that is the same can the two be compared. A busy account
 * is looked at several times; of what has changed each time nothing is told.
 */
final class LeaseReader implements ReadLeases {

    private static final int LOOKS = 5;

    private final Books books;
    private final Optional<FastGate> fast;

    LeaseReader(Books books, Optional<FastGate> fast) {
        this.books = books;
        this.fast = fast;
    }

    @Override
    public List<Loan> loans(AccountId account) {
        Instant now = books.now(account);
        List<Lease> lent = lent(account, now);
        Map<Lease, Held> held = new HashMap<>();
        for (int look = 0; look < LOOKS && !held.keySet().containsAll(ours(lent)); look++) {
            List<Lease> before = lent;
            Optional<Map<BoundKey, Standing>> there = standings(account, before, now);
            lent = lent(account, now);
            if (there.isEmpty()) {
                break;
            }
            Set<Lease> still = new HashSet<>(lent);
            ours(before).stream().filter(still::contains).forEach(lease -> held.put(lease, held(lease, there.get())));
        }
        return lent.stream()
                .map(lease -> new Loan(lease, lease.outstanding(now), Optional.ofNullable(held.get(lease))))
                .toList();
    }

    private List<Lease> lent(AccountId account, Instant now) {
        return books.transactions().inTransaction(Scope.of(account), () -> {
            Lookups.account(books, account);
            return books.reservations().leases(account, now);
        });
    }

    private List<Lease> ours(List<Lease> leases) {
        return leases.stream()
                .filter(lease -> fast.filter(gate -> gate.holder().equals(lease.holder()))
                        .isPresent())
                .toList();
    }

    private Optional<Map<BoundKey, Standing>> standings(AccountId account, List<Lease> leases, Instant now) {
        Set<BoundKey> bounds = ours(leases).stream().map(Lease::bound).collect(Collectors.toSet());
        return fast.flatMap(gate -> gate.standings(account, bounds, now));
    }

    private static Held held(Lease lease, Map<BoundKey, Standing> all) {
        return Optional.ofNullable(all.get(lease.bound()))
                .filter(standing -> standing.epoch() == lease.epoch())
                .map(standing -> new Held(standing.left(), standing.drawn()))
                .orElse(new Held(Fraction.ZERO, Fraction.ZERO));
    }
}
