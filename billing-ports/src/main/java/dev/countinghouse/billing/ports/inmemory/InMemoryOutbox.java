package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driven.Outbox;
import dev.countinghouse.billing.ports.driven.OutboxMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

public final class InMemoryOutbox implements Outbox {

    private record Numbered(long ordinal, OutboxMessage message) {}

    /**
     * @param waitsSince when the first of the waiting happened; empty without one
     * @param restsUntil when the claim on it is over, or it may be tried again
     */
    private record Queue(
            List<Numbered> waiting,
            List<OutboxMessage> buried,
            Optional<Instant> waitsSince,
            Optional<Instant> restsUntil,
            int attempts) {

        static final Queue EMPTY = new Queue(List.of(), List.of(), Optional.empty(), Optional.empty(), 0);

        boolean isDueBy(Instant now) {
            return waitsSince.isPresent()
                    && restsUntil.filter(until -> until.isAfter(now)).isEmpty();
        }

        boolean holds(Claim claim) {
            return restsUntil.equals(Optional.of(claim.until()));
        }

        Queue claimed(Instant until) {
            return new Queue(waiting, buried, waitsSince, Optional.of(until), attempts + 1);
        }

        Queue again(Instant at) {
            return new Queue(waiting, buried, waitsSince, Optional.of(at), attempts);
        }

        Queue without(long ordinal) {
            List<Numbered> rest =
                    waiting.stream().filter(each -> each.ordinal() != ordinal).toList();
            return new Queue(rest, buried, waitsSince, restsUntil, attempts);
        }

        /** Nobody has claimed or tried the next of those waiting. */
        Queue next() {
            Optional<Instant> since =
                    waiting.stream().findFirst().map(first -> first.message().at());
            return new Queue(waiting, buried, since, Optional.empty(), 0);
        }
    }

    private final InMemoryTransactions transactions;
    private final Map<AccountId, Queue> queues = new HashMap<>();
    private long last;

    public InMemoryOutbox(InMemoryTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void append(OutboxMessage message) {
        change(message.account(), queue -> {
            List<Numbered> waiting = new ArrayList<>(queue.waiting());
            waiting.add(new Numbered(++last, message));
            return new Queue(
                    List.copyOf(waiting),
                    queue.buried(),
                    queue.waitsSince().or(() -> Optional.of(message.at())),
                    queue.restsUntil(),
                    queue.attempts());
        });
    }

    private void change(AccountId account, UnaryOperator<Queue> change) {
        transactions.step(() -> {
            transactions.requireBound(account);
            Queue before = queueOf(account);
            queues.put(account, change.apply(before));
            transactions.onRollback(() -> queues.put(account, before));
            return true;
        });
    }

    private Queue queueOf(AccountId account) {
        return queues.getOrDefault(account, Queue.EMPTY);
    }

    @Override
    public List<AccountId> dueBy(Instant now, int limit) {
        return transactions.step(() -> queues.entrySet().stream()
                .filter(entry -> entry.getValue().isDueBy(now))
                .sorted(Comparator.comparing((Map.Entry<AccountId, Queue> entry) ->
                                entry.getValue().waitsSince().orElseThrow())
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey)
                .limit(limit)
                .toList());
    }

    @Override
    public Optional<Claim> claim(AccountId account, Instant now, Instant until) {
        return transactions.step(() -> {
            transactions.requireBound(account);
            Queue queue = queueOf(account);
            if (!queue.isDueBy(now)) {
                return Optional.empty();
            }
            if (queue.waiting().isEmpty()) {
                // somebody too slow delivered the last message, and then whoever held it wanted to try it again
                change(account, Queue::next);
                return Optional.empty();
            }
            Numbered first = queue.waiting().get(0);
            change(account, due -> due.claimed(until));
            return Optional.of(new Claim(first.message(), first.ordinal(), queue.attempts() + 1, until));
        });
    }

    @Override
    public boolean delivered(Claim claim) {
        boolean waited = transactions.step(() -> queueOf(claim.message().account()).waiting().stream()
                .anyMatch(each -> each.ordinal() == claim.ordinal()));
        change(claim.message().account(), queue -> {
            Queue rest = queue.without(claim.ordinal());
            return queue.holds(claim) ? rest.next() : rest;
        });
        return waited;
    }

    @Override
    public void retry(Claim claim, Instant at, String reason) {
        change(claim.message().account(), queue -> queue.holds(claim) ? queue.again(at) : queue);
    }

    @Override
    public void bury(Claim claim, Instant at, String reason) {
        change(claim.message().account(), queue -> {
            if (!queue.holds(claim)) {
                return queue;
            }
            List<OutboxMessage> buried = new ArrayList<>(queue.buried());
            buried.add(claim.message());
            Queue rest = queue.without(claim.ordinal());
            return new Queue(rest.waiting(), List.copyOf(buried), Optional.empty(), Optional.empty(), 0).next();
        });
    }

    @Override
    public List<OutboxMessage> buried(AccountId account) {
        return transactions.step(() -> {
            transactions.requireBound(account);
            return queueOf(account).buried();
        });
    }
}
