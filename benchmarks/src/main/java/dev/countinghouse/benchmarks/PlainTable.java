package dev.countinghouse.benchmarks;

import dev.countinghouse.billing.domain.metering.Value;
import dev.countinghouse.billing.ports.driving.RecordUsage.Submission;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** The base of what storing costs: the same columns into one table with the same unique index, and nothing else. */
final class PlainTable {

    private final DataSource owner;

    PlainTable(DataSource owner) throws SQLException {
        this.owner = owner;
        try (Connection connection = owner.getConnection()) {
            connection
                    .createStatement()
                    .execute(
                            """
                            create table if not exists plain_event (
                                account_id text collate "C" not null, event_type text collate "C" not null,
                                occurred_at timestamptz not null, source text collate "C" not null,
                                event_id text collate "C" not null, subject text collate "C" not null,
                                data jsonb not null, unique (account_id, source, event_id))
                            """);
        }
    }

    /** A batch with COPY, the fastest way there is; one transaction. */
    void copy(List<Submission> batch) throws SQLException, IOException {
        StringBuilder rows = new StringBuilder();
        for (Submission event : batch) {
            rows.append(event.subject())
                    .append('\t')
                    .append(event.type())
                    .append('\t')
                    .append(event.time())
                    .append('\t')
                    .append(event.key().source())
                    .append('\t')
                    .append(event.key().id())
                    .append('\t')
                    .append(event.subject())
                    .append('\t')
                    .append(json(event))
                    .append('\n');
        }
        try (Connection connection = owner.getConnection()) {
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            copy.copyIn("copy plain_event from stdin", new StringReader(rows.toString()));
        }
    }

    /** One row, one commit. */
    void insert(Submission event) throws SQLException {
        try (Connection connection = owner.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement("insert into plain_event values (?, ?, ?, ?, ?, ?, ?::jsonb)")) {
            insert.setString(1, event.subject());
            insert.setString(2, event.type());
            insert.setTimestamp(3, Timestamp.from(event.time()));
            insert.setString(4, event.key().source());
            insert.setString(5, event.key().id());
            insert.setString(6, event.subject());
            insert.setString(7, json(event));
            insert.executeUpdate();
        }
    }

    /** As the engine keeps it: numbers as numbers. */
    static String json(Submission event) {
        StringBuilder json = new StringBuilder("{");
        event.data().values().forEach((path, value) -> {
            String quote = value instanceof Value.Text ? "\"" : "";
            json.append(json.length() > 1 ? ",\"" : "\"").append(path).append("\":");
            json.append(quote).append(value.asText()).append(quote);
        });
        return json.append('}').toString();
    }
}
