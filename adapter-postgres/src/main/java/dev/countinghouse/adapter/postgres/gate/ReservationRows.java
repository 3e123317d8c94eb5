package dev.countinghouse.adapter.postgres.gate;

import dev.countinghouse.adapter.postgres.transaction.Batch;
import dev.countinghouse.adapter.postgres.transaction.Command;
import dev.countinghouse.adapter.postgres.transaction.Row;
import dev.countinghouse.adapter.postgres.transaction.Session;
import dev.countinghouse.adapter.postgres.usage.EventDataJson;
import dev.countinghouse.adapter.postgres.usage.Quantities;
import dev.countinghouse.adapter.postgres.usage.StorableText;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.HoldId;
import dev.countinghouse.billing.domain.gate.BoundKey;
import dev.countinghouse.billing.domain.gate.Call;
import dev.countinghouse.billing.domain.gate.Reservation;
import dev.countinghouse.billing.domain.gate.ReservationId;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.plan.FeatureKey;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A reservation as a row: maps are two arrays side by side. */
final class ReservationRows {

    private ReservationRows() {}

    /** All of it is written again, because one whose time is over may be replaced by another call. */
    static List<Command> keep(AccountId account, Collection<Reservation> reservations) {
        return columns(account, reservations)
                .writing(
                        """
                        insert into call_reservation (
                            account_id, reservation_id, event_type, data, features, feature_values, admitted_at,
                            expires_at, bounds, parts, holds, settled_at, used, late)
                        select account_id, reservation_id, event_type, data::json, features::text[],
                               feature_values::text[], admitted_at::timestamptz, expires_at::timestamptz,
                               bounds::text[], parts::numeric[], holds::text[], settled_at::timestamptz, used::json,
                               late::boolean
                          from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                            as kept (account_id, reservation_id, event_type, data, features, feature_values,
                                     admitted_at, expires_at, bounds, parts, holds, settled_at, used, late)
                        on conflict (account_id, reservation_id) do update
                           set event_type = excluded.event_type, data = excluded.data, features = excluded.features,
                               feature_values = excluded.feature_values, admitted_at = excluded.admitted_at,
                               expires_at = excluded.expires_at, bounds = excluded.bounds, parts = excluded.parts,
                               holds = excluded.holds, settled_at = excluded.settled_at, used = excluded.used,
                               late = excluded.late
                        """);
    }

    private static Batch<Reservation> columns(AccountId account, Collection<Reservation> reservations) {
        return new Batch<Reservation>(reservations)
                .text(any -> account.value())
                .text(each -> each.call().id().value())
                .text(each -> StorableText.write(each.call().type()))
                .text(each -> EventDataJson.write(each.call().data()))
                .texts(each -> texts(each.call().features().keySet().stream().map(FeatureKey::value)))
                .texts(each -> texts(each.call().features().values().stream()))
                .instant(Reservation::admittedAt)
                .instant(Reservation::expiresAt)
                .texts(each -> texts(each.parts().keySet().stream().map(BoundKey::value)))
                .decimals(each ->
                        each.parts().values().stream().map(Quantities::decimal).toList())
                .texts(each -> texts(each.holds().stream().map(HoldId::value)))
                .optionalInstant(each -> each.settled().map(Reservation.Settled::at))
                .optionalText(each ->
                        each.settled().flatMap(Reservation.Settled::used).map(EventDataJson::write))
                .flag(each -> each.settled().map(Reservation.Settled::late).orElse(false));
    }

    private static List<Optional<String>> texts(Stream<String> texts) {
        return texts.map(StorableText::write).map(Optional::of).toList();
    }

    static Reservation read(Row row) throws SQLException {
        Call call = new Call(
                new ReservationId(row.text("reservation_id")),
                new AccountId(row.text("account_id")),
                StorableText.read(row.text("event_type")),
                EventDataJson.read(row.text("data")),
                features(row));
        return new Reservation(
                call,
                row.instant("admitted_at"),
                row.instant("expires_at"),
                parts(row),
                texts(row, "holds").stream().map(HoldId::new).toList(),
                settled(row));
    }

    private static SortedMap<FeatureKey, String> features(Row row) throws SQLException {
        List<String> keys = texts(row, "features");
        List<String> values = texts(row, "feature_values");
        SortedMap<FeatureKey, String> features = new TreeMap<>();
        for (int i = 0; i < keys.size(); i++) {
            features.put(new FeatureKey(keys.get(i)), values.get(i));
        }
        return features;
    }

    private static SortedMap<BoundKey, Fraction> parts(Row row) throws SQLException {
        List<String> bounds = texts(row, "bounds");
        List<BigDecimal> taken = row.decimals("parts");
        SortedMap<BoundKey, Fraction> parts = new TreeMap<>();
        for (int i = 0; i < bounds.size(); i++) {
            parts.put(new BoundKey(bounds.get(i)), Quantities.fraction(taken.get(i)));
        }
        return parts;
    }

    private static List<String> texts(Row row, String column) throws SQLException {
        return row.texts(column).stream().map(StorableText::read).toList();
    }

    private static Optional<Reservation.Settled> settled(Row row) throws SQLException {
        Optional<Instant> at = row.optionalInstant("settled_at");
        return at.isEmpty()
                ? Optional.empty()
                : Optional.of(new Reservation.Settled(
                        at.get(), row.optionalText("used").map(EventDataJson::read), row.flag("late")));
    }

    /** The outer condition is looked at again where somebody has settled, or replaced, one of them in the meantime. */
    static int forget(Session session, Instant before, int limit) {
        return session.update(
                """
                delete from call_reservation
                 where (account_id, reservation_id) in (
                       select account_id, reservation_id
                         from call_reservation
                        where over_at < ?
                        order by over_at
                        limit ?)
                   and over_at < ?
                """,
                before,
                limit,
                before);
    }
}
