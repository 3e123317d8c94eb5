package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.StaleVersionException;
import dev.countinghouse.billing.ports.driven.Subscribed;
import dev.countinghouse.billing.ports.driven.Subscriptions;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

public final class InMemorySubscriptions implements Subscriptions {

    private static final Comparator<Subscribed> BY_START = Comparator.comparing(
                    (Subscribed stored) -> stored.subscription().startedAt())
            .thenComparing(stored -> stored.subscription().id());

    private final InMemoryTransactions transactions;
    private final InMemoryAccountClocks clocks;
    private final Map<SubscriptionId, Subscribed> subscriptions = new TreeMap<>();

    public InMemorySubscriptions(InMemoryTransactions transactions, InMemoryAccountClocks clocks) {
        this.transactions = transactions;
        this.clocks = clocks;
    }

    @Override
    public boolean add(Subscribed added) {
        return transactions.step(() -> {
            transactions.requireBound(added.subscription().account());
            SubscriptionId id = added.subscription().id();
            if (subscriptions.containsKey(id)) {
                return false;
            }
            subscriptions.put(id, withRevision(added, 1));
            transactions.onRollback(() -> subscriptions.remove(id));
            return true;
        });
    }

    @Override
    public Optional<Subscribed> find(SubscriptionId id) {
        return transactions.step(() -> Optional.ofNullable(subscriptions.get(id))
                .filter(stored -> transactions.isBound(stored.subscription().account())));
    }

    @Override
    public List<Subscribed> of(AccountId account) {
        return transactions.step(() -> {
            transactions.requireBound(account);
            return subscriptions.values().stream()
                    .filter(stored -> stored.subscription().account().equals(account))
                    .sorted(BY_START)
                    .toList();
        });
    }

    @Override
    public void save(Subscribed changed) {
        transactions.step(() -> {
            transactions.requireBound(changed.subscription().account());
            SubscriptionId id = changed.subscription().id();
            Subscribed stored = subscriptions.get(id);
            if (stored == null || stored.revision() != changed.revision()) {
                throw new StaleVersionException("subscription " + id + " was to be saved over revision "
                        + changed.revision() + ", stored is "
                        + (stored == null ? "none" : "revision " + stored.revision()));
            }
            subscriptions.put(id, withRevision(changed, changed.revision() + 1));
            transactions.onRollback(() -> subscriptions.put(id, stored));
            return true;
        });
    }

    private static Subscribed withRevision(Subscribed stored, long revision) {
        return new Subscribed(stored.subscription(), stored.billedThrough(), stored.nextDueAt(), revision);
    }

    /** There is one transaction at a time, so whoever is in one holds every lock. */
    @Override
    public void lock(AccountId account) {
        transactions.step(() -> {
            transactions.requireBound(account);
            return true;
        });
    }

    @Override
    public List<AccountId> dueBy(Instant instant, int limit) {
        return transactions.step(() -> subscriptions.values().stream()
                .filter(stored -> clocks.isDue(stored.subscription().account(), stored.nextDueAt(), instant))
                .sorted(Comparator.comparing(
                                (Subscribed stored) -> stored.nextDueAt().orElseThrow())
                        .thenComparing(stored -> stored.subscription().account()))
                .map(stored -> stored.subscription().account())
                .distinct()
                .limit(limit)
                .toList());
    }

    @Override
    public List<AccountId> onPlan(PlanKey plan, Instant at, Optional<AccountId> after, int limit) {
        return transactions.step(() -> subscriptions.values().stream()
                .map(Subscribed::subscription)
                .filter(subscription -> subscription.role() == PlanVersion.Role.MAIN
                        && !at.isBefore(subscription.startedAt())
                        && !subscription.hasEndedBy(at)
                        && subscription.termAt(at).plan().plan().equals(plan))
                .map(Subscription::account)
                .filter(account -> after.isEmpty() || AccountId.BY_CODE_POINTS.compare(account, after.get()) > 0)
                .distinct()
                .sorted(AccountId.BY_CODE_POINTS)
                .limit(limit)
                .toList());
    }
}
