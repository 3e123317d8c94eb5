package dev.countinghouse.adapter.postgres;

import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.adapter.postgres.transaction.Session;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.report.MeterTally;
import dev.countinghouse.billing.domain.report.ReportId;
import dev.countinghouse.billing.domain.report.UsageReport;
import dev.countinghouse.billing.domain.report.UsageReport.Progress;
import dev.countinghouse.billing.ports.driven.StaleVersionException;
import dev.countinghouse.billing.ports.driven.UsageReports;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A note is a row that is only ever inserted and deleted, so that batches of events never wait for one; of what changes usage
 * the usage log writes them, with a statement it runs anyway.
 */
final class PostgresUsageReports implements UsageReports {

    /** Each part is limited by itself, so that a page reads what is due first and not all there is. */
    private static final String DUE =
            """
            with free as not materialized (
                select account_id, look_at, send_at
                  from usage_report_watch
                 where claimed_until is null or claimed_until <= ?),
            due as (
                (select account_id, 0 as place
                   from free
                  where look_at <= ?
                    and not exists (select from account_clock as own where own.account_id = free.account_id)
                  order by look_at, account_id
                  limit ?)
                union all
                (select account_id, 0
                   from account_clock
                   join free using (account_id)
                  where look_at <= stands_at
                  order by look_at, account_id
                  limit ?)
                union all
                (select account_id, 1
                   from free
                  where send_at <= ?
                  order by send_at, account_id
                  limit ?)
                union all
                (select distinct account_id, 2
                   from usage_report_note
                   join free using (account_id)
                  order by account_id
                  limit ?))
            select account_id
              from due
             group by account_id
             order by min(place), account_id
             limit ?
            """;

    private final PostgresTransactions transactions;

    PostgresUsageReports(PostgresTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void watch(AccountId account, Instant since) {
        transactions
                .bound(account)
                .update(
                        "insert into usage_report_watch (account_id, turn) values (?, 0) on conflict do nothing",
                        account.value());
        changed(Map.of(account, since));
    }

    @Override
    public void changed(Map<AccountId, Instant> earliest) {
        earliest.forEach((account, since) -> transactions
                .bound(account)
                .update(
                        """
                        insert into usage_report_note (account_id, since)
                        select account_id, ?::timestamptz from usage_report_watch where account_id = ?
                        """,
                        since,
                        account.value()));
    }

    @Override
    public List<AccountId> dueBy(Instant engine, Instant world, int limit) {
        return transactions
                .current()
                .query(
                        DUE,
                        row -> new AccountId(row.text("account_id")),
                        world,
                        engine,
                        limit,
                        limit,
                        world,
                        limit,
                        limit,
                        limit);
    }

    @Override
    public Optional<Claim> claim(AccountId account, Instant now, Instant until) {
        return transactions
                .bound(account)
                .queryOne(
                        """
                        update usage_report_watch
                           set claimed_until = ?, send_at = ?, turn = turn + 1
                         where account_id = ? and (claimed_until is null or claimed_until <= ?)
                        returning turn
                        """,
                        row -> new Claim(account, row.whole("turn")),
                        until,
                        until,
                        account.value(),
                        now);
    }

    @Override
    public boolean release(Claim claim, Next next) {
        return transactions
                        .bound(claim.account())
                        .update(
                                """
                                update usage_report_watch
                                   set claimed_until = null, look_at = ?, send_at = ?, turn = turn + 1
                                 where account_id = ? and turn = ?
                                """,
                                next.lookAt(),
                                next.sendAt(),
                                claim.account().value(),
                                claim.turn())
                == 1;
    }

    /** A statement that begins after the notes are gone sees what they told of: their transactions had committed. */
    @Override
    public Optional<Instant> take(AccountId account) {
        return transactions
                .bound(account)
                .queryOne(
                        """
                        with taken as (delete from usage_report_note where account_id = ? returning since)
                        select min(since) as since from taken
                        """,
                        row -> row.optionalInstant("since"),
                        account.value())
                .flatMap(since -> since);
    }

    @Override
    public List<MeterTally> tallies(AccountId account) {
        return transactions
                .bound(account)
                .query(
                        "select * from usage_tally where account_id = ? order by meter, period_start",
                        UsageReportRow::tally,
                        account.value());
    }

    @Override
    public void save(MeterTally tally) {
        transactions
                .bound(tally.account())
                .update(
                        """
                        insert into usage_tally (account_id, meter, period_start, period_end, total, told, there)
                        values (?, ?, ?, ?, ?, ?, ?)
                        on conflict (account_id, meter, period_start) do update
                           set period_end = excluded.period_end, total = excluded.total,
                               told = excluded.told, there = excluded.there
                        """,
                        tally.account().value(),
                        tally.meter(),
                        tally.period().start(),
                        tally.period().end(),
                        new BigDecimal(tally.total()),
                        new BigDecimal(tally.told()),
                        new BigDecimal(tally.there()));
    }

    @Override
    public void add(UsageReport report) {
        Session session = transactions.bound(report.account());
        int added = session.update(
                """
                insert into usage_report (
                    account_id, report_id, meter, sequence, period_start, period_end, told_in_start, told_in_end, told_at,
                    difference, made_at, refusals, state, tries, revision)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', 0, ?)
                on conflict do nothing
                """,
                report.account().value(),
                report.id().value(),
                report.meter(),
                report.sequence(),
                report.period().start(),
                report.period().end(),
                report.toldIn().start(),
                report.toldIn().end(),
                report.at(),
                new BigDecimal(report.difference()),
                report.madeAt(),
                report.refusals(),
                report.revision());
        if (added == 0) {
            throw new IllegalStateException("report " + report.sequence() + " of " + report.meter()
                    + " cannot be added: it is there, or another one is open");
        }
    }

    @Override
    public UsageReport update(UsageReport report) {
        Progress progress = report.progress();
        int updated = transactions
                .bound(report.account())
                .update(
                        """
                        update usage_report
                           set refusals = ?, state = ?, tries = ?, first_tried_at = ?, last_tried_at = ?,
                               settled_at = ?, reason = ?, revision = revision + 1
                         where account_id = ? and report_id = ? and revision = ?
                        """,
                        report.refusals(),
                        progress.state().key(),
                        progress.tries(),
                        progress.firstTriedAt(),
                        progress.lastTriedAt(),
                        progress.settledAt(),
                        progress.reason(),
                        report.account().value(),
                        report.id().value(),
                        report.revision());
        if (updated == 0) {
            throw new StaleVersionException(
                    "report " + report.id() + " is not of revision " + report.revision() + " any more");
        }
        return report.revised();
    }

    @Override
    public List<UsageReport> latest(AccountId account) {
        return transactions
                .bound(account)
                .query(
                        UsageReportRow.LATEST,
                        UsageReportRow::report,
                        account.value(),
                        account.value(),
                        account.value());
    }

    @Override
    public Optional<UsageReport> find(AccountId account, ReportId id) {
        return transactions
                .bound(account)
                .queryOne(
                        "select * from usage_report where account_id = ? and report_id = ?",
                        UsageReportRow::report,
                        account.value(),
                        id.value());
    }

    @Override
    public Optional<AccountId> accountOf(ReportId id) {
        return transactions
                .current()
                .queryOne(
                        "select account_id from usage_report where report_id = ?",
                        row -> new AccountId(row.text("account_id")),
                        id.value());
    }

    @Override
    public List<UsageReport> of(AccountId account, int limit) {
        return transactions
                .bound(account)
                .query(
                        """
                        select *
                          from usage_report
                         where account_id = ?
                         order by made_at desc, meter desc, sequence desc
                         limit ?
                        """,
                        UsageReportRow::report,
                        account.value(),
                        limit);
    }
}
