package dev.countinghouse.adapter.postgres.usage;

import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.adapter.postgres.transaction.Row;
import dev.countinghouse.adapter.postgres.transaction.Session;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.correction.Backfill;
import dev.countinghouse.billing.domain.correction.BackfillId;
import dev.countinghouse.billing.domain.correction.UsageChange;
import dev.countinghouse.billing.domain.correction.Warrant;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.ports.driven.AppendOutcome;
import dev.countinghouse.billing.ports.driven.Backfills;
import dev.countinghouse.billing.ports.driven.Catalogues;
import dev.countinghouse.billing.ports.driven.UsageCorrections.Recorded;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Backfills are applied and reverted by one transaction of many statements, none of which is long. Keys come first, in
 * their order, and rollup rows last, as in a batch, so that usage which comes in meanwhile never waits in a circle with it.
 */
public final class PostgresBackfills implements Backfills {

    private static final int CHUNK = 2_000;
    private static final byte[] BEGINNING = new byte[0];

    private final PostgresTransactions transactions;
    private final RollupRegister register;
    private final Claims claims = new Claims();

    public PostgresBackfills(PostgresTransactions transactions, Catalogues catalogues) {
        this.transactions = transactions;
        this.register = new RollupRegister(catalogues);
    }

    @Override
    public boolean add(Backfill backfill) {
        int added = transactions
                .bound(backfill.account())
                .update(
                        """
                        insert into usage_backfill (account_id, backfill_id, window_start, window_end,
                                                    opened_by, opened_because, opened_at)
                        values (?, ?, ?, ?, ?, ?, ?)
                        on conflict do nothing
                        """,
                        Events.account(backfill.account()),
                        backfill.id().value(),
                        backfill.window().start(),
                        backfill.window().end(),
                        StorableText.write(backfill.opened().actor()),
                        StorableText.write(backfill.opened().reason()),
                        backfill.opened().at());
        return added == 1;
    }

    @Override
    public Optional<Backfill> find(AccountId account, BackfillId id) {
        return read(account, id, "");
    }

    @Override
    public Optional<Backfill> lock(AccountId account, BackfillId id) {
        return read(account, id, " for update");
    }

    private Optional<Backfill> read(AccountId account, BackfillId id, String lock) {
        return transactions
                .bound(account)
                .queryOne(
                        "select * from usage_backfill where account_id = ? and backfill_id = ?" + lock,
                        row -> backfill(row, account),
                        Events.account(account),
                        id.value());
    }

    @Override
    public List<Backfill> of(AccountId account) {
        return transactions
                .bound(account)
                .query(
                        "select * from usage_backfill where account_id = ? order by ordinal",
                        row -> backfill(row, account),
                        Events.account(account));
    }

    private static Backfill backfill(Row row, AccountId account) throws SQLException {
        Optional<Backfill.Applied> applied = Optional.empty();
        if (row.optionalInstant("applied_at").isPresent()) {
            applied = Optional.of(new Backfill.Applied(warrant(row, "applied"), row.whole("counted")));
        }
        return new Backfill(
                account,
                new BackfillId(row.text("backfill_id")),
                new Period(row.instant("window_start"), row.instant("window_end")),
                warrant(row, "opened"),
                row.whole("staged"),
                applied,
                row.optionalInstant("reverted_at").isPresent()
                        ? Optional.of(warrant(row, "reverted"))
                        : Optional.empty());
    }

    private static Warrant warrant(Row row, String step) throws SQLException {
        return new Warrant(
                StorableText.read(row.text(step + "_by")),
                StorableText.read(row.text(step + "_because")),
                row.instant(step + "_at"));
    }

    @Override
    public List<AppendOutcome> stage(Backfill open, List<UsageEvent> events) {
        Session session = transactions.bound(open.account());
        events.forEach(event -> session.requireBound(event.account()));
        List<AppendOutcome> outcomes = new StagedEvents(session, open).stage(events);
        long fresh = outcomes.stream().filter(AppendOutcome.STORED::equals).count();
        session.update(
                "update usage_backfill set staged = staged + ? where account_id = ? and backfill_id = ?",
                fresh,
                Events.account(open.account()),
                open.id().value());
        return outcomes;
    }

    @Override
    public Backfill apply(Backfill open, Warrant warrant) {
        Session session = transactions.bound(open.account());
        KeptRollups rollups = register.forAppend(session);
        RollupProgress.lock(session, open.account());
        UsageChanges changes = new UsageChanges(session, open.account(), rollups, warrant);
        StagedEvents staged = new StagedEvents(session, open);
        long counted = 0;
        Map<Claim, UsageEvent> chunk = staged.waiting(BEGINNING, CHUNK);
        while (!chunk.isEmpty()) {
            Set<Claim> fresh = claims.claim(session, chunk.keySet(), claimed -> List.of());
            List<UsageEvent> events = chunk.entrySet().stream()
                    .filter(entry -> fresh.contains(entry.getKey()))
                    .map(Map.Entry::getValue)
                    .toList();
            session.send(List.of(Events.insert(events, rollups.generation())));
            staged.count(List.copyOf(fresh));
            changes.touch(events);
            counted += events.size();
            chunk = staged.waiting(last(List.copyOf(chunk.keySet())).key(), CHUNK);
        }
        changes.note(UsageChange.applied(open, counted));
        changes.add();
        save(session, open, "applied", warrant);
        session.update(
                "update usage_backfill set counted = ? where account_id = ? and backfill_id = ?",
                counted,
                Events.account(open.account()),
                open.id().value());
        return open.applied(warrant, counted);
    }

    private static <T> T last(List<T> rows) {
        return rows.get(rows.size() - 1);
    }

    private static void save(Session session, Backfill backfill, String step, Warrant warrant) {
        session.update(
                "update usage_backfill set %1$s_by = ?, %1$s_because = ?, %1$s_at = ? ".formatted(step)
                        + "where account_id = ? and backfill_id = ?",
                StorableText.write(warrant.actor()),
                StorableText.write(warrant.reason()),
                warrant.at(),
                Events.account(backfill.account()),
                backfill.id().value());
    }

    @Override
    public Backfill revert(Backfill backfill, Warrant warrant) {
        Session session = transactions.bound(backfill.account());
        KeptRollups rollups = register.forAppend(session);
        RollupProgress.lock(session, backfill.account());
        UsageChanges changes = new UsageChanges(session, backfill.account(), rollups, warrant);
        StagedEvents staged = new StagedEvents(session, backfill);
        long taken = 0;
        List<StagedEvents.Brought> chunk = staged.brought(BEGINNING, CHUNK);
        while (!chunk.isEmpty()) {
            changes.make(takenBack(session, backfill, chunk));
            staged.release(chunk);
            taken += chunk.size();
            chunk = staged.brought(last(chunk).hash(), CHUNK);
        }
        changes.note(UsageChange.reverted(backfill, taken));
        changes.recount();
        staged.forget();
        save(session, backfill, "reverted", warrant);
        return backfill.reverted(warrant);
    }

    private static List<UsageChange> takenBack(Session session, Backfill backfill, List<StagedEvents.Brought> brought) {
        Map<EventKey, RecordedEvents.Place> places = new HashMap<>();
        brought.forEach(each -> places.put(each.key(), each.place()));
        Map<EventKey, Recorded> now = RecordedEvents.findFrom(session, backfill.account(), places);
        return now.values().stream()
                .map(each -> UsageChange.takenBack(each.event(), each.counts(), backfill.id()))
                .toList();
    }
}
