package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driven.AlertWatch;
import dev.countinghouse.billing.ports.driven.InvoicedUsage;
import dev.countinghouse.billing.ports.driven.UsageReports;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

public final class InMemoryInvoicedUsage implements InvoicedUsage {

    private final InMemoryTransactions transactions;
    private final InMemoryAccountClocks clocks;
    private final AlertWatch watch;
    private final UsageReports reports;
    private final Map<AccountId, Standing> standings = new HashMap<>();

    public InMemoryInvoicedUsage(
            InMemoryTransactions transactions, InMemoryAccountClocks clocks, AlertWatch watch, UsageReports reports) {
        this.transactions = transactions;
        this.clocks = clocks;
        this.watch = watch;
        this.reports = reports;
    }

    @Override
    public Optional<Standing> of(AccountId account) {
        return transactions.step(() -> {
            transactions.requireBound(account);
            return Optional.ofNullable(standings.get(account));
        });
    }

    /** One transaction at a time is lock enough. */
    @Override
    public Optional<Standing> lock(AccountId account) {
        return of(account);
    }

    @Override
    public Map<AccountId, Instant> invoicedUntil(Collection<AccountId> accounts) {
        return transactions.step(() -> {
            Map<AccountId, Instant> until = new HashMap<>();
            accounts.forEach(account -> of(account).ifPresent(standing -> until.put(account, standing.until())));
            return until;
        });
    }

    @Override
    public void save(AccountId account, Standing standing) {
        transactions.step(() -> {
            transactions.requireBound(account);
            Optional<Standing> before = Optional.ofNullable(standings.put(account, standing));
            transactions.onRollback(() -> before.ifPresentOrElse(
                    earlier -> standings.put(account, earlier), () -> standings.remove(account)));
            return true;
        });
    }

    @Override
    public void changed(Map<AccountId, Instant> earliest) {
        transactions.step(() -> {
            watch.changed(earliest.keySet());
            reports.changed(earliest);
            earliest.forEach((account, at) -> of(account)
                    .filter(standing -> at.isBefore(standing.until()))
                    .filter(standing -> standing.changedSince()
                            .filter(known -> !known.isAfter(at))
                            .isEmpty())
                    .ifPresent(standing ->
                            save(account, new Standing(standing.until(), Optional.of(at), standing.settleAt()))));
            return true;
        });
    }

    @Override
    public List<AccountId> toSettleBy(Instant instant, int limit) {
        return transactions.step(() -> standings.entrySet().stream()
                .filter(entry -> transactions.isBound(entry.getKey()))
                .filter(entry -> entry.getValue().changedSince().isPresent()
                        && clocks.isDue(entry.getKey(), entry.getValue().settleAt(), instant))
                .sorted(Comparator.comparing((Map.Entry<AccountId, Standing> entry) ->
                                entry.getValue().settleAt().orElseThrow())
                        .thenComparing(Map.Entry::getKey))
                .limit(limit)
                .map(Map.Entry::getKey)
                .toList());
    }
}
