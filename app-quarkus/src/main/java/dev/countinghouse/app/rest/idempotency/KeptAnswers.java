package dev.countinghouse.app.rest.idempotency;

import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.adapter.postgres.transaction.Row;
import dev.countinghouse.adapter.postgres.transaction.Session;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driven.Scope;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Function;

/**
 * Calls by their keys, with their answers. Ages are taken from the database's clock: it is one for all replicas, and not the
 * engine's, which a test may move.
 */
@Singleton
public class KeptAnswers {

    /** What became of a claim. */
    sealed interface Outcome {

        /** Nobody else works on it: go ahead. */
        record Claimed() implements Outcome {}

        record Answered(KeptAnswer answer) implements Outcome {}

        record Running() implements Outcome {}

        /** The key was used for something else. */
        record OtherRequest() implements Outcome {}
    }

    private record Stored(String request, Optional<KeptAnswer> answer) {}

    private final PostgresTransactions transactions;

    KeptAnswers(PostgresTransactions transactions) {
        this.transactions = transactions;
    }

    Outcome claim(Claim claim) {
        return in(claim, session -> {
            if (insert(session, claim)) {
                return new Outcome.Claimed();
            }
            Optional<Stored> stored = find(session, claim);
            if (stored.isEmpty()) {
                return new Outcome.Running(); // and given back just now: the next try gets it
            }
            if (!stored.get().request().equals(claim.request())) {
                return new Outcome.OtherRequest();
            }
            return stored.get().answer().<Outcome>map(Outcome.Answered::new).orElseGet(Outcome.Running::new);
        });
    }

    /** Also in the place of what is a day old, and of a claim that nobody came back to for five minutes. */
    private static boolean insert(Session session, Claim claim) {
        return session.update(
                        """
                        insert into idempotency as kept (account_id, caller, key, request, claim)
                        values (?, ?, ?, ?, ?)
                        on conflict (account_id, caller, key) do update
                           set request = excluded.request, claim = excluded.claim, claimed_at = excluded.claimed_at,
                               status = null, headers = null, body = null
                         where kept.claimed_at < now() - interval '24 hours'
                            or kept.claimed_at < now() - interval '5 minutes'
                               and kept.status is null and kept.request = excluded.request
                        """,
                        account(claim),
                        claim.caller(),
                        claim.key(),
                        claim.request(),
                        claim.id())
                == 1;
    }

    private static Optional<Stored> find(Session session, Claim claim) {
        return session.queryOne(
                """
                select request, status, headers, body
                  from idempotency
                 where account_id = ? and caller = ? and key = ?
                """,
                KeptAnswers::stored,
                account(claim),
                claim.caller(),
                claim.key());
    }

    private static Stored stored(Row row) throws SQLException {
        return new Stored(
                row.text("request"),
                row.optionalText("status").isPresent()
                        ? Optional.of(new KeptAnswer(
                                Math.toIntExact(row.whole("status")), row.texts("headers"), row.optionalText("body")))
                        : Optional.empty());
    }

    /** Keeps the answer, unless somebody took the claim over. */
    void keep(Claim claim, KeptAnswer answer) {
        in(
                claim,
                session -> session.update(
                        """
                        update idempotency
                           set status = ?, headers = ?, body = ?
                         where account_id = ? and caller = ? and key = ? and claim = ?
                        """,
                        answer.status(),
                        answer.headers(),
                        answer.body(),
                        account(claim),
                        claim.caller(),
                        claim.key(),
                        claim.id()));
    }

    /** Gives the claim back, so that the call may be tried again. */
    void release(Claim claim) {
        in(
                claim,
                session -> session.update(
                        "delete from idempotency where account_id = ? and caller = ? and key = ? and claim = ?",
                        account(claim),
                        claim.caller(),
                        claim.key(),
                        claim.id()));
    }

    /**
     * Forgets what is a day old, of all accounts; at most so many, so that it is never a long transaction.
     *
     * @return how many; as many as asked for means that there may be more
     */
    public int purge(int limit) {
        return transactions.inTransaction(Scope.SYSTEM, () -> transactions
                .current()
                .update(
                        """
                        delete from idempotency
                         where (account_id, caller, key) in (
                               select account_id, caller, key
                                 from idempotency
                                where claimed_at < now() - interval '24 hours'
                                limit ?)
                           and claimed_at < now() - interval '24 hours' -- still: it may be claimed anew meanwhile
                        """,
                        limit));
    }

    private <T> T in(Claim claim, Function<Session, T> work) {
        Scope scope = claim.account().map(Scope::of).orElse(Scope.SYSTEM);
        return transactions.inTransaction(scope, () -> work.apply(transactions.current()));
    }

    private static String account(Claim claim) {
        return claim.account().map(AccountId::value).orElse("");
    }
}
