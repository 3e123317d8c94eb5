package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.notification.Attempt;
import dev.countinghouse.billing.domain.notification.Delivery;
import dev.countinghouse.billing.domain.notification.EndpointId;
import dev.countinghouse.billing.domain.notification.MessageId;
import dev.countinghouse.billing.ports.driven.Deliveries;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

public final class InMemoryDeliveries implements Deliveries {

    private static final Comparator<Delivery> LONGEST_DUE =
            Comparator.comparing((Delivery each) -> each.dueAt().orElseThrow()).thenComparing(Delivery::message);
    private static final Comparator<Delivery> NEWEST = Comparator.comparing(Delivery::createdAt)
            .thenComparing(Delivery::message)
            .reversed();

    private final InMemoryTransactions transactions;
    private final Map<Delivery.Key, Delivery> deliveries = new HashMap<>();
    private final Map<Delivery.Key, TreeMap<Integer, Attempt>> attempts = new HashMap<>();

    public InMemoryDeliveries(InMemoryTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public boolean add(Delivery delivery) {
        return transactions.step(() -> {
            transactions.requireBound(delivery.account());
            boolean added = deliveries.putIfAbsent(delivery.key(), delivery) == null;
            if (added) {
                transactions.onRollback(() -> deliveries.remove(delivery.key()));
            }
            return added;
        });
    }

    @Override
    public Optional<Delivery> find(Delivery.Key key) {
        return transactions.step(() -> {
            transactions.requireBound(key.account());
            return Optional.ofNullable(deliveries.get(key));
        });
    }

    @Override
    public Optional<Delivery> find(EndpointId endpoint, MessageId message) {
        return transactions.step(() ->
                to(endpoint).filter(each -> each.message().equals(message)).findFirst());
    }

    private Stream<Delivery> to(EndpointId endpoint) {
        return deliveries.values().stream()
                .filter(each -> each.endpoint().equals(endpoint))
                .filter(each -> transactions.isBound(each.account()));
    }

    @Override
    public boolean replace(Delivery before, Delivery after) {
        return transactions.step(() -> {
            transactions.requireBound(before.account());
            boolean replaced = deliveries.replace(before.key(), before, after);
            if (replaced) {
                transactions.onRollback(() -> deliveries.put(before.key(), before));
            }
            return replaced;
        });
    }

    @Override
    public void note(Delivery.Key key, Attempt attempt) {
        transactions.step(() -> {
            transactions.requireBound(key.account());
            TreeMap<Integer, Attempt> noted = attempts.computeIfAbsent(key, any -> new TreeMap<>());
            if (noted.putIfAbsent(attempt.number(), attempt) == null) {
                transactions.onRollback(() -> noted.remove(attempt.number()));
            }
            return true;
        });
    }

    @Override
    public List<Attempt> attempts(Delivery.Key key, int after, int limit) {
        return transactions.step(() -> {
            transactions.requireBound(key.account());
            return attempts.getOrDefault(key, new TreeMap<>()).tailMap(after, false).values().stream()
                    .limit(limit)
                    .toList();
        });
    }

    @Override
    public List<EndpointId> dueEndpoints(Instant instant, Collection<EndpointId> except, int limit) {
        return transactions.step(() -> deliveries.values().stream()
                .filter(each -> each.isDueBy(instant) && !except.contains(each.endpoint()))
                .sorted(LONGEST_DUE)
                .map(Delivery::endpoint)
                .distinct()
                .limit(limit)
                .toList());
    }

    @Override
    public List<Delivery.Key> due(EndpointId endpoint, Instant instant, int limit) {
        return transactions.step(() -> to(endpoint)
                .filter(each -> each.isDueBy(instant))
                .sorted(LONGEST_DUE)
                .map(Delivery::key)
                .limit(limit)
                .toList());
    }

    @Override
    public List<Delivery> list(EndpointId endpoint, Selection selection, int limit) {
        return transactions.step(() -> to(endpoint)
                .filter(each -> selection.state().isEmpty() || selection.state().get() == each.state())
                .filter(each -> selection.since().isEmpty()
                        || !each.createdAt().isBefore(selection.since().get()))
                .filter(each -> selection.before().isEmpty()
                        || isBehind(each, selection.before().get()))
                .sorted(NEWEST)
                .limit(limit)
                .toList());
    }

    private static boolean isBehind(Delivery delivery, Place place) {
        int order = delivery.createdAt().compareTo(place.createdAt());
        return order < 0 || order == 0 && delivery.message().compareTo(place.message()) < 0;
    }

    @Override
    public List<AccountId> finishedBefore(Instant instant, int limit) {
        return transactions.step(() -> finished(instant)
                .map(Delivery::account)
                .distinct()
                .sorted()
                .limit(limit)
                .toList());
    }

    private Stream<Delivery> finished(Instant before) {
        return deliveries.values().stream()
                .filter(each ->
                        each.finishedAt().filter(at -> at.isBefore(before)).isPresent());
    }

    @Override
    public int purge(AccountId account, Instant before, int limit) {
        return transactions.step(() -> {
            transactions.requireBound(account);
            List<Delivery> old = finished(before)
                    .filter(each -> each.account().equals(account))
                    .limit(limit)
                    .toList();
            old.forEach(this::remove);
            return old.size();
        });
    }

    private void remove(Delivery delivery) {
        deliveries.remove(delivery.key());
        TreeMap<Integer, Attempt> noted = attempts.remove(delivery.key());
        transactions.onRollback(() -> {
            deliveries.put(delivery.key(), delivery);
            if (noted != null) {
                attempts.put(delivery.key(), noted);
            }
        });
    }
}
