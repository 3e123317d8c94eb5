package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.ports.driven.AppendOutcome;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.UsageIntake;
import dev.countinghouse.billing.ports.driven.UsageLog;
import java.util.List;

/** One transaction per call; memory refuses no event. */
public final class InMemoryUsageIntake implements UsageIntake {

    private final InMemoryTransactions transactions;
    private final UsageLog log;

    public InMemoryUsageIntake(InMemoryTransactions transactions, UsageLog log) {
        this.transactions = transactions;
        this.log = log;
    }

    @Override
    public List<AppendOutcome> store(List<UsageEvent> events) {
        transactions.requireNone();
        Scope scope = Scope.of(events.stream().map(UsageEvent::account).toList());
        return transactions.inTransaction(scope, () -> log.append(events));
    }
}
