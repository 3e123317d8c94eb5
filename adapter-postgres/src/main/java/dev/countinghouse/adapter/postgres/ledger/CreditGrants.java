package dev.countinghouse.adapter.postgres.ledger;

import dev.countinghouse.adapter.postgres.transaction.Batch;
import dev.countinghouse.adapter.postgres.transaction.Command;
import dev.countinghouse.adapter.postgres.transaction.Row;
import dev.countinghouse.adapter.postgres.transaction.Session;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.BookChanges;
import dev.countinghouse.billing.domain.credit.Grant;
import dev.countinghouse.billing.domain.credit.GrantOrder;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.GrantId;
import dev.countinghouse.billing.domain.ledger.LedgerAccount;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.plan.FeatureKey;
import dev.countinghouse.billing.domain.plan.GrantScope;
import dev.countinghouse.billing.ports.driven.Journal.Booked;
import dev.countinghouse.billing.ports.driven.Journal.Needs;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Grants. Of one that is there only what becomes of it changes, never what was ordered. */
final class CreditGrants {

    private CreditGrants() {}

    static Command open(List<Needs> needs) {
        return Own.accounts(needs).command("select * from credit_grant where account_id = any (?) and is_open");
    }

    /** The limit has each looked up by its key, never all grants of an account read. */
    static Command named(Collection<Own<GrantId>> named) {
        return Own.of(named)
                .text(own -> own.value().value())
                .command(
                        """
                        select found.*
                          from unnest(?, ?) as named (account_id, grant_id)
                         cross join lateral (
                                select *
                                  from credit_grant
                                 where account_id = named.account_id and grant_id = named.grant_id
                                 limit 1) as found
                        """);
    }

    static List<Grant> before(Session session, AccountId account, long ordinal, int limit) {
        return session.query(
                "select * from credit_grant where account_id = ? and ordinal < ? order by ordinal desc limit ?",
                CreditGrants::grant,
                account.value(),
                ordinal,
                limit);
    }

    static List<Command> keep(Collection<Booked> booked) {
        return columns(Own.changed(booked, BookChanges::grants))
                .writing(
                        """
                        insert into credit_grant (
                            account_id, grant_id, ordinal, granted_at, pool, unit, ordered, priority,
                            effective_at, expires_at, meters, features, paid, paid_unit, reason,
                            amount, unspent, held, repaid, closed_to, is_open)
                        select account_id, grant_id, ordinal::bigint, granted_at::timestamptz, pool, unit,
                               ordered::numeric, priority::integer, effective_at::timestamptz, expires_at::timestamptz,
                               meters::text[], features::text[], paid::numeric, paid_unit, reason, amount::numeric,
                               unspent::numeric, held::numeric, repaid::numeric, closed_to, is_open::boolean
                          from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                            as given (account_id, grant_id, ordinal, granted_at, pool, unit, ordered, priority,
                                      effective_at, expires_at, meters, features, paid, paid_unit, reason,
                                      amount, unspent, held, repaid, closed_to, is_open)
                        on conflict (account_id, grant_id) do update
                           set amount = excluded.amount, unspent = excluded.unspent, held = excluded.held,
                               repaid = excluded.repaid, closed_to = excluded.closed_to, is_open = excluded.is_open
                        """);
    }

    private static Batch<Own<Grant>> columns(List<Own<Grant>> grants) {
        Function<Own<Grant>, GrantOrder> order = own -> own.value().order();
        return Own.of(grants)
                .text(own -> own.value().id().value())
                .whole(own -> own.value().ordinal())
                .instant(own -> own.value().grantedAt())
                .text(own -> own.value().pool().key())
                .text(own -> own.value().amount().unit().code())
                .decimal(own -> order.apply(own).amount().value())
                .whole(own -> order.apply(own).priority())
                .optionalInstant(own -> order.apply(own).effectiveAt())
                .optionalInstant(own -> order.apply(own).expiresAt())
                .texts(own -> keys(order.apply(own).scope().meters(), MeterKey::value))
                .texts(own -> keys(order.apply(own).scope().features(), FeatureKey::value))
                .optionalDecimal(own -> order.apply(own).paid().map(Credits::value))
                .optionalText(
                        own -> order.apply(own).paid().map(paid -> paid.unit().code()))
                .text(own -> order.apply(own).reason())
                .decimal(own -> own.value().amount().value())
                .decimal(own -> own.value().left().value())
                .decimal(own -> own.value().held().value())
                .decimal(own -> own.value().repaid().value())
                .optionalText(own -> own.value().closedTo().map(LedgerAccount::key))
                .flag(own -> own.value().isOpen());
    }

    private static <K> List<Optional<String>> keys(Collection<K> keys, Function<K, String> value) {
        return keys.stream().map(key -> Optional.of(value.apply(key))).toList();
    }

    static Grant grant(Row row) throws SQLException {
        CreditUnit unit = new CreditUnit(row.text("unit"));
        return new Grant(
                order(row, unit),
                row.whole("ordinal"),
                row.instant("granted_at"),
                new Credits(row.decimal("amount"), unit),
                new Credits(row.decimal("unspent"), unit),
                new Credits(row.decimal("held"), unit),
                new Credits(row.decimal("repaid"), unit),
                row.optionalText("closed_to").map(LedgerAccount::of));
    }

    private static GrantOrder order(Row row, CreditUnit unit) throws SQLException {
        Optional<BigDecimal> paid = row.optionalDecimal("paid");
        Optional<CreditUnit> paidUnit = row.optionalText("paid_unit").map(CreditUnit::new);
        return new GrantOrder(
                new GrantId(row.text("grant_id")),
                LedgerAccount.of(row.text("pool")),
                new Credits(row.decimal("ordered"), unit),
                Math.toIntExact(row.whole("priority")),
                row.optionalInstant("effective_at"),
                row.optionalInstant("expires_at"),
                new GrantScope(
                        row.texts("meters").stream().map(MeterKey::new).collect(Collectors.toCollection(TreeSet::new)),
                        row.texts("features").stream()
                                .map(FeatureKey::new)
                                .collect(Collectors.toCollection(TreeSet::new))),
                paid.flatMap(value -> paidUnit.map(of -> new Credits(value, of))),
                row.text("reason"));
    }
}
