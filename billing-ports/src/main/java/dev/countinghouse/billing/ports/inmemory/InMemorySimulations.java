package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.simulation.SimulationId;
import dev.countinghouse.billing.domain.simulation.SimulationJob;
import dev.countinghouse.billing.domain.simulation.SimulationJob.State;
import dev.countinghouse.billing.domain.simulation.SimulationResult;
import dev.countinghouse.billing.domain.simulation.SimulationResult.Compared;
import dev.countinghouse.billing.domain.simulation.SimulationTally;
import dev.countinghouse.billing.domain.simulation.SimulationTally.Total;
import dev.countinghouse.billing.ports.driven.Simulations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

public final class InMemorySimulations implements Simulations {

    private final InMemoryTransactions transactions;
    private final Map<SimulationId, SimulationJob> jobs = new LinkedHashMap<>();
    private final Map<SimulationId, TreeMap<AccountId, SimulationResult>> results = new LinkedHashMap<>();

    public InMemorySimulations(InMemoryTransactions transactions) {
        this.transactions = transactions;
    }

    private <T> T asSystem(Supplier<T> work) {
        return transactions.step(() -> {
            if (!transactions.isBoundToSystem()) {
                throw new IllegalStateException("simulations are touched outside of the system's scope");
            }
            return work.get();
        });
    }

    @Override
    public boolean add(SimulationJob job) {
        return asSystem(() -> {
            boolean free = jobs.putIfAbsent(job.id(), job) == null;
            if (free) {
                transactions.onRollback(() -> jobs.remove(job.id()));
            }
            return free;
        });
    }

    @Override
    public Optional<SimulationJob> find(SimulationId id) {
        return asSystem(() -> Optional.ofNullable(jobs.get(id)));
    }

    @Override
    public List<SimulationId> unfinished() {
        return asSystem(() -> jobs.values().stream()
                .filter(job -> !job.state().isOver())
                .sorted(Comparator.comparing(SimulationJob::orderedAt).thenComparing(SimulationJob::id))
                .map(SimulationJob::id)
                .toList());
    }

    @Override
    public void start(SimulationId id, long total) {
        change(
                id,
                job -> job.state() == State.QUEUED
                        ? new SimulationJob(
                                id,
                                job.order(),
                                job.orderedAt(),
                                State.RUNNING,
                                Optional.of(total),
                                Optional.empty(),
                                job.failure())
                        : job);
    }

    @Override
    public void finish(SimulationId id, State state, Instant at, Optional<String> failure) {
        change(
                id,
                job -> job.state().isOver()
                        ? job
                        : new SimulationJob(
                                id, job.order(), job.orderedAt(), state, job.total(), Optional.of(at), failure));
    }

    private void change(SimulationId id, UnaryOperator<SimulationJob> change) {
        asSystem(() -> {
            SimulationJob before = jobs.get(id);
            if (before != null) {
                jobs.put(id, change.apply(before));
                transactions.onRollback(() -> jobs.put(id, before));
            }
            return true;
        });
    }

    @Override
    public void keep(SimulationId id, SimulationResult result) {
        transactions.step(() -> {
            transactions.requireBound(result.account());
            TreeMap<AccountId, SimulationResult> of =
                    results.computeIfAbsent(id, any -> new TreeMap<>(AccountId.BY_CODE_POINTS));
            if (of.putIfAbsent(result.account(), result) == null) {
                transactions.onRollback(() -> of.remove(result.account()));
            }
            return true;
        });
    }

    @Override
    public List<SimulationResult> results(SimulationId id, Optional<AccountId> after, int limit) {
        return asSystem(() -> of(id).values().stream()
                .filter(result ->
                        after.isEmpty() || AccountId.BY_CODE_POINTS.compare(result.account(), after.get()) > 0)
                .limit(limit)
                .toList());
    }

    private TreeMap<AccountId, SimulationResult> of(SimulationId id) {
        return results.getOrDefault(id, new TreeMap<>());
    }

    @Override
    public Optional<AccountId> lastAccount(SimulationId id) {
        return asSystem(() -> of(id).isEmpty() ? Optional.empty() : Optional.of(of(id).lastKey()));
    }

    @Override
    public SimulationTally tally(SimulationId id) {
        return asSystem(() -> {
            Map<String, Total> totals = new TreeMap<>();
            long skipped = 0;
            for (SimulationResult result : of(id).values()) {
                if (result.outcome() instanceof Compared compared) {
                    totals.merge(
                            compared.actual().currency().getCurrencyCode(),
                            new Total(1, compared.actual(), compared.simulated()),
                            InMemorySimulations::sum);
                } else {
                    skipped++;
                }
            }
            long compared = totals.values().stream().mapToLong(Total::accounts).sum();
            return new SimulationTally(compared, skipped, new ArrayList<>(totals.values()));
        });
    }

    private static Total sum(Total one, Total other) {
        return new Total(
                one.accounts() + other.accounts(),
                one.actual().plus(other.actual()),
                one.simulated().plus(other.simulated()));
    }
}
