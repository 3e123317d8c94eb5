package dev.countinghouse.adapter.postgres.usage;

import dev.countinghouse.adapter.postgres.transaction.Command;
import dev.countinghouse.adapter.postgres.transaction.Session;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** The keys of all events there ever were, with what they stood for. */
final class Claims {

    /** After a key was found taken; others are likely then, and a whole batch that is undone leaves its rows to be cleaned up. */
    private static final int CAREFUL_BATCHES = 100;

    /** For how many batches to ask of each key whether it is free. */
    private final AtomicInteger careful = new AtomicInteger();

    /**
     * Claims what is free and returns that. Whoever claims the same key at the same time waits until this transaction ends;
     * nobody waits in a circle, because everybody claims in the order of the keys.
     *
     * @param consequence what is to be done with those that were free
     */
    Set<Claim> claim(Session session, Set<Claim> wanted, Function<Set<Claim>, List<Command>> consequence) {
        List<Claim> inOrder = wanted.stream().sorted().toList();
        if (careful.get() == 0) {
            List<Command> all = new ArrayList<>(List.of(claimAll(inOrder)));
            all.addAll(consequence.apply(wanted));
            if (session.sendUnlessTaken(all)) {
                return wanted;
            }
        }
        Set<Claim> fresh = claimFree(session, inOrder);
        careful.updateAndGet(left -> fresh.size() < wanted.size() ? CAREFUL_BATCHES : Math.max(0, left - 1));
        if (!fresh.isEmpty()) {
            session.send(consequence.apply(fresh));
        }
        return fresh;
    }

    private static Command claimAll(List<Claim> inOrder) {
        return new Command(
                """
                insert into usage_claim (account_id, key_hash, content_hash)
                select account_id, key_hash, content_hash
                  from unnest(?::text[], ?::bytea[], ?::bytea[]) as wanted (account_id, key_hash, content_hash)
                """,
                (statement, first) -> set(statement, first, inOrder));
    }

    private static Set<Claim> claimFree(Session session, List<Claim> inOrder) {
        String sql =
                """
                insert into usage_claim (account_id, key_hash, content_hash)
                select account_id, key_hash, content_hash
                  from unnest(?::text[], ?::bytea[], ?::bytea[]) as wanted (account_id, key_hash, content_hash)
                on conflict do nothing
                returning account_id, key_hash, content_hash
                """;
        return session.run(sql, statement -> {
            set(statement, 1, inOrder);
            return new HashSet<>(read(statement));
        });
    }

    /** The claims as they were made first, by themselves. The limit has each looked up by its key, never all claims read. */
    Map<Claim, Claim> existing(Session session, Collection<Claim> taken) {
        if (taken.isEmpty()) {
            return Map.of();
        }
        String sql =
                """
                select taken.account_id, taken.key_hash, first.content_hash
                  from unnest(?::text[], ?::bytea[]) as taken (account_id, key_hash)
                 cross join lateral (
                        select content_hash
                          from usage_claim as claim
                         where claim.account_id = taken.account_id and claim.key_hash = taken.key_hash
                         limit 1) as first
                """;
        return session.run(sql, statement -> {
            setKeys(statement, 1, List.copyOf(taken));
            Map<Claim, Claim> first = new HashMap<>();
            read(statement).forEach(claim -> first.put(claim, claim));
            return first;
        });
    }

    private static int set(PreparedStatement statement, int first, List<Claim> claims) throws SQLException {
        int next = setKeys(statement, first, claims);
        statement.setArray(next, Columns.bytes(statement, claims, Claim::content));
        return next + 1;
    }

    private static int setKeys(PreparedStatement statement, int first, List<Claim> claims) throws SQLException {
        statement.setArray(first, Columns.texts(statement, claims, Claim::account));
        statement.setArray(first + 1, Columns.bytes(statement, claims, Claim::key));
        return first + 2;
    }

    private static List<Claim> read(PreparedStatement statement) throws SQLException {
        List<Claim> claims = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                claims.add(new Claim(rows.getString(1), rows.getBytes(2), rows.getBytes(3)));
            }
        }
        return claims;
    }
}
