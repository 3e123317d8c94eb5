package dev.countinghouse.app.jobs;

import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.adapter.postgres.usage.RollupBuilder;
import dev.countinghouse.billing.domain.account.Account;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Storage;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * After a catalogue was published: adds up what was used before, so that new meters are answered as fast as old ones. And
 * finishes what was being made anew when somebody was cut off.
 */
@Singleton
final class RollupUpkeep implements Job {

    private static final int PAGE = 1_000;

    private final Storage storage;
    private final RollupBuilder rollups;

    RollupUpkeep(Storage storage, PostgresTransactions transactions) {
        this.storage = storage;
        this.rollups = new RollupBuilder(transactions, storage.catalogues());
    }

    @Override
    public String name() {
        return "build-rollups";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(1);
    }

    @Override
    public void run() {
        if (rollups.isBehind()) {
            rollups.build(AllAccounts::new);
        }
    }

    /** Every account, a page at a time. One that is opened meanwhile has no usage from before the catalogue. */
    private final class AllAccounts implements Iterator<AccountId> {

        private final Deque<AccountId> page = new ArrayDeque<>();
        private @Nullable AccountId last;
        private boolean atEnd;

        @Override
        public boolean hasNext() {
            if (page.isEmpty() && !atEnd) {
                List<Account> next = storage.transactions()
                        .inTransaction(Scope.SYSTEM, () -> storage.accounts().list(Optional.ofNullable(last), PAGE));
                next.forEach(account -> page.add(account.id()));
                atEnd = next.size() < PAGE;
            }
            return !page.isEmpty();
        }

        @Override
        public AccountId next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            AccountId next = page.remove();
            last = next;
            return next;
        }
    }
}
