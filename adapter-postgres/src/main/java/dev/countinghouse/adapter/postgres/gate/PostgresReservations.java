package dev.countinghouse.adapter.postgres.gate;

import dev.countinghouse.adapter.postgres.transaction.Command;
import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.adapter.postgres.transaction.Question;
import dev.countinghouse.adapter.postgres.transaction.Session;
import dev.countinghouse.adapter.postgres.usage.Quantities;
import dev.countinghouse.adapter.postgres.usage.StorableText;
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
import java.util.stream.Stream;

/** Locking with what is read after it is one wait for the database, and saving is another, however much there is of either. */
public final class PostgresReservations implements Reservations {

    private final PostgresTransactions transactions;

    public PostgresReservations(PostgresTransactions transactions) {
        this.transactions = transactions;
    }

    /** The lock is a statement of its own: only those behind it see what was committed while it waited. */
    @Override
    public State lock(AccountId account, Set<ReservationId> ids, Instant now) {
        Map<ReservationId, Reservation> known = new HashMap<>();
        Map<BoundKey, Fraction> outstanding = new HashMap<>();
        Command lock = Command.of(
                "select pg_advisory_xact_lock(hashtextextended('countinghouse calls ' || ?, 0))", account.value());
        transactions
                .bound(account)
                .ask(List.of(
                        new Question(lock, row -> true),
                        new Question(named(account, ids), row -> {
                            Reservation reservation = ReservationRows.read(row);
                            return known.put(reservation.call().id(), reservation);
                        }),
                        new Question(
                                taken(account, now),
                                row -> outstanding.put(
                                        new BoundKey(StorableText.read(row.text("bound"))),
                                        Quantities.fraction(row.decimal("taken"))))));
        return new State(known, outstanding);
    }

    private static Command named(AccountId account, Set<ReservationId> ids) {
        return Command.of(
                "select * from call_reservation where account_id = ? and reservation_id = any (?)",
                account.value(),
                ids.stream().map(ReservationId::value).toList());
    }

    private static Command taken(AccountId account, Instant now) {
        return Command.of(
                """
                select bound, sum(part) as taken
                  from (select unnest(bounds) as bound, unnest(parts) as part
                          from call_reservation
                         where account_id = ? and settled_at is null and expires_at > ?
                        union all
                        select bound, granted - reported
                          from lease
                         where account_id = ? and ends_at > ?) as taking
                 group by bound
                having sum(part) <> 0
                """,
                account.value(),
                now,
                account.value(),
                now);
    }

    @Override
    public Optional<Reservation> find(AccountId account, ReservationId id) {
        return transactions
                .bound(account)
                .queryOne(
                        "select * from call_reservation where account_id = ? and reservation_id = ?",
                        ReservationRows::read,
                        account.value(),
                        id.value());
    }

    @Override
    public Map<Window, Fraction> admitted(AccountId account, Set<Window> windows) {
        Map<Window, Fraction> admitted = new HashMap<>();
        Session session = transactions.bound(account);
        if (!windows.isEmpty()) {
            session.ask(List.of(RateCounts.of(account, windows, admitted)));
        }
        return admitted;
    }

    @Override
    public void save(AccountId account, Collection<Reservation> reservations, Map<Window, Fraction> admitted) {
        List<Command> both = Stream.of(ReservationRows.keep(account, reservations), RateCounts.add(account, admitted))
                .flatMap(List::stream)
                .toList();
        transactions.bound(account).send(both);
    }

    @Override
    public Map<BoundKey, Lease> leases(AccountId account, String holder, Set<BoundKey> bounds) {
        Map<BoundKey, Lease> latest = new HashMap<>();
        if (!bounds.isEmpty()) {
            transactions.bound(account).ask(List.of(new Question(LeaseRows.latest(account, holder, bounds), row -> {
                Lease lease = LeaseRows.read(row);
                return latest.put(lease.bound(), lease);
            })));
        }
        return latest;
    }

    @Override
    public List<Lease> leases(AccountId account, Instant now) {
        return transactions
                .bound(account)
                .query(
                        "select * from lease where account_id = ? and ends_at > ?",
                        LeaseRows::read,
                        account.value(),
                        now)
                .stream()
                .sorted(Lease.ORDER)
                .toList();
    }

    @Override
    public void lend(AccountId account, Collection<Lease> leases) {
        transactions.bound(account).send(LeaseRows.keep(account, leases));
    }

    /** Looks at all that are open, whose index is short, and not in the order of ids at all that there are. */
    @Override
    public List<Reservation> open(AccountId account, Instant now, Optional<ReservationId> after, int limit) {
        return transactions
                .bound(account)
                .query(
                        """
                        select *
                          from (select *
                                  from call_reservation
                                 where account_id = ? and settled_at is null and expires_at > ?
                                offset 0) as open
                         where reservation_id > ?
                         order by reservation_id
                         limit ?
                        """,
                        ReservationRows::read,
                        account.value(),
                        now,
                        after.map(ReservationId::value).orElse(""),
                        limit);
    }

    @Override
    public int forget(Instant before, int limit) {
        Session session = transactions.current();
        session.requireSystem();
        int over = ReservationRows.forget(session, before, limit);
        int past = RateCounts.forget(session, before, limit);
        return Math.max(over, Math.max(past, LeaseRows.forget(session, before, limit)));
    }
}
