package dev.countinghouse.adapter.postgres.usage;

import dev.countinghouse.adapter.postgres.transaction.Session;
import dev.countinghouse.adapter.postgres.usage.KeptRollups.Kept;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.ports.driven.Catalogues;
import dev.countinghouse.billing.ports.driven.PublishedCatalogue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which rollups the published meters need, the same for all processes at every moment.
 *
 * <p>Whoever appends holds a lock in common with all others and reads the generation under it; whoever changes the set
 * holds it alone, so that no batch is under way that follows the old one. The first to append after a catalogue was
 * published changes it.
 */
final class RollupRegister {

    /** Any number, the same in every process: {@code usage}. */
    private static final long LOCK = 0x7573616765L;

    private static final String STATE =
            """
            select coalesce(generation, 0) as generation, coalesce(revision, 0) as revision,
                   (select coalesce(max(revision), 0) from catalogue_revision) as published,
                   coalesce(used, false) as used,
                   coalesce(usage_generation.xmin <> pg_current_xact_id_if_assigned()::xid, true) as settled
              from (values (true)) as one (only_row)
              left join usage_generation using (only_row)
            """;

    private final Catalogues catalogues;
    private volatile @Nullable KeptRollups known;

    RollupRegister(Catalogues catalogues) {
        this.catalogues = catalogues;
    }

    /**
     * @param revision of the catalogue that the rollups were made for
     * @param published the revision published last
     * @param used whether an event was ever stored
     * @param settled whether it was read as others see it, too
     */
    private record State(int generation, long revision, long published, boolean used, boolean settled) {}

    private record Locked(boolean alone, State state) {}

    /** The rollups to add the events of this transaction to; they stay the same until it ends. */
    KeptRollups forAppend(Session session) {
        State state = locked(session);
        if (!state.used()) {
            write(session, state.generation(), state.revision(), true);
        }
        return kept(session, state);
    }

    /** The same for a transaction that stores no events. */
    KeptRollups current(Session session) {
        return kept(session, locked(session));
    }

    private State locked(Session session) {
        Locked locked = lockForAppend(session);
        State state = locked.state();
        if (!locked.alone() || state.published() <= state.revision()) {
            return state;
        }
        register(session, state);
        return read(session);
    }

    /** Ends the generation: every batch that ends after this was stored in the next. */
    int nextGeneration(Session session) {
        session.query("select pg_advisory_xact_lock(?)", row -> true, LOCK);
        State state = read(session);
        write(session, state.generation() + 1, state.revision(), state.used());
        return state.generation() + 1;
    }

    /**
     * Whether this transaction has the lock alone, which it needs to change the set. Decided before anything is locked: two
     * that hold a lock in common and each want it alone wait for each other for ever. The state is read by a statement of
     * its own, which sees what was committed while the first one waited, and is sent with it.
     */
    private static Locked lockForAppend(Session session) {
        String lock =
                """
                select alone,
                       case when alone then pg_advisory_xact_lock(?) else pg_advisory_xact_lock_shared(?) end
                  from (select coalesce((select max(revision) from catalogue_revision), 0)
                               > coalesce((select revision from usage_generation), 0) as alone) as state;
                """;
        return session.run(lock + STATE, statement -> {
            statement.setLong(1, LOCK);
            statement.setLong(2, LOCK);
            statement.execute();
            ResultSet row = statement.getResultSet();
            row.next();
            boolean alone = row.getBoolean("alone");
            statement.getMoreResults();
            return new Locked(alone, state(statement.getResultSet()));
        });
    }

    private static State read(Session session) {
        return session.run(STATE, statement -> state(statement.executeQuery()));
    }

    private static State state(ResultSet row) throws SQLException {
        row.next();
        return new State(
                row.getInt("generation"),
                row.getLong("revision"),
                row.getLong("published"),
                row.getBoolean("used"),
                row.getBoolean("settled"));
    }

    private static void write(Session session, int generation, long revision, boolean used) {
        session.update(
                """
                insert into usage_generation (generation, revision, used) values (?, ?, ?)
                on conflict (only_row) do update
                   set generation = excluded.generation, revision = excluded.revision, used = excluded.used
                """,
                generation,
                revision,
                used);
    }

    /** A rollup that begins while there are events is not ready before those are counted. */
    private void register(Session session, State state) {
        int generation = state.generation() + 1;
        Map<String, Rollup> wanted = rollups(catalogue(state.published()));
        List<String> present = session.query("select fingerprint from usage_rollup", row -> row.text("fingerprint"));
        for (String fingerprint : present) {
            if (!wanted.containsKey(fingerprint)) {
                session.update("delete from usage_rollup where fingerprint = ?", fingerprint);
            }
        }
        wanted.forEach((fingerprint, rollup) -> session.update(
                """
                insert into usage_rollup (fingerprint, meaning, since, ready) values (?, ?, ?, ?)
                on conflict (fingerprint) do nothing
                """,
                fingerprint,
                StorableText.write(rollup.toString()),
                generation,
                !state.used()));
        write(session, generation, state.published(), state.used());
    }

    private KeptRollups kept(Session session, State state) {
        KeptRollups last = known;
        if (last != null && last.generation() == state.generation() && state.settled()) {
            return last;
        }
        KeptRollups kept = load(session, state);
        if (state.settled()) {
            known = kept;
        }
        return kept;
    }

    private KeptRollups load(Session session, State state) {
        if (state.revision() == 0) {
            return new KeptRollups(state.generation(), List.of());
        }
        Map<String, Rollup> rollups = rollups(catalogue(state.revision()));
        Map<String, Integer> ids = new HashMap<>();
        session.query(
                "select rollup_id::bigint as rollup_id, fingerprint from usage_rollup",
                row -> ids.put(row.text("fingerprint"), Math.toIntExact(row.whole("rollup_id"))));
        List<Kept> kept = new ArrayList<>();
        ids.forEach((fingerprint, id) -> {
            Rollup rollup = rollups.get(fingerprint);
            if (rollup == null) {
                throw new IllegalStateException("rollup " + id + " is kept, but no meter of catalogue revision "
                        + state.revision() + " needs it: another version of this program made it");
            }
            kept.add(new Kept(id, rollup));
        });
        return new KeptRollups(state.generation(), kept);
    }

    private PublishedCatalogue catalogue(long revision) {
        return catalogues
                .revision(revision)
                .orElseThrow(() -> new IllegalStateException("catalogue revision " + revision + " is not there"));
    }

    private static Map<String, Rollup> rollups(PublishedCatalogue published) {
        Map<String, Rollup> rollups = new TreeMap<>();
        for (Meter meter : published.catalogue().meters().values()) {
            Rollup.of(meter).forEach(rollup -> rollups.put(rollup.fingerprint(), rollup));
        }
        return rollups;
    }
}
