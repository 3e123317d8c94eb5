package dev.countinghouse.adapter.postgres;

import dev.countinghouse.adapter.postgres.transaction.Command;
import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.adapter.postgres.transaction.Row;
import dev.countinghouse.adapter.postgres.transaction.Session;
import dev.countinghouse.billing.domain.notice.KeptNotice;
import dev.countinghouse.billing.domain.notice.Notice;
import dev.countinghouse.billing.domain.notice.NoticeId;
import dev.countinghouse.billing.domain.notice.NoticeSubject;
import dev.countinghouse.billing.ports.driven.Notices;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** That of an object one notice at most is worked at is held by a unique index, whoever claims beside whom. */
final class PostgresNotices implements Notices {

    private final PostgresTransactions transactions;

    PostgresNotices(PostgresTransactions transactions) {
        this.transactions = transactions;
    }

    private Session system() {
        Session session = transactions.current();
        session.requireSystem();
        return session;
    }

    @Override
    public boolean add(KeptNotice kept) {
        Notice notice = kept.notice();
        return system().update(
                                """
                        insert into provider_notice (
                            notice_id, notice_type, subject_kind, subject_id, made_at, api_version, body, received_at,
                            state, due_at, attempts, tries, finished_at, last_failure)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict do nothing
                        """,
                                notice.id().value(),
                                notice.type(),
                                kind(notice),
                                notice.about().map(NoticeSubject::id),
                                notice.madeAt(),
                                notice.apiVersion(),
                                notice.body(),
                                kept.receivedAt(),
                                word(kept.state()),
                                kept.dueAt(),
                                kept.attempts(),
                                kept.tries(),
                                kept.finishedAt(),
                                kept.lastFailure().map(PostgresOutbox::storable))
                > 0;
    }

    private static Optional<String> kind(Notice notice) {
        return notice.about().map(about -> word(about.kind()));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Optional<KeptNotice> find(NoticeId id) {
        return system().queryOne(
                        "select * from provider_notice where notice_id = ?", PostgresNotices::notice, id.value());
    }

    /**
     * Of two that have found different notices of one object at the same time, one is refused when it marks its own, and looks
     * again: then it sees what the other does.
     */
    @Override
    public Optional<KeptNotice> claim(Instant now, Instant until) {
        Session session = system();
        Optional<KeptNotice> due = due(session, now);
        while (due.isPresent() && !mark(session, due.get(), now, until)) {
            due = due(session, now);
        }
        return due.map(found -> found.claimed(until));
    }

    private static Optional<KeptNotice> due(Session session, Instant now) {
        return session.queryOne(
                """
                select *
                  from provider_notice as due
                 where due_at <= ?
                   and not exists (
                       select
                         from provider_notice as other
                        where other.subject_kind = due.subject_kind and other.subject_id = due.subject_id
                          and other.state = 'working' and other.due_at > ?)
                 order by due_at, received_at, notice_id
                 limit 1
                   for update skip locked
                """,
                PostgresNotices::notice,
                now,
                now);
    }

    /** Whoever worked at another notice of the object and let his time pass gives way. */
    private static boolean mark(Session session, KeptNotice due, Instant now, Instant until) {
        return session.sendUnlessTaken(List.of(
                Command.of(
                        """
                        update provider_notice
                           set state = 'waiting'
                         where subject_kind = ? and subject_id = ? and state = 'working' and due_at <= ?
                           and notice_id <> ?
                        """,
                        kind(due.notice()),
                        due.notice().about().map(NoticeSubject::id),
                        now,
                        due.id().value()),
                Command.of(
                        """
                        update provider_notice
                           set state = 'working', due_at = ?, attempts = attempts + 1, tries = tries + 1
                         where notice_id = ?
                        """,
                        until,
                        due.id().value())));
    }

    @Override
    public boolean replace(KeptNotice before, KeptNotice after) {
        return system().update(
                                """
                        update provider_notice
                           set notice_type = ?, subject_kind = ?, subject_id = ?, made_at = ?, api_version = ?,
                               state = ?, due_at = ?, attempts = ?, tries = ?, finished_at = ?, last_failure = ?
                         where notice_id = ?
                           and state = ? and due_at is not distinct from ? and attempts = ? and tries = ?
                           and finished_at is not distinct from ?
                        """,
                                after.notice().type(),
                                kind(after.notice()),
                                after.notice().about().map(NoticeSubject::id),
                                after.notice().madeAt(),
                                after.notice().apiVersion(),
                                word(after.state()),
                                after.dueAt(),
                                after.attempts(),
                                after.tries(),
                                after.finishedAt(),
                                after.lastFailure().map(PostgresOutbox::storable),
                                before.id().value(),
                                word(before.state()),
                                before.dueAt(),
                                before.attempts(),
                                before.tries(),
                                before.finishedAt())
                > 0;
    }

    @Override
    public List<KeptNotice> list(Optional<KeptNotice.State> state, Optional<Place> before, int limit) {
        StringBuilder sql = new StringBuilder("select * from provider_notice where true");
        List<Object> values = new ArrayList<>();
        state.ifPresent(only -> {
            sql.append(" and state = ?");
            values.add(word(only));
        });
        before.ifPresent(place -> {
            sql.append(" and (received_at, notice_id) < (?, ?)");
            values.add(place.receivedAt());
            values.add(place.id().value());
        });
        sql.append(" order by received_at desc, notice_id desc limit ?");
        values.add(limit);
        return system().query(sql.toString(), PostgresNotices::notice, values.toArray());
    }

    private static KeptNotice notice(Row row) throws SQLException {
        Optional<String> subject = row.optionalText("subject_id");
        Optional<NoticeSubject.Kind> kind =
                row.optionalText("subject_kind").map(word -> NoticeSubject.Kind.valueOf(word.toUpperCase(Locale.ROOT)));
        return new KeptNotice(
                new Notice(
                        new NoticeId(row.text("notice_id")),
                        row.text("notice_type"),
                        kind.map(of -> new NoticeSubject(of, subject.orElseThrow())),
                        row.instant("made_at"),
                        row.optionalText("api_version"),
                        row.text("body")),
                row.instant("received_at"),
                KeptNotice.State.valueOf(row.text("state").toUpperCase(Locale.ROOT)),
                row.optionalInstant("due_at"),
                Math.toIntExact(row.whole("attempts")),
                Math.toIntExact(row.whole("tries")),
                row.optionalInstant("finished_at"),
                row.optionalText("last_failure"));
    }

    @Override
    public int purge(Instant before, int limit) {
        return system().update(
                        """
                        delete from provider_notice
                         where notice_id in (
                               select notice_id from provider_notice where finished_at < ? limit ?)
                        """,
                        before,
                        limit);
    }
}
