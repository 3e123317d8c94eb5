package dev.countinghouse.adapter.postgres;

import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.adapter.postgres.transaction.Row;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.session.SandboxTemplate;
import dev.countinghouse.billing.domain.session.Session;
import dev.countinghouse.billing.domain.session.SessionEnd;
import dev.countinghouse.billing.domain.session.SessionId;
import dev.countinghouse.billing.domain.session.SessionOrder;
import dev.countinghouse.billing.ports.driven.Sessions;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

final class PostgresSessions implements Sessions {

    private final PostgresTransactions transactions;

    PostgresSessions(PostgresTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public boolean add(Session session, Instant checkAt) {
        SessionOrder order = session.order();
        return transactions
                        .bound(order.account())
                        .update(
                                """
                                insert into run_session (
                                    account_id, session_id, meter, attributes, attribute_values, longest_micros,
                                    started_at, seen_at, runs_out_at, check_at, sandbox, is_ready)
                                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                                on conflict (account_id, session_id) do nothing
                                """,
                                order.account().value(),
                                order.id().value(),
                                order.meter().value(),
                                order.attributes().keySet(),
                                order.attributes().values(),
                                order.longest().map(longest -> longest.dividedBy(ChronoUnit.MICROS.getDuration())),
                                session.startedAt(),
                                session.seenAt(),
                                session.runsOutAt(),
                                checkAt,
                                order.sandbox().map(SandboxTemplate::value),
                                session.isReady())
                == 1;
    }

    @Override
    public Optional<Session> find(AccountId account, SessionId id) {
        return transactions
                .bound(account)
                .queryOne(
                        "select * from run_session where account_id = ? and session_id = ?",
                        PostgresSessions::session,
                        account.value(),
                        id.value());
    }

    @Override
    public Optional<Session> lock(AccountId account, SessionId id) {
        return transactions
                .bound(account)
                .queryOne(
                        "select * from run_session where account_id = ? and session_id = ? for update",
                        PostgresSessions::session,
                        account.value(),
                        id.value());
    }

    @Override
    public void save(Session session, Optional<Instant> checkAt) {
        Optional<SessionEnd> end = session.end();
        int saved = transactions
                .bound(session.order().account())
                .update(
                        """
                        update run_session
                           set started_at = ?, is_ready = ?, seen_at = ?, runs_out_at = ?, check_at = ?, end_reason = ?, ended_at = ?, seconds = ?,
                               cost = ?, cost_unit = ?
                         where account_id = ? and session_id = ?
                        """,
                        session.startedAt(),
                        session.isReady(),
                        session.seenAt(),
                        session.runsOutAt(),
                        checkAt,
                        end.map(how -> how.reason().key()),
                        end.map(SessionEnd::at),
                        end.map(SessionEnd::seconds),
                        end.map(how -> how.cost().value()),
                        end.map(how -> how.cost().unit().code()),
                        session.order().account().value(),
                        session.id().value());
        if (saved == 0) {
            throw new IllegalStateException("session " + session.id() + " is not kept");
        }
    }

    @Override
    public List<Session> of(AccountId account, boolean running, Optional<Session> before, int limit) {
        return transactions
                .bound(account)
                .query(
                        """
                        select *
                          from run_session
                         where account_id = ?
                           and (not ? or end_reason is null)
                           and (started_at, session_id) < (coalesce(?::timestamptz, 'infinity'), ?)
                         order by started_at desc, session_id desc
                         limit ?
                        """,
                        PostgresSessions::session,
                        account.value(),
                        running,
                        before.map(Session::startedAt),
                        before.map(last -> last.id().value()).orElse(""),
                        limit);
    }

    @Override
    public List<Key> checkBy(Instant instant, int limit) {
        return transactions
                .current()
                .query(
                        """
                        select account_id, session_id
                          from (select account_id, session_id, check_at
                                  from run_session
                                 where check_at <= ?
                                   and not exists (
                                       select from account_clock as own where own.account_id = run_session.account_id)
                                union all
                                select account_id, session_id, check_at
                                  from account_clock
                                  join run_session using (account_id)
                                 where check_at <= stands_at) as due
                         order by check_at, account_id, session_id
                         limit ?
                        """,
                        row -> new Key(new AccountId(row.text("account_id")), new SessionId(row.text("session_id"))),
                        instant,
                        limit);
    }

    @Override
    public Optional<Instant> nextCheck(AccountId account) {
        return transactions
                .bound(account)
                .queryOne(
                        "select min(check_at) as next from run_session where account_id = ? and check_at is not null",
                        row -> row.optionalInstant("next"),
                        account.value())
                .flatMap(next -> next);
    }

    private static Session session(Row row) throws SQLException {
        TreeMap<String, String> attributes = new TreeMap<>();
        List<String> names = row.texts("attributes");
        List<String> values = row.texts("attribute_values");
        for (int i = 0; i < names.size(); i++) {
            attributes.put(names.get(i), values.get(i));
        }
        SessionOrder order = new SessionOrder(
                new SessionId(row.text("session_id")),
                new AccountId(row.text("account_id")),
                new MeterKey(row.text("meter")),
                attributes,
                row.optionalWhole("longest_micros").map(micros -> Duration.of(micros, ChronoUnit.MICROS)),
                row.optionalText("sandbox").map(SandboxTemplate::new));
        return new Session(
                order,
                row.instant("started_at"),
                row.flag("is_ready"),
                row.instant("seen_at"),
                row.optionalInstant("runs_out_at"),
                end(row));
    }

    private static Optional<SessionEnd> end(Row row) throws SQLException {
        Optional<String> reason = row.optionalText("end_reason");
        return reason.isEmpty()
                ? Optional.empty()
                : Optional.of(new SessionEnd(
                        SessionEnd.Reason.valueOf(reason.get().toUpperCase(Locale.ROOT)),
                        row.instant("ended_at"),
                        row.whole("seconds"),
                        new Credits(row.decimal("cost"), new CreditUnit(row.text("cost_unit")))));
    }
}
