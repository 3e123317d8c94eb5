package dev.countinghouse.adapter.postgres.usage;

import dev.countinghouse.adapter.postgres.transaction.Session;
import dev.countinghouse.adapter.postgres.usage.Increments.Increment;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.correction.BackfillId;
import dev.countinghouse.billing.domain.correction.UsageChange;
import dev.countinghouse.billing.domain.correction.Warrant;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Changes on their way into the log: events leave and come, each with its note, and rollup rows follow at the end. */
final class UsageChanges {

    private final Session session;
    private final AccountId account;
    private final KeptRollups rollups;
    private final Warrant warrant;
    private final Map<Increments.Row, Increment> touched = new HashMap<>();
    private Optional<Instant> earliest = Optional.empty();

    UsageChanges(Session session, AccountId account, KeptRollups rollups, Warrant warrant) {
        this.session = session;
        this.account = account;
        this.rollups = rollups;
        this.warrant = warrant;
    }

    void make(List<UsageChange> changes) {
        takeOut(changes.stream().filter(change -> change.before().isPresent()).toList());
        changes.stream().filter(change -> change.before().isEmpty()).forEach(this::note);
        List<UsageEvent> after = changes.stream()
                .flatMap(change -> change.after().stream())
                .map(Events::kept)
                .toList();
        session.send(List.of(Events.insert(after, rollups.generation())));
        touch(changes.stream()
                .flatMap(change -> Stream.of(change.before(), change.after()))
                .flatMap(Optional::stream)
                .map(Events::kept)
                .toList());
    }

    /** Remembers the rows and the time that events have or had a part in. */
    void touch(List<UsageEvent> events) {
        rollups.increments(events)
                .forEach(each -> touched.merge(
                        each.row(),
                        each,
                        (one, other) -> new Increment(
                                one.row(), one.valuesHash(), one.tallied().plus(other.tallied()))));
        Stream.concat(earliest.stream(), events.stream().map(UsageEvent::time))
                .min(Instant::compareTo)
                .ifPresent(first -> earliest = Optional.of(first));
    }

    /** Last, because rows of a busy account are waited for until the commit. */
    void recount() {
        noteInvoiced();
        Recount.of(session, account, rollups, inOrder());
    }

    /** The same where events only came. */
    void add() {
        noteInvoiced();
        Recount.add(session, inOrder());
    }

    private List<Increment> inOrder() {
        return touched.values().stream().sorted(Increment.ORDER).toList();
    }

    private void noteInvoiced() {
        earliest.ifPresent(first -> session.send(List.of(PostgresInvoicedUsage.noting(Map.of(account, first)))));
    }

    private void takeOut(List<UsageChange> changes) {
        if (changes.isEmpty()) {
            return;
        }
        List<UsageEvent> before =
                changes.stream().map(change -> change.before().orElseThrow()).toList();
        long taken = session.run("select take_out_usage(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", statement -> {
            statement.setString(1, Events.account(account));
            statement.setArray(2, Columns.texts(statement, changes, change -> RecordedEvents.kind(change.kind())));
            statement.setArray(3, Columns.texts(statement, before, event -> StorableText.write(event.type())));
            statement.setArray(4, times(statement, before));
            statement.setArray(
                    5,
                    Columns.texts(
                            statement,
                            before,
                            event -> StorableText.write(event.key().source())));
            statement.setArray(
                    6,
                    Columns.texts(
                            statement,
                            before,
                            event -> StorableText.write(event.key().id())));
            statement.setArray(7, afters(statement, changes));
            setText(statement, 8, changes.get(0).backfill().map(BackfillId::value));
            setWarrant(statement, 9);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        });
        if (taken != changes.size()) {
            throw new IllegalStateException(
                    "of " + changes.size() + " events to take out of account " + account + " there were " + taken);
        }
    }

    private static Array times(PreparedStatement statement, List<UsageEvent> events) throws SQLException {
        return statement
                .getConnection()
                .createArrayOf(
                        "timestamptz",
                        events.stream().map(event -> event.time().toString()).toArray(String[]::new));
    }

    private static Array afters(PreparedStatement statement, List<UsageChange> changes) throws SQLException {
        @Nullable String[] texts = new String[changes.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = changes.get(i).after().map(EventJson::write).orElse(null);
        }
        return statement.getConnection().createArrayOf("text", texts);
    }

    /** For what no event leaves the log by. */
    void note(UsageChange change) {
        String sql =
                """
                insert into usage_correction
                       (account_id, kind, source, event_id, after, backfill_id, events, actor, reason, recorded_at)
                values (?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?)
                """;
        session.run(sql, statement -> {
            statement.setString(1, Events.account(account));
            statement.setString(2, RecordedEvents.kind(change.kind()));
            setText(statement, 3, change.key().map(EventKey::source).map(StorableText::write));
            setText(statement, 4, change.key().map(EventKey::id).map(StorableText::write));
            setText(statement, 5, change.after().map(EventJson::write));
            setText(statement, 6, change.backfill().map(BackfillId::value));
            statement.setLong(7, change.events());
            setWarrant(statement, 8);
            return statement.executeUpdate();
        });
    }

    private void setWarrant(PreparedStatement statement, int first) throws SQLException {
        statement.setString(first, StorableText.write(warrant.actor()));
        statement.setString(first + 1, StorableText.write(warrant.reason()));
        statement.setObject(first + 2, Columns.column(Columns.kept(warrant.at())));
    }

    private static void setText(PreparedStatement statement, int index, Optional<String> text) throws SQLException {
        if (text.isPresent()) {
            statement.setString(index, text.get());
        } else {
            statement.setNull(index, Types.VARCHAR);
        }
    }
}
