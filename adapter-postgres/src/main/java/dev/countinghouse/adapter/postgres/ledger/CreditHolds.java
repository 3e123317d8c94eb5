package dev.countinghouse.adapter.postgres.ledger;

import dev.countinghouse.adapter.postgres.transaction.Batch;
import dev.countinghouse.adapter.postgres.transaction.Command;
import dev.countinghouse.adapter.postgres.transaction.Row;
import dev.countinghouse.adapter.postgres.transaction.Session;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.BookChanges;
import dev.countinghouse.billing.domain.credit.Hold;
import dev.countinghouse.billing.domain.credit.HoldId;
import dev.countinghouse.billing.domain.credit.HoldOrder;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.plan.FeatureKey;
import dev.countinghouse.billing.domain.plan.SpendPurpose;
import dev.countinghouse.billing.ports.driven.Journal.Booked;
import dev.countinghouse.billing.ports.driven.Journal.Needs;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Holds, open and ended. */
final class CreditHolds {

    private CreditHolds() {}

    /** The last condition is for the index: all open holds of an account are many more than those whose time is over. */
    static Command due(List<Needs> needs) {
        return new Batch<>(needs)
                .text(each -> each.account().value())
                .instant(Needs::dueBy)
                .command(
                        """
                        with due as (
                            select account_id, at::timestamptz as at
                              from unnest(?, ?) as due (account_id, at)
                        )
                        select credit_hold.*
                          from due
                          join credit_hold using (account_id)
                         where credit_hold.state = 'open' and credit_hold.expires_at <= due.at
                           and credit_hold.expires_at <= (select max(at) from due)
                        """);
    }

    /** The limit has each looked up by its key, never all holds of an account read. */
    static Command named(List<Needs> needs) {
        return Own.needed(needs, Needs::holds)
                .text(own -> own.value().value())
                .command(
                        """
                        select hold.*
                          from unnest(?, ?) as named (account_id, hold_id)
                         cross join lateral (
                                select *
                                  from credit_hold
                                 where account_id = named.account_id and hold_id = named.hold_id
                                 limit 1) as hold
                        """);
    }

    static List<Hold> open(Session session, AccountId account, int limit) {
        return session.query(
                """
                select *
                  from credit_hold
                 where account_id = ? and state = 'open'
                 order by placed_at, hold_id
                 limit ?
                """,
                CreditHolds::hold,
                account.value(),
                limit);
    }

    static List<Command> keep(Collection<Booked> booked) {
        return columns(Own.changed(booked, BookChanges::holds))
                .writing(
                        """
                        insert into credit_hold (
                            account_id, hold_id, unit, ordered, meter, feature, lasts_micros, placed_at,
                            expires_at, state, captured, part_grants, part_amounts)
                        select account_id, hold_id, unit, ordered::numeric, meter, feature, lasts_micros::bigint,
                               placed_at::timestamptz, expires_at::timestamptz, state, captured::numeric,
                               part_grants::text[], part_amounts::numeric[]
                          from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                            as placed (account_id, hold_id, unit, ordered, meter, feature, lasts_micros, placed_at,
                                       expires_at, state, captured, part_grants, part_amounts)
                        on conflict (account_id, hold_id) do update
                           set expires_at = excluded.expires_at, state = excluded.state, captured = excluded.captured,
                               part_grants = excluded.part_grants, part_amounts = excluded.part_amounts
                        """);
    }

    private static Batch<Own<Hold>> columns(List<Own<Hold>> holds) {
        return Own.of(holds)
                .text(own -> own.value().id().value())
                .text(own -> own.value().order().amount().unit().code())
                .decimal(own -> own.value().order().amount().value())
                .optionalText(own -> own.value().order().purpose().meter().map(MeterKey::value))
                .optionalText(own -> own.value().order().purpose().feature().map(FeatureKey::value))
                .whole(own -> micros(own.value().order()))
                .instant(own -> own.value().placedAt())
                .instant(own -> own.value().expiresAt())
                .text(own -> own.value().state().name().toLowerCase(Locale.ROOT))
                .decimal(own -> own.value().captured().value())
                .texts(own -> Parts.grants(own.value().parts()))
                .decimals(own -> Parts.amounts(own.value().parts()));
    }

    private static long micros(HoldOrder order) {
        if (!order.lasts().truncatedTo(ChronoUnit.MICROS).equals(order.lasts())) {
            throw new IllegalArgumentException("hold " + order.id() + " lasts " + order.lasts()
                    + ", which is finer than a microsecond, which is what is kept");
        }
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.EPOCH.plus(order.lasts()));
    }

    static Hold hold(Row row) throws SQLException {
        CreditUnit unit = new CreditUnit(row.text("unit"));
        HoldOrder order = new HoldOrder(
                new HoldId(row.text("hold_id")),
                new Credits(row.decimal("ordered"), unit),
                new SpendPurpose(
                        row.optionalText("meter").map(MeterKey::new),
                        row.optionalText("feature").map(FeatureKey::new)),
                Duration.of(row.whole("lasts_micros"), ChronoUnit.MICROS));
        return new Hold(
                order,
                Parts.read(row, unit),
                row.instant("placed_at"),
                row.instant("expires_at"),
                Hold.State.valueOf(row.text("state").toUpperCase(Locale.ROOT)),
                new Credits(row.decimal("captured"), unit));
    }
}
