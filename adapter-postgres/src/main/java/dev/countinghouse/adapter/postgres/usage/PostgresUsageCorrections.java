package dev.countinghouse.adapter.postgres.usage;

import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.adapter.postgres.transaction.Session;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.correction.BackfillId;
import dev.countinghouse.billing.domain.correction.Correction;
import dev.countinghouse.billing.domain.correction.UsageChange;
import dev.countinghouse.billing.domain.correction.UsageChange.Kind;
import dev.countinghouse.billing.domain.correction.Warrant;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.ports.driven.Catalogues;
import dev.countinghouse.billing.ports.driven.UsageCorrections;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** An event that is corrected leaves the table of events for that of corrections, so that no reader has to leave it out. */
public final class PostgresUsageCorrections implements UsageCorrections {

    private final PostgresTransactions transactions;
    private final RollupRegister register;

    public PostgresUsageCorrections(PostgresTransactions transactions, Catalogues catalogues) {
        this.transactions = transactions;
        this.register = new RollupRegister(catalogues);
    }

    @Override
    public void correct(AccountId account, Set<EventKey> keys, Warrant warrant, Decision decision) {
        Session session = transactions.bound(account);
        KeptRollups rollups = register.forAppend(session);
        RollupProgress.lock(session, account);
        List<UsageChange> changes = decision.on(RecordedEvents.find(session, account, keys));
        if (!changes.isEmpty()) {
            UsageChanges making = new UsageChanges(session, account, rollups, warrant);
            making.make(changes);
            making.recount();
        }
    }

    @Override
    public List<Correction> of(AccountId account, Optional<EventKey> event, long after, int limit) {
        String sql =
                """
                select ordinal, kind, source, event_id, %s, %s, backfill_id, events, actor, reason, recorded_at
                  from usage_correction
                 where account_id = ? and ordinal > ?%s
                 order by ordinal
                 limit ?
                """
                        .formatted(
                                EventJson.columns("before"),
                                EventJson.columns("after"),
                                event.isPresent() ? " and source = ? and event_id = ?" : "");
        return transactions.bound(account).run(sql, statement -> {
            int next = 1;
            statement.setString(next++, Events.account(account));
            statement.setLong(next++, after);
            if (event.isPresent()) {
                statement.setString(next++, StorableText.write(event.get().source()));
                statement.setString(next++, StorableText.write(event.get().id()));
            }
            statement.setInt(next, limit);
            return read(statement, account);
        });
    }

    private static List<Correction> read(PreparedStatement statement, AccountId account) throws SQLException {
        List<Correction> corrections = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                Warrant warrant = new Warrant(
                        StorableText.read(row.getString("actor")),
                        StorableText.read(row.getString("reason")),
                        row.getObject("recorded_at", OffsetDateTime.class).toInstant());
                corrections.add(new Correction(row.getLong("ordinal"), change(row, account), warrant));
            }
        }
        return corrections;
    }

    private static UsageChange change(ResultSet row, AccountId account) throws SQLException {
        Optional<EventKey> key = Optional.empty();
        Optional<UsageEvent> before = Optional.empty();
        Optional<UsageEvent> after = Optional.empty();
        if (row.getString("source") != null) {
            EventKey named = new EventKey(
                    StorableText.read(row.getString("source")), StorableText.read(row.getString("event_id")));
            key = Optional.of(named);
            before = EventJson.read(row, "before", account, named);
            after = EventJson.read(row, "after", account, named);
        }
        return new UsageChange(
                Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                account,
                key,
                before,
                after,
                Optional.ofNullable(row.getString("backfill_id")).map(BackfillId::new),
                row.getLong("events"));
    }
}
