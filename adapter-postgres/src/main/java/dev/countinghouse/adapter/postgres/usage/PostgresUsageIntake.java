package dev.countinghouse.adapter.postgres.usage;

import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.ports.driven.AppendOutcome;
import dev.countinghouse.billing.ports.driven.UsageIntake;
import dev.countinghouse.billing.ports.driven.UsageLog;
import java.util.List;

/** Usage comes in through a group commit. */
public final class PostgresUsageIntake implements UsageIntake {

    private final PostgresTransactions transactions;
    private final GroupCommit commit;

    public PostgresUsageIntake(PostgresTransactions transactions, UsageLog log, GroupCommit.Limits limits) {
        this.transactions = transactions;
        this.commit = new GroupCommit(transactions, log, limits);
    }

    /** A caller with a transaction would wait for others, and they perhaps for a row that it has locked. */
    @Override
    public List<AppendOutcome> store(List<UsageEvent> events) {
        transactions.requireNone();
        return commit.append(events);
    }

    /** How many events wait for a transaction to begin; a measure of load. */
    public int waitingEvents() {
        return commit.waitingEvents();
    }
}
