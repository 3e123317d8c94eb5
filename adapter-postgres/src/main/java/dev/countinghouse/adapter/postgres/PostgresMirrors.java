package dev.countinghouse.adapter.postgres;

import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.provider.SubscriptionReference;
import dev.countinghouse.billing.ports.driven.Mirrors;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Notes are counted, and what is done is a count of them: what is noted while somebody is at it stays due. */
final class PostgresMirrors implements Mirrors {

    /** Each part is limited by itself, so that a page reads what is due and not all there is. */
    private static final String DUE =
            """
            with free as not materialized (
                select account_id, wishes, wishes_done, looks, looks_done, look_at, again_at
                  from mirror_watch
                 where claimed_until is null or claimed_until <= ?),
            due as (
                (select account_id, again_at
                   from free
                  where (wishes > wishes_done or looks > looks_done) and (again_at is null or again_at <= ?)
                  order by again_at nulls first, account_id limit ?)
                union all
                (select account_id, again_at
                   from free
                  where look_at <= ?
                    and not exists (select from account_clock as own where own.account_id = free.account_id)
                  order by look_at, account_id limit ?)
                union all
                (select account_id, again_at
                   from account_clock
                   join free using (account_id)
                  where look_at <= stands_at
                  order by look_at, account_id limit ?))
            select account_id
              from due
             group by account_id
             order by min(again_at) nulls first, account_id limit ?
            """;

    private final PostgresTransactions transactions;

    PostgresMirrors(PostgresTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void note(AccountId account, Instant since) {
        transactions
                .bound(account)
                .update(
                        """
                        insert into mirror_watch (account_id, mirrored_since, wishes, wishes_done, wishes_put, looks, looks_done, turn)
                        values (?, ?, 1, 0, 0, 0, 0, 0)
                        on conflict (account_id) do update
                           set wishes = mirror_watch.wishes + 1,
                               mirrored_since = least(mirror_watch.mirrored_since, excluded.mirrored_since),
                               again_at = null, tries = null, reason = null
                        """,
                        account.value(),
                        since);
    }

    @Override
    public void look(AccountId account) {
        transactions
                .bound(account)
                .update(
                        """
                        update mirror_watch
                           set looks = looks + 1, again_at = null, tries = null, reason = null
                         where account_id = ?
                        """,
                        account.value());
    }

    @Override
    public List<AccountId> dueBy(Instant engine, Instant world, int limit) {
        return transactions
                .current()
                .query(
                        DUE,
                        row -> new AccountId(row.text("account_id")),
                        world,
                        world,
                        limit,
                        engine,
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
                        update mirror_watch
                           set claimed_until = ?, look_at = null, looks = looks + 1, turn = turn + 1
                         where account_id = ? and (claimed_until is null or claimed_until <= ?)
                        returning turn, wishes, looks, wishes = wishes_done as is_kept,
                                  wishes = wishes_put as is_put, coalesce(tries, 0) as tries,
                                  untold_since, mirrored_since
                        """,
                        row -> new Claim(
                                account,
                                row.whole("turn"),
                                row.whole("wishes"),
                                row.whole("looks"),
                                row.flag("is_kept"),
                                row.flag("is_put"),
                                Math.toIntExact(row.whole("tries")),
                                row.optionalInstant("untold_since"),
                                row.instant("mirrored_since")),
                        until,
                        account.value(),
                        now);
    }

    @Override
    public boolean isLatest(Claim claim) {
        return transactions
                .bound(claim.account())
                .queryOne(
                        "select 1 as one from mirror_watch where account_id = ? and turn = ? and wishes = ?",
                        row -> row.whole("one"),
                        claim.account().value(),
                        claim.turn(),
                        claim.wishes())
                .isPresent();
    }

    @Override
    public void reopen(Claim claim) {
        transactions
                .bound(claim.account())
                .update(
                        """
                        update mirror_watch
                           set wishes_put = wishes_put - 1
                         where account_id = ? and turn = ? and wishes_put > 0
                        """,
                        claim.account().value(),
                        claim.turn());
    }

    @Override
    public void waitForUsage(Claim claim, Optional<Instant> since) {
        transactions
                .bound(claim.account())
                .update(
                        """
                        update mirror_watch
                           set untold_since = ?
                         where account_id = ? and turn = ?
                        """,
                        since,
                        claim.account().value(),
                        claim.turn());
    }

    @Override
    public boolean release(Claim claim, Next next) {
        return next.again().map(again -> leave(claim, next, again)).orElseGet(() -> done(claim, next.lookAt()));
    }

    private boolean done(Claim claim, Optional<Instant> lookAt) {
        return transactions
                        .bound(claim.account())
                        .update(
                                """
                                update mirror_watch
                                   set claimed_until = null, turn = turn + 1, look_at = ?,
                                       wishes_done = ?, wishes_put = ?, looks_done = ?, untold_since = null,
                                       again_at = null, tries = null, reason = null
                                 where account_id = ? and turn = ?
                                """,
                                lookAt,
                                claim.wishes(),
                                claim.wishes(),
                                claim.looks(),
                                claim.account().value(),
                                claim.turn())
                == 1;
    }

    /** What was noted meanwhile does not wait. */
    private boolean leave(Claim claim, Next next, Again again) {
        return transactions
                        .bound(claim.account())
                        .update(
                                """
                                update mirror_watch
                                   set claimed_until = null, turn = turn + 1, look_at = ?,
                                       wishes_put = case when ? then ?::bigint else wishes_put end,
                                       untold_since = case when ? then null else untold_since end,
                                       again_at = case when wishes = ? and looks = ? then ?::timestamptz end,
                                       tries = case when wishes = ? and looks = ? then ?::integer end,
                                       reason = case when wishes = ? and looks = ? then ?::text end
                                 where account_id = ? and turn = ?
                                """,
                                next.lookAt(),
                                next.isPut(),
                                claim.wishes(),
                                next.isPut(),
                                claim.wishes(),
                                claim.looks(),
                                again.at(),
                                claim.wishes(),
                                claim.looks(),
                                again.tries(),
                                claim.wishes(),
                                claim.looks(),
                                again.reason(),
                                claim.account().value(),
                                claim.turn())
                == 1;
    }

    @Override
    public Optional<Instant> nextLook(AccountId account) {
        return transactions
                .bound(account)
                .queryOne(
                        "select look_at from mirror_watch where account_id = ?",
                        row -> row.optionalInstant("look_at"),
                        account.value())
                .flatMap(at -> at);
    }

    @Override
    public Optional<Boolean> isKept(AccountId account) {
        return transactions
                .bound(account)
                .queryOne(
                        "select wishes = wishes_done as kept from mirror_watch where account_id = ?",
                        row -> row.flag("kept"),
                        account.value());
    }

    @Override
    public List<Mirror> of(AccountId account) {
        return transactions
                .bound(account)
                .query(
                        "select * from mirror where account_id = ? order by mirror_id",
                        MirrorRow::read,
                        account.value());
    }

    @Override
    public void save(Mirror mirror) {
        if (!MirrorRow.write(mirror, transactions.bound(mirror.account()))) {
            throw Mirrors.another(mirror);
        }
    }

    @Override
    public Optional<AccountId> accountOf(SubscriptionReference reference) {
        return transactions
                .current()
                .queryOne(
                        "select account_id from mirror where reference = ?",
                        row -> new AccountId(row.text("account_id")),
                        reference.value());
    }

    @Override
    public List<Waiting> waiting(Optional<AccountId> after, int limit) {
        return transactions
                .current()
                .query(
                        """
                        select account_id, again_at, tries, reason
                          from mirror_watch
                         where again_at is not null and account_id > ?
                         order by account_id
                         limit ?
                        """,
                        row -> new Waiting(
                                new AccountId(row.text("account_id")),
                                new Again(
                                        row.instant("again_at"),
                                        Math.toIntExact(row.whole("tries")),
                                        row.text("reason"))),
                        after.map(AccountId::value).orElse(""),
                        limit);
    }
}
