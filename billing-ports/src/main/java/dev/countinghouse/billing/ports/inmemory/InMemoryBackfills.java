package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.correction.Backfill;
import dev.countinghouse.billing.domain.correction.BackfillId;
import dev.countinghouse.billing.domain.correction.UsageChange;
import dev.countinghouse.billing.domain.correction.Warrant;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.ports.driven.AppendOutcome;
import dev.countinghouse.billing.ports.driven.Backfills;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

public final class InMemoryBackfills implements Backfills {

    private record Name(AccountId account, BackfillId id) {}

    /** @param events those staged, and after it was applied those that it brought */
    private record Kept(Backfill backfill, Map<EventKey, UsageEvent> events) {}

    private final InMemoryTransactions transactions;
    private final InMemoryUsageLog log;
    private final InMemoryUsageCorrections corrections;
    private final Map<Name, Kept> backfills = new LinkedHashMap<>();

    public InMemoryBackfills(
            InMemoryTransactions transactions, InMemoryUsageLog log, InMemoryUsageCorrections corrections) {
        this.transactions = transactions;
        this.log = log;
        this.corrections = corrections;
    }

    @Override
    public boolean add(Backfill backfill) {
        return transactions.step(() -> {
            transactions.requireBound(backfill.account());
            boolean free = !backfills.containsKey(name(backfill));
            if (free) {
                keep(backfill, Map.of());
            }
            return free;
        });
    }

    private static Name name(Backfill backfill) {
        return new Name(backfill.account(), backfill.id());
    }

    private Backfill keep(Backfill backfill, Map<EventKey, UsageEvent> events) {
        Name name = name(backfill);
        Kept before = backfills.put(name, new Kept(backfill, events));
        transactions.onRollback(() -> {
            if (before == null) {
                backfills.remove(name);
            } else {
                backfills.put(name, before);
            }
        });
        return backfill;
    }

    @Override
    public Optional<Backfill> find(AccountId account, BackfillId id) {
        return transactions.step(() -> {
            transactions.requireBound(account);
            return Optional.ofNullable(backfills.get(new Name(account, id))).map(Kept::backfill);
        });
    }

    @Override
    public List<Backfill> of(AccountId account) {
        return transactions.step(() -> {
            transactions.requireBound(account);
            return backfills.values().stream()
                    .map(Kept::backfill)
                    .filter(backfill -> backfill.account().equals(account))
                    .toList();
        });
    }

    /** One transaction at a time is lock enough. */
    @Override
    public Optional<Backfill> lock(AccountId account, BackfillId id) {
        return find(account, id);
    }

    @Override
    public List<AppendOutcome> stage(Backfill open, List<UsageEvent> events) {
        return transactions.step(() -> {
            Map<EventKey, UsageEvent> staged = new LinkedHashMap<>(events(open));
            List<AppendOutcome> outcomes =
                    events.stream().map(event -> stage(staged, event)).toList();
            keep(
                    new Backfill(
                            open.account(),
                            open.id(),
                            open.window(),
                            open.opened(),
                            staged.size(),
                            open.applied(),
                            open.reverted()),
                    staged);
            return outcomes;
        });
    }

    private Map<EventKey, UsageEvent> events(Backfill backfill) {
        transactions.requireBound(backfill.account());
        Kept kept = backfills.get(name(backfill));
        if (kept == null) {
            throw new IllegalStateException("backfill " + backfill.id() + " of " + backfill.account() + " is not kept");
        }
        return kept.events();
    }

    private AppendOutcome stage(Map<EventKey, UsageEvent> staged, UsageEvent event) {
        Optional<String> first = log.claim(event.account(), event.key())
                .or(() -> Optional.ofNullable(staged.get(event.key())).map(UsageEvent::contentHash));
        if (first.isEmpty()) {
            staged.put(event.key(), event);
            return AppendOutcome.STORED;
        }
        return first.get().equals(event.contentHash()) ? AppendOutcome.DUPLICATE : AppendOutcome.CONFLICT;
    }

    @Override
    public Backfill apply(Backfill open, Warrant warrant) {
        return transactions.step(() -> {
            Map<EventKey, UsageEvent> brought = new LinkedHashMap<>(events(open));
            List<AppendOutcome> outcomes = log.append(List.copyOf(brought.values()));
            int[] next = {0};
            brought.values().removeIf(event -> outcomes.get(next[0]++) != AppendOutcome.STORED);
            corrections.note(UsageChange.applied(open, brought.size()), warrant);
            return keep(open.applied(warrant, brought.size()), brought);
        });
    }

    @Override
    public Backfill revert(Backfill backfill, Warrant warrant) {
        return transactions.step(() -> {
            List<UsageEvent> brought = backfill.applied().isPresent()
                    ? List.copyOf(events(backfill).values())
                    : new ArrayList<>();
            brought.forEach(event -> takeBack(backfill, event, warrant));
            corrections.note(UsageChange.reverted(backfill, brought.size()), warrant);
            return keep(backfill.reverted(warrant), Map.of());
        });
    }

    private void takeBack(Backfill backfill, UsageEvent brought, Warrant warrant) {
        corrections.recorded(backfill.account(), brought.key()).ifPresent(now -> {
            log.put(backfill.account(), brought.key(), Optional.empty());
            corrections.note(UsageChange.takenBack(now.event(), now.counts(), backfill.id()), warrant);
        });
        log.release(backfill.account(), brought.key());
    }
}
