package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.correction.Correction;
import dev.countinghouse.billing.domain.correction.UsageChange;
import dev.countinghouse.billing.domain.correction.UsageChange.Kind;
import dev.countinghouse.billing.domain.correction.Warrant;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.ports.driven.UsageCorrections;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

public final class InMemoryUsageCorrections implements UsageCorrections {

    private final InMemoryTransactions transactions;
    private final InMemoryUsageLog log;
    private final List<Correction> corrections = new ArrayList<>();

    public InMemoryUsageCorrections(InMemoryTransactions transactions, InMemoryUsageLog log) {
        this.transactions = transactions;
        this.log = log;
    }

    @Override
    public void correct(AccountId account, Set<EventKey> keys, Warrant warrant, Decision decision) {
        transactions.step(() -> {
            transactions.requireBound(account);
            Map<EventKey, Recorded> recorded = new HashMap<>();
            keys.forEach(key -> recorded(account, key).ifPresent(found -> recorded.put(key, found)));
            for (UsageChange change : decision.on(recorded)) {
                log.put(account, change.key().orElseThrow(), change.after());
                note(change, warrant);
            }
            return true;
        });
    }

    Optional<Recorded> recorded(AccountId account, EventKey key) {
        return log.counting(account, key)
                .map(event -> new Recorded(event, true))
                .or(() -> latest(account, key)
                        .filter(change -> change.kind() == Kind.VOIDED)
                        .flatMap(UsageChange::before)
                        .map(event -> new Recorded(event, false)));
    }

    private Optional<UsageChange> latest(AccountId account, EventKey key) {
        return corrections.stream()
                .map(Correction::change)
                .filter(change ->
                        change.account().equals(account) && change.key().equals(Optional.of(key)))
                .reduce((earlier, later) -> later);
    }

    void note(UsageChange change, Warrant warrant) {
        corrections.add(new Correction(corrections.size() + 1L, change, warrant));
        transactions.onRollback(() -> corrections.remove(corrections.size() - 1));
    }

    @Override
    public List<Correction> of(AccountId account, Optional<EventKey> event, long after, int limit) {
        return transactions.step(() -> {
            transactions.requireBound(account);
            return corrections.stream()
                    .filter(each -> each.change().account().equals(account) && each.ordinal() > after)
                    .filter(each -> event.isEmpty() || each.change().key().equals(event))
                    .limit(limit)
                    .toList();
        });
    }
}
