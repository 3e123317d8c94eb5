package dev.countinghouse.app.rest.rate;

import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.adapter.postgres.transaction.Session;
import dev.countinghouse.app.config.Settings;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driven.Scope;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Counts by the clock hour, in the database that all replicas have. */
@Singleton
class RateWindows {

    static final Duration LENGTH = Duration.ofHours(1);

    /** @param user empty for the account as a whole */
    record Limit(String policy, String user, int quota) {}

    /** @param used of it, this call included if it passed */
    record Count(Limit limit, long used) {

        long remaining() {
            return limit.quota() - used;
        }
    }

    /** @param passes whether all limits let the call through; if not, it has counted for none of them */
    record Standing(boolean passes, List<Count> counts) {}

    private final PostgresTransactions transactions;

    RateWindows(PostgresTransactions transactions, Settings settings) {
        this.transactions = transactions;
        require("starts-per-hour", settings.sessions().startsPerHour());
        require("user-starts-per-hour", settings.sessions().userStartsPerHour());
    }

    private static void require(String setting, int quota) {
        if (quota < 1) {
            throw new IllegalStateException(
                    "countinghouse.sessions." + setting + " is " + quota + ", it must be 1 or more");
        }
    }

    static Instant windowOf(Instant now) {
        return now.truncatedTo(ChronoUnit.HOURS);
    }

    /** Limits of one account are always taken in the same order, so that nobody waits in a circle. */
    Standing take(AccountId account, List<Limit> limits, Instant now) {
        Instant window = windowOf(now);
        return transactions.inTransaction(Scope.of(account), () -> {
            Session session = transactions.current();
            boolean passes =
                    session.attempt(() -> limits.stream().allMatch(limit -> take(session, account, limit, window)));
            return new Standing(
                    passes,
                    limits.stream()
                            .map(limit -> new Count(limit, used(session, account, limit, window)))
                            .toList());
        });
    }

    private static boolean take(Session session, AccountId account, Limit limit, Instant window) {
        return session.update(
                        """
                        insert into rate_window as kept (account_id, user_name, began_at, used)
                        values (?, ?, ?, 1)
                        on conflict (account_id, user_name, began_at) do update
                           set used = kept.used + 1
                         where kept.used < ?
                        """,
                        account.value(),
                        limit.user(),
                        window,
                        limit.quota())
                == 1;
    }

    private static long used(Session session, AccountId account, Limit limit, Instant window) {
        return session.queryOne(
                        "select used from rate_window where account_id = ? and user_name = ? and began_at = ?",
                        row -> row.whole("used"),
                        account.value(),
                        limit.user(),
                        window)
                .orElse(0L);
    }

    /** Forgets hours that are over. */
    int purge(Instant now) {
        return transactions.inTransaction(
                Scope.SYSTEM,
                () -> transactions.current().update("delete from rate_window where began_at < ?", windowOf(now)));
    }
}
