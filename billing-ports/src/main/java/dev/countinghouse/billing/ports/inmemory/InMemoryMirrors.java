package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.provider.SubscriptionReference;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.Mirrors;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

public final class InMemoryMirrors implements Mirrors {

    private record Watch(
            long wishes,
            long wishesDone,
            long wishesPut,
            long looks,
            long looksDone,
            long turn,
            Optional<Instant> claimedUntil,
            Optional<Instant> lookAt,
            Optional<Again> again,
            Optional<Instant> untoldSince,
            Instant since) {

        static Watch from(Instant since) {
            return new Watch(
                    0, 0, 0, 0, 0, 0, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), since);
        }

        Watch noted(int wish, int look, Instant from) {
            return new Watch(
                    wishes + wish,
                    wishesDone,
                    wishesPut,
                    looks + look,
                    looksDone,
                    turn,
                    claimedUntil,
                    lookAt,
                    Optional.empty(),
                    untoldSince,
                    from.isBefore(since) ? from : since);
        }

        Watch reopened() {
            return with(wishesPut - 1, untoldSince);
        }

        Watch waiting(Optional<Instant> untold) {
            return with(wishesPut, untold);
        }

        private Watch with(long put, Optional<Instant> untold) {
            return new Watch(
                    wishes, wishesDone, put, looks, looksDone, turn, claimedUntil, lookAt, again, untold, since);
        }

        boolean isFree(Instant now) {
            return claimedUntil.filter(now::isBefore).isEmpty();
        }

        boolean isNoted(Instant world) {
            boolean isOpen = wishes > wishesDone || looks > looksDone;
            return isOpen && again.filter(it -> it.at().isAfter(world)).isEmpty();
        }
    }

    private final InMemoryTransactions transactions;
    private final InMemoryAccountClocks clocks;
    private final Map<AccountId, Watch> watched = new TreeMap<>(AccountId.BY_CODE_POINTS);
    private final Map<AccountId, Map<SubscriptionId, Mirror>> mirrors = new HashMap<>();

    public InMemoryMirrors(InMemoryTransactions transactions, InMemoryAccountClocks clocks) {
        this.transactions = transactions;
        this.clocks = clocks;
    }

    private <K, V> void put(Map<K, V> map, K key, V value) {
        Optional<V> before = Optional.ofNullable(map.put(key, value));
        transactions.onRollback(() -> before.ifPresentOrElse(kept -> map.put(key, kept), () -> map.remove(key)));
    }

    private Map<SubscriptionId, Mirror> own(AccountId account) {
        transactions.requireBound(account);
        return mirrors.computeIfAbsent(account, any -> new TreeMap<>());
    }

    @Override
    public void note(AccountId account, Instant since) {
        transactions.step(() -> {
            transactions.requireBound(account);
            put(
                    watched,
                    account,
                    watched.getOrDefault(account, Watch.from(since)).noted(1, 0, since));
            return true;
        });
    }

    @Override
    public void look(AccountId account) {
        transactions.step(() -> {
            transactions.requireBound(account);
            Optional.ofNullable(watched.get(account))
                    .ifPresent(watch -> put(watched, account, watch.noted(0, 1, watch.since())));
            return true;
        });
    }

    @Override
    public List<AccountId> dueBy(Instant engine, Instant world, int limit) {
        return transactions.step(() -> watched.entrySet().stream()
                .filter(entry -> transactions.isBound(entry.getKey()))
                .filter(entry -> entry.getValue().isFree(world))
                .filter(entry -> isDue(entry.getKey(), entry.getValue(), engine, world))
                .sorted(Comparator.comparing(entry -> waitsSince(entry.getValue())))
                .limit(limit)
                .map(Map.Entry::getKey)
                .toList());
    }

    private boolean isDue(AccountId account, Watch watch, Instant engine, Instant world) {
        return watch.isNoted(world) || clocks.isDue(account, watch.lookAt(), engine);
    }

    /** What is new before what failed. */
    private static Instant waitsSince(Watch watch) {
        return watch.again().map(Again::at).orElse(Instant.MIN);
    }

    @Override
    public Optional<Claim> claim(AccountId account, Instant now, Instant until) {
        return transactions.step(() -> {
            transactions.requireBound(account);
            return Optional.ofNullable(watched.get(account))
                    .filter(watch -> watch.isFree(now))
                    .map(watch -> {
                        Watch taken = new Watch(
                                watch.wishes(),
                                watch.wishesDone(),
                                watch.wishesPut(),
                                watch.looks() + 1,
                                watch.looksDone(),
                                watch.turn() + 1,
                                Optional.of(until),
                                Optional.empty(),
                                watch.again(),
                                watch.untoldSince(),
                                watch.since());
                        put(watched, account, taken);
                        return new Claim(
                                account,
                                taken.turn(),
                                taken.wishes(),
                                taken.looks(),
                                taken.wishes() == taken.wishesDone(),
                                taken.wishes() == taken.wishesPut(),
                                watch.again().map(Again::tries).orElse(0),
                                watch.untoldSince(),
                                watch.since());
                    });
        });
    }

    private Optional<Watch> last(Claim claim) {
        transactions.requireBound(claim.account());
        return Optional.ofNullable(watched.get(claim.account())).filter(watch -> watch.turn() == claim.turn());
    }

    @Override
    public boolean isLatest(Claim claim) {
        return transactions.step(() ->
                last(claim).filter(watch -> watch.wishes() == claim.wishes()).isPresent());
    }

    @Override
    public void reopen(Claim claim) {
        transactions.step(() -> {
            last(claim)
                    .filter(watch -> watch.wishesPut() > 0)
                    .ifPresent(watch -> put(watched, claim.account(), watch.reopened()));
            return true;
        });
    }

    @Override
    public void waitForUsage(Claim claim, Optional<Instant> since) {
        transactions.step(() -> {
            last(claim).ifPresent(watch -> put(watched, claim.account(), watch.waiting(since)));
            return true;
        });
    }

    @Override
    public boolean release(Claim claim, Next next) {
        return transactions.step(() -> {
            Optional<Watch> last = last(claim);
            last.ifPresent(watch -> {
                boolean isDone = next.again().isEmpty();
                boolean isNotedSince = watch.wishes() > claim.wishes() || watch.looks() > claim.looks();
                put(
                        watched,
                        claim.account(),
                        new Watch(
                                watch.wishes(),
                                isDone ? claim.wishes() : watch.wishesDone(),
                                next.isPut() ? claim.wishes() : watch.wishesPut(),
                                watch.looks(),
                                isDone ? claim.looks() : watch.looksDone(),
                                watch.turn() + 1,
                                Optional.empty(),
                                next.lookAt(),
                                isNotedSince ? Optional.empty() : next.again(),
                                next.isPut() ? Optional.empty() : watch.untoldSince(),
                                watch.since()));
            });
            return last.isPresent();
        });
    }

    @Override
    public Optional<Instant> nextLook(AccountId account) {
        return transactions.step(() -> {
            transactions.requireBound(account);
            return Optional.ofNullable(watched.get(account)).flatMap(Watch::lookAt);
        });
    }

    @Override
    public Optional<Boolean> isKept(AccountId account) {
        return transactions.step(() -> {
            transactions.requireBound(account);
            return Optional.ofNullable(watched.get(account)).map(watch -> watch.wishes() == watch.wishesDone());
        });
    }

    @Override
    public List<Mirror> of(AccountId account) {
        return transactions.step(() -> List.copyOf(own(account).values()));
    }

    @Override
    public void save(Mirror mirror) {
        transactions.step(() -> {
            Map<SubscriptionId, Mirror> own = own(mirror.account());
            Optional.ofNullable(own.get(mirror.id()))
                    .filter(before -> !before.reference().equals(mirror.reference()))
                    .ifPresent(before -> {
                        throw Mirrors.another(mirror);
                    });
            put(own, mirror.id(), mirror);
            return true;
        });
    }

    @Override
    public Optional<AccountId> accountOf(SubscriptionReference reference) {
        return transactions.step(() -> mirrors.entrySet().stream()
                .filter(entry -> transactions.isBound(entry.getKey()))
                .filter(entry -> entry.getValue().values().stream()
                        .anyMatch(mirror -> mirror.reference().equals(reference)))
                .map(Map.Entry::getKey)
                .findFirst());
    }

    @Override
    public List<Waiting> waiting(Optional<AccountId> after, int limit) {
        return transactions.step(() -> watched.entrySet().stream()
                .filter(entry -> transactions.isBound(entry.getKey()))
                .filter(entry -> after.isEmpty() || AccountId.BY_CODE_POINTS.compare(entry.getKey(), after.get()) > 0)
                .flatMap(entry -> entry.getValue().again().map(it -> new Waiting(entry.getKey(), it)).stream())
                .limit(limit)
                .toList());
    }
}
