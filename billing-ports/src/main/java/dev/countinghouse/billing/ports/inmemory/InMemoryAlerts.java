package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.alert.Alert;
import dev.countinghouse.billing.domain.alert.AlertId;
import dev.countinghouse.billing.domain.quota.Thresholds;
import dev.countinghouse.billing.ports.driven.Alerts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

public final class InMemoryAlerts implements Alerts {

    private final InMemoryTransactions transactions;
    private final Map<AccountId, Map<AlertId, Alert>> alerts = new HashMap<>();
    private final Map<AccountId, Thresholds> thresholds = new HashMap<>();

    public InMemoryAlerts(InMemoryTransactions transactions) {
        this.transactions = transactions;
    }

    private Map<AlertId, Alert> of(AccountId account) {
        transactions.requireBound(account);
        return alerts.computeIfAbsent(account, any -> new LinkedHashMap<>());
    }

    @Override
    public boolean add(Alert alert) {
        return transactions.step(() -> {
            Map<AlertId, Alert> own = of(alert.account());
            if (own.putIfAbsent(alert.id(), alert) != null) {
                return false;
            }
            transactions.onRollback(() -> own.remove(alert.id()));
            return true;
        });
    }

    @Override
    public Optional<Alert> find(AccountId account, AlertId id) {
        return transactions.step(() -> Optional.ofNullable(of(account).get(id)));
    }

    @Override
    public Set<AlertId> ofPeriod(AccountId account, Instant start) {
        return transactions.step(() -> of(account).values().stream()
                .filter(alert -> alert.period().start().equals(start))
                .map(Alert::id)
                .collect(Collectors.toSet()));
    }

    @Override
    public List<Alert> list(AccountId account, Optional<AlertId> after, int limit) {
        return transactions.step(() -> {
            List<Alert> lastFirst = new ArrayList<>(of(account).values());
            Collections.reverse(lastFirst);
            return lastFirst.stream()
                    .dropWhile(alert -> after.isPresent() && !alert.id().equals(after.get()))
                    .skip(after.isPresent() ? 1 : 0)
                    .limit(limit)
                    .toList();
        });
    }

    @Override
    public void acknowledge(Alert alert) {
        transactions.step(() -> {
            Map<AlertId, Alert> own = of(alert.account());
            Optional<Alert> before = Optional.ofNullable(own.get(alert.id()))
                    .filter(kept -> kept.acknowledged().isEmpty());
            before.ifPresent(kept -> {
                own.put(alert.id(), alert);
                transactions.onRollback(() -> own.put(alert.id(), kept));
            });
            return true;
        });
    }

    @Override
    public Optional<Thresholds> thresholds(AccountId account) {
        return transactions.step(() -> {
            transactions.requireBound(account);
            return Optional.ofNullable(thresholds.get(account));
        });
    }

    @Override
    public void saveThresholds(AccountId account, Optional<Thresholds> chosen) {
        transactions.step(() -> {
            Optional<Thresholds> before = thresholds(account);
            put(account, chosen);
            transactions.onRollback(() -> put(account, before));
            return true;
        });
    }

    private void put(AccountId account, Optional<Thresholds> chosen) {
        chosen.ifPresentOrElse(some -> thresholds.put(account, some), () -> thresholds.remove(account));
    }
}
