package dev.countinghouse.adapter.postgres;

import dev.countinghouse.adapter.postgres.transaction.Row;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.report.MeterTally;
import dev.countinghouse.billing.domain.report.ReportId;
import dev.countinghouse.billing.domain.report.ReportState;
import dev.countinghouse.billing.domain.report.UsageReport;
import dev.countinghouse.billing.domain.report.UsageReport.Progress;
import java.sql.SQLException;
import java.util.Locale;

/** Rows of {@code usage_tally} and {@code usage_report} as they are kept. */
final class UsageReportRow {

    /** Goes from meter to meter: an account has few of them, and many reports. */
    static final String LATEST =
            """
            with recursive known as (
                (select meter from usage_report where account_id = ? order by meter limit 1)
                union all
                select (select meter
                          from usage_report
                         where account_id = ? and meter > known.meter
                         order by meter
                         limit 1)
                  from known
                 where known.meter is not null)
            select last.*
              from known
             cross join lateral (
                   select *
                     from usage_report
                    where account_id = ? and meter = known.meter
                    order by sequence desc
                    limit 1) as last
            """;

    private UsageReportRow() {}

    static MeterTally tally(Row row) throws SQLException {
        return new MeterTally(
                new AccountId(row.text("account_id")),
                row.text("meter"),
                new Period(row.instant("period_start"), row.instant("period_end")),
                row.decimal("total").toBigIntegerExact(),
                row.decimal("told").toBigIntegerExact(),
                row.decimal("there").toBigIntegerExact());
    }

    static UsageReport report(Row row) throws SQLException {
        return new UsageReport(
                new ReportId(row.text("report_id")),
                new AccountId(row.text("account_id")),
                row.text("meter"),
                row.whole("sequence"),
                new Period(row.instant("period_start"), row.instant("period_end")),
                new Period(row.instant("told_in_start"), row.instant("told_in_end")),
                row.instant("told_at"),
                row.decimal("difference").toBigIntegerExact(),
                row.instant("made_at"),
                Math.toIntExact(row.whole("refusals")),
                new Progress(
                        ReportState.valueOf(row.text("state").toUpperCase(Locale.ROOT)),
                        Math.toIntExact(row.whole("tries")),
                        row.optionalInstant("first_tried_at"),
                        row.optionalInstant("last_tried_at"),
                        row.optionalInstant("settled_at"),
                        row.optionalText("reason")),
                row.whole("revision"));
    }
}
