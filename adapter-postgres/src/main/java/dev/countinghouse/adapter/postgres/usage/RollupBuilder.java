package dev.countinghouse.adapter.postgres.usage;

import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.adapter.postgres.transaction.Session;
import dev.countinghouse.adapter.postgres.usage.Events.Position;
import dev.countinghouse.adapter.postgres.usage.KeptRollups.Kept;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.ports.driven.Catalogues;
import dev.countinghouse.billing.ports.driven.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Adds up events that were stored before anybody asked for their sum, and adds up anew on demand. A step is one short
 * transaction, counts each event once however often it is interrupted, and leaves ingestion alone.
 */
public final class RollupBuilder {

    static final int STEP = 5_000;

    /** For the tables that belong to no account. */
    private static final Scope NOBODY = Scope.of(List.of());

    private final PostgresTransactions transactions;
    private final RollupRegister register;

    public RollupBuilder(PostgresTransactions transactions, Catalogues catalogues) {
        this.transactions = transactions;
        this.register = new RollupRegister(catalogues);
    }

    /** Whether something is to be built or was cut off; to be asked often. */
    public boolean isBehind() {
        return isNewForAll() || !cutOff().isEmpty();
    }

    private boolean isNewForAll() {
        return transactions.inTransaction(NOBODY, () -> {
            register.current(transactions.current());
            return transactions
                    .current()
                    .queryOne(
                            "select exists (select from usage_rollup where not ready) as behind",
                            row -> row.flag("behind"))
                    .orElseThrow();
        });
    }

    /** Accounts with something that was begun; of a rollup that is gone, nothing is left to do. */
    private List<AccountId> cutOff() {
        return transactions.inTransaction(Scope.SYSTEM, () -> transactions
                .current()
                .query(
                        """
                        select distinct account_id
                          from usage_rollup_build
                          join usage_rollup using (rollup_id)
                         where not done
                         order by account_id
                        """,
                        row -> new AccountId(StorableText.read(row.text("account_id")))));
    }

    /**
     * Builds what is missing: of all accounts where a rollup is new, otherwise of those where it was cut off. An account that fails does not hold back the others; what failed is thrown when all have been
     * tried, and until the next time without a failure the events go on answering.
     *
     * @param all at least all accounts that had usage when the catalogue was published
     */
    public void build(Iterable<AccountId> all) {
        Iterable<AccountId> accounts = isNewForAll() ? all : cutOff();
        int generation = transactions.inTransaction(
                NOBODY, () -> register.current(transactions.current()).generation());
        Failures failures = new Failures();
        accounts.forEach(account -> failures.guard("the rollups of account " + account, () -> build(account)));
        failures.report();
        transactions.inTransaction(NOBODY, () -> transactions
                .current()
                .update("update usage_rollup set ready = true where not ready and since <= ?", generation));
    }

    /** Builds what is missing of one account, step by step. */
    public void build(AccountId account) {
        while (step(account, STEP)) {
            continue;
        }
    }

    /** Forgets what was added up of a meter and adds it up from the events; until that is done they answer. */
    public void rebuild(AccountId account, Meter meter) {
        transactions.inTransaction(Scope.of(account), () -> {
            reset(transactions.current(), account, Rollup.of(meter));
            return true;
        });
        build(account);
    }

    private void reset(Session session, AccountId account, List<Rollup> rollups) {
        int generation = register.nextGeneration(session);
        for (Rollup rollup : rollups) {
            session.update(
                    """
                    insert into usage_rollup_build (account_id, rollup_id, before)
                    select ?, rollup_id, ? from usage_rollup where fingerprint = ?
                    on conflict (account_id, rollup_id) do update
                       set before = excluded.before, done = false,
                           at_time = excluded.at_time, at_source = excluded.at_source, at_event_id = excluded.at_event_id
                    """,
                    Events.account(account),
                    generation,
                    rollup.fingerprint());
            session.update(
                    """
                    delete from usage_rollup_row
                     where account_id = ? and rollup_id = (select rollup_id from usage_rollup where fingerprint = ?)
                    """,
                    Events.account(account),
                    rollup.fingerprint());
        }
    }

    /** Returns whether there may be more to do. */
    boolean step(AccountId account, int limit) {
        return transactions.inTransaction(Scope.of(account), () -> {
            Session session = transactions.current();
            KeptRollups rollups = register.current(session);
            RollupProgress.lock(session, account);
            Optional<Build> next = next(session, account);
            next.ifPresent(build -> count(session, account, build, rollups.rollup(build.rollup()), limit));
            return next.isPresent();
        });
    }

    private record Build(int rollup, int before, Position position) {}

    /** What is to be built next, locked so that nobody else counts the same events. */
    private static Optional<Build> next(Session session, AccountId account) {
        session.update(
                """
                insert into usage_rollup_build (account_id, rollup_id, before)
                select ?, rollup_id, since from usage_rollup where not ready
                on conflict do nothing
                """,
                Events.account(account));
        return session.queryOne(
                """
                select rollup_id::bigint as rollup_id, before, greatest(at_time, '0001-01-01Z') as at_time,
                       at_source, at_event_id
                  from usage_rollup_build as build
                  join usage_rollup using (rollup_id)
                 where account_id = ? and not done
                 order by rollup_id
                 limit 1
                   for update of build
                """,
                row -> new Build(
                        Math.toIntExact(row.whole("rollup_id")),
                        Math.toIntExact(row.whole("before")),
                        new Position(row.instant("at_time"), row.text("at_source"), row.text("at_event_id"))),
                Events.account(account));
    }

    private static void count(Session session, AccountId account, Build build, Rollup rollup, int limit) {
        List<UsageEvent> events = new ArrayList<>();
        Events.readEarlier(session, account, rollup.eventType(), build.position(), build.before(), limit, events::add);
        KeptRollups only = new KeptRollups(build.before(), List.of(new Kept(build.rollup(), rollup)));
        session.send(List.of(Rollups.add(only.increments(events))));
        Position reached = events.isEmpty() ? build.position() : Position.behind(events.get(events.size() - 1));
        session.update(
                """
                update usage_rollup_build
                   set at_time = ?, at_source = ?, at_event_id = ?, done = ?
                 where account_id = ? and rollup_id = ?
                """,
                reached.time(),
                reached.source(),
                reached.id(),
                events.size() < limit,
                Events.account(account),
                build.rollup());
    }
}
