package dev.countinghouse.adapter.postgres.gate;

import dev.countinghouse.adapter.postgres.transaction.Batch;
import dev.countinghouse.adapter.postgres.transaction.Command;
import dev.countinghouse.adapter.postgres.transaction.Row;
import dev.countinghouse.adapter.postgres.transaction.Session;
import dev.countinghouse.adapter.postgres.usage.Hash;
import dev.countinghouse.adapter.postgres.usage.Quantities;
import dev.countinghouse.adapter.postgres.usage.StorableText;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.BoundKey;
import dev.countinghouse.billing.domain.gate.Lease;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

/** What is lent to holders. */
final class LeaseRows {

    private LeaseRows() {}

    static Lease read(Row row) throws SQLException {
        return new Lease(
                new AccountId(row.text("account_id")),
                row.text("holder"),
                new BoundKey(StorableText.read(row.text("bound"))),
                row.whole("epoch"),
                Quantities.fraction(row.decimal("granted")),
                Quantities.fraction(row.decimal("reported")),
                row.instant("ends_at"));
    }

    /** The latest of each bound; what is compared is made before, as for rates. */
    static Command latest(AccountId account, String holder, Collection<BoundKey> bounds) {
        return new Batch<BoundKey>(bounds)
                .text(any -> account.value())
                .text(any -> holder)
                .text(LeaseRows::hash)
                .command(
                        """
                        with wanted as materialized (
                            select account_id, holder, decode(bound_hash, 'hex') as bound_hash
                              from unnest(?, ?, ?) as wanted (account_id, holder, bound_hash)
                        )
                        select distinct on (lease.bound_hash) lease.*
                          from wanted
                          join lease using (account_id, holder, bound_hash)
                         order by lease.bound_hash, lease.epoch desc
                        """);
    }

    static List<Command> keep(AccountId account, Collection<Lease> leases) {
        return new Batch<Lease>(leases)
                .text(any -> account.value())
                .text(Lease::holder)
                .text(lease -> hash(lease.bound()))
                .whole(Lease::epoch)
                .text(lease -> StorableText.write(lease.bound().value()))
                .decimal(lease -> Quantities.decimal(lease.granted()))
                .decimal(lease -> Quantities.decimal(lease.reported()))
                .instant(Lease::endsAt)
                .writing(
                        """
                        insert into lease (account_id, holder, bound_hash, epoch, bound, granted, reported, ends_at)
                        select account_id, holder, decode(bound_hash, 'hex'), epoch::bigint, bound, granted::numeric,
                               reported::numeric, ends_at::timestamptz
                          from unnest(?, ?, ?, ?, ?, ?, ?, ?)
                               as kept (account_id, holder, bound_hash, epoch, bound, granted, reported, ends_at)
                        on conflict (account_id, holder, bound_hash, epoch) do update
                           set granted = excluded.granted, reported = excluded.reported, ends_at = excluded.ends_at
                        """);
    }

    private static String hash(BoundKey bound) {
        return HexFormat.of().formatHex(Hash.of(List.of(bound.value())));
    }

    /** The latest of each bound stays, so that no epoch is given twice. */
    static int forget(Session session, Instant before, int limit) {
        return session.update(
                """
                delete from lease
                 where (account_id, holder, bound_hash, epoch) in (
                       select account_id, holder, bound_hash, epoch
                         from lease as old
                        where ends_at < ?
                          and exists (select from lease as later
                                       where later.account_id = old.account_id
                                         and later.holder = old.holder
                                         and later.bound_hash = old.bound_hash
                                         and later.epoch > old.epoch)
                        order by ends_at
                        limit ?)
                """,
                before,
                limit);
    }
}
