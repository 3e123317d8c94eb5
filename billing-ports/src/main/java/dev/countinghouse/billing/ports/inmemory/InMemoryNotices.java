package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.domain.notice.KeptNotice;
import dev.countinghouse.billing.domain.notice.NoticeId;
import dev.countinghouse.billing.ports.driven.Notices;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

public final class InMemoryNotices implements Notices {

    private static final Comparator<KeptNotice> OLDEST = Comparator.comparing(KeptNotice::receivedAt)
            .thenComparing(each -> each.id().value());
    private static final Comparator<KeptNotice> LONGEST_DUE = Comparator.comparing(
                    (KeptNotice each) -> each.dueAt().orElseThrow())
            .thenComparing(OLDEST);

    private final InMemoryTransactions transactions;
    private final Map<NoticeId, KeptNotice> notices = new HashMap<>();

    public InMemoryNotices(InMemoryTransactions transactions) {
        this.transactions = transactions;
    }

    private <T> T step(Supplier<T> work) {
        return transactions.step(() -> {
            if (!transactions.isBoundToSystem()) {
                throw new IllegalStateException("notices are the system's alone");
            }
            return work.get();
        });
    }

    @Override
    public boolean add(KeptNotice notice) {
        return step(() -> {
            boolean added = notices.putIfAbsent(notice.id(), notice) == null;
            if (added) {
                transactions.onRollback(() -> notices.remove(notice.id()));
            }
            return added;
        });
    }

    @Override
    public Optional<KeptNotice> find(NoticeId id) {
        return step(() -> Optional.ofNullable(notices.get(id)));
    }

    @Override
    public Optional<KeptNotice> claim(Instant now, Instant until) {
        return step(() -> notices.values().stream()
                .filter(each -> each.isDueBy(now) && !isBusy(each, now))
                .min(LONGEST_DUE)
                .map(due -> {
                    beside(due).forEach(each -> put(each, each.lapsed()));
                    KeptNotice claimed = due.claimed(until);
                    put(due, claimed);
                    return claimed;
                }));
    }

    private boolean isBusy(KeptNotice due, Instant now) {
        return beside(due).stream().anyMatch(each -> each.isClaimed(now));
    }

    /** Others of the same object that somebody works at, or was meant to. */
    private List<KeptNotice> beside(KeptNotice due) {
        return notices.values().stream()
                .filter(each ->
                        each.state() == KeptNotice.State.WORKING && !each.id().equals(due.id()))
                .filter(each -> each.notice().about().isPresent()
                        && each.notice().about().equals(due.notice().about()))
                .toList();
    }

    private void put(KeptNotice before, KeptNotice after) {
        notices.put(after.id(), after);
        transactions.onRollback(() -> notices.put(before.id(), before));
    }

    @Override
    public boolean replace(KeptNotice before, KeptNotice after) {
        return step(() -> {
            boolean isSame = before.equals(notices.get(before.id()));
            if (isSame) {
                put(before, after);
            }
            return isSame;
        });
    }

    @Override
    public List<KeptNotice> list(Optional<KeptNotice.State> state, Optional<Place> before, int limit) {
        return step(() -> notices.values().stream()
                .filter(each -> state.isEmpty() || state.get() == each.state())
                .filter(each -> before.isEmpty() || isBehind(each, before.get()))
                .sorted(OLDEST.reversed())
                .limit(limit)
                .toList());
    }

    private static boolean isBehind(KeptNotice notice, Place place) {
        int order = notice.receivedAt().compareTo(place.receivedAt());
        return order < 0
                || order == 0 && notice.id().value().compareTo(place.id().value()) < 0;
    }

    @Override
    public int purge(Instant before, int limit) {
        return step(() -> {
            List<KeptNotice> old = notices.values().stream()
                    .filter(each ->
                            each.finishedAt().filter(at -> at.isBefore(before)).isPresent())
                    .limit(limit)
                    .toList();
            old.forEach(each -> {
                notices.remove(each.id());
                transactions.onRollback(() -> notices.put(each.id(), each));
            });
            return old.size();
        });
    }
}
