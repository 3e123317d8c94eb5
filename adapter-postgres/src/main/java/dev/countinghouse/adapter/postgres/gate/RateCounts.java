package dev.countinghouse.adapter.postgres.gate;

import dev.countinghouse.adapter.postgres.transaction.Batch;
import dev.countinghouse.adapter.postgres.transaction.Command;
import dev.countinghouse.adapter.postgres.transaction.Question;
import dev.countinghouse.adapter.postgres.transaction.Session;
import dev.countinghouse.adapter.postgres.usage.Hash;
import dev.countinghouse.adapter.postgres.usage.Quantities;
import dev.countinghouse.adapter.postgres.usage.StorableText;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.BoundKey;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.ports.driven.Reservations.Window;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What was admitted in the minutes and hours of rates. */
final class RateCounts {

    private RateCounts() {}

    /** What is compared is made before: under row security an index is used for plain columns alone. */
    static Question of(AccountId account, Collection<Window> windows, Map<Window, Fraction> admitted) {
        Command command = keys(account, windows, Function.identity())
                .command(
                        """
                        with wanted as materialized (
                            select account_id, decode(bound_hash, 'hex') as bound_hash,
                                   started_at::timestamptz as started_at
                              from unnest(?, ?, ?) as wanted (account_id, bound_hash, started_at)
                        )
                        select bound, started_at, admitted
                          from wanted
                          join rate_count using (account_id, bound_hash, started_at)
                        """);
        return new Question(
                command,
                row -> admitted.put(
                        new Window(new BoundKey(StorableText.read(row.text("bound"))), row.instant("started_at")),
                        Quantities.fraction(row.decimal("admitted"))));
    }

    static List<Command> add(AccountId account, Map<Window, Fraction> more) {
        return keys(account, more.entrySet(), Map.Entry::getKey)
                .text(each -> StorableText.write(each.getKey().bound().value()))
                .decimal(each -> Quantities.decimal(each.getValue()))
                .writing(
                        """
                        insert into rate_count (account_id, bound_hash, started_at, bound, admitted)
                        select account_id, decode(bound_hash, 'hex'), started_at::timestamptz, bound, admitted::numeric
                          from unnest(?, ?, ?, ?, ?) as more (account_id, bound_hash, started_at, bound, admitted)
                        on conflict (account_id, bound_hash, started_at) do update
                           set admitted = rate_count.admitted + excluded.admitted
                        """);
    }

    private static <T> Batch<T> keys(AccountId account, Collection<T> rows, Function<T, Window> window) {
        return new Batch<T>(rows)
                .text(any -> account.value())
                .text(row -> HexFormat.of()
                        .formatHex(Hash.of(List.of(window.apply(row).bound().value()))))
                .instant(row -> window.apply(row).start());
    }

    static int forget(Session session, Instant before, int limit) {
        return session.update(
                """
                delete from rate_count
                 where (account_id, bound_hash, started_at) in (
                       select account_id, bound_hash, started_at
                         from rate_count
                        where started_at < ?
                        order by started_at
                        limit ?)
                """,
                before,
                limit);
    }
}
