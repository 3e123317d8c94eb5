package dev.countinghouse.adapter.postgres.usage;

import dev.countinghouse.adapter.postgres.transaction.Session;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The keys of all events there ever were, with what they stood for. */
final class Claims {

    private Claims() {}

    /**
     * Claims what is free and returns that. Whoever claims the same key at the same time waits until this transaction ends;
     * nobody waits in a circle, because everybody claims in the order of the keys.
     */
    static Set<Claim> claim(Session session, Collection<Claim> wanted) {
        List<Claim> inOrder = List.copyOf(new TreeSet<>(wanted));
        String sql =
                """
                insert into usage_claim (account_id, key_hash, content_hash)
                select account_id, key_hash, content_hash
                  from unnest(?::text[], ?::bytea[], ?::bytea[]) as wanted (account_id, key_hash, content_hash)
                on conflict do nothing
                returning account_id, key_hash, content_hash
                """;
        return session.run(sql, statement -> {
            setKeys(statement, inOrder);
            statement.setArray(3, Columns.bytes(statement, inOrder, Claim::content));
            return read(statement);
        });
    }

    /** The claims as they were made first, by themselves. */
    static Map<Claim, Claim> existing(Session session, Collection<Claim> taken) {
        if (taken.isEmpty()) {
            return Map.of();
        }
        String sql =
                """
                select account_id, key_hash, content_hash
                  from usage_claim
                  join unnest(?::text[], ?::bytea[]) as taken (account_id, key_hash) using (account_id, key_hash)
                """;
        return session.run(sql, statement -> {
            setKeys(statement, List.copyOf(taken));
            Map<Claim, Claim> first = new HashMap<>();
            read(statement).forEach(claim -> first.put(claim, claim));
            return first;
        });
    }

    private static void setKeys(PreparedStatement statement, List<Claim> claims) throws SQLException {
        statement.setArray(1, Columns.texts(statement, claims, Claim::account));
        statement.setArray(2, Columns.bytes(statement, claims, Claim::key));
    }

    private static Set<Claim> read(PreparedStatement statement) throws SQLException {
        Set<Claim> claims = new TreeSet<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                claims.add(new Claim(rows.getString(1), rows.getBytes(2), rows.getBytes(3)));
            }
        }
        return claims;
    }
}
