package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.session.Session;
import dev.countinghouse.billing.domain.session.SessionId;
import dev.countinghouse.billing.ports.driven.Sessions;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

public final class InMemorySessions implements Sessions {

    private static final Comparator<Session> LATEST_FIRST =
            Comparator.comparing(Session::startedAt).thenComparing(Session::id).reversed();

    private final InMemoryTransactions transactions;
    private final InMemoryAccountClocks clocks;
    private final Map<AccountId, TreeMap<SessionId, Kept>> sessions = new HashMap<>();

    private record Kept(Session session, Optional<Instant> checkAt) {}

    public InMemorySessions(InMemoryTransactions transactions, InMemoryAccountClocks clocks) {
        this.transactions = transactions;
        this.clocks = clocks;
    }

    private TreeMap<SessionId, Kept> own(AccountId account) {
        transactions.requireBound(account);
        return sessions.computeIfAbsent(account, any -> new TreeMap<>());
    }

    @Override
    public boolean add(Session session, Instant checkAt) {
        return transactions.step(() -> {
            TreeMap<SessionId, Kept> own = own(session.order().account());
            if (own.containsKey(session.id())) {
                return false;
            }
            own.put(session.id(), new Kept(session, Optional.of(checkAt)));
            transactions.onRollback(() -> own.remove(session.id()));
            return true;
        });
    }

    @Override
    public Optional<Session> find(AccountId account, SessionId id) {
        return transactions.step(() -> Optional.ofNullable(own(account).get(id)).map(Kept::session));
    }

    /** There is one transaction at a time, so whoever is in one holds every lock. */
    @Override
    public Optional<Session> lock(AccountId account, SessionId id) {
        return find(account, id);
    }

    @Override
    public void save(Session session, Optional<Instant> checkAt) {
        transactions.step(() -> {
            TreeMap<SessionId, Kept> own = own(session.order().account());
            Kept before = Optional.ofNullable(own.replace(session.id(), new Kept(session, checkAt)))
                    .orElseThrow(() -> new IllegalStateException("session " + session.id() + " is not kept"));
            transactions.onRollback(() -> own.put(session.id(), before));
            return before;
        });
    }

    @Override
    public List<Session> of(AccountId account, boolean running, Optional<Session> before, int limit) {
        return transactions.step(() -> own(account).values().stream()
                .map(Kept::session)
                .filter(session -> !running || session.isRunning())
                .filter(session -> before.filter(last -> LATEST_FIRST.compare(session, last) <= 0)
                        .isEmpty())
                .sorted(LATEST_FIRST)
                .limit(limit)
                .toList());
    }

    @Override
    public List<Key> checkBy(Instant instant, int limit) {
        return transactions.step(() -> sessions.values().stream()
                .flatMap(own -> own.values().stream())
                .filter(kept -> clocks.isDue(kept.session().order().account(), kept.checkAt(), instant))
                .sorted(Comparator.comparing((Kept kept) -> kept.checkAt().orElseThrow())
                        .thenComparing(kept -> kept.session().order().account())
                        .thenComparing(kept -> kept.session().id()))
                .limit(limit)
                .map(kept ->
                        new Key(kept.session().order().account(), kept.session().id()))
                .toList());
    }

    @Override
    public Optional<Instant> nextCheck(AccountId account) {
        return transactions.step(() -> own(account).values().stream()
                .flatMap(kept -> kept.checkAt().stream())
                .min(Comparator.naturalOrder()));
    }
}
