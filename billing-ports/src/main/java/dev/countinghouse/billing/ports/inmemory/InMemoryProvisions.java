package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.provision.Provision;
import dev.countinghouse.billing.domain.provision.ProvisionId;
import dev.countinghouse.billing.ports.driven.Provisions;
import dev.countinghouse.billing.ports.driven.StaleVersionException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

public final class InMemoryProvisions implements Provisions {

    private record Kept(Provision provision, Instant lookAt, int looks) {

        Open open() {
            return new Open(provision.account(), provision.id(), looks);
        }
    }

    private static final Comparator<Kept> LONGEST_DUE = Comparator.comparing(Kept::lookAt)
            .thenComparing(kept -> kept.provision().account(), AccountId.BY_CODE_POINTS)
            .thenComparing(kept -> kept.provision().id());

    private final InMemoryTransactions transactions;
    private final Map<AccountId, Map<ProvisionId, Kept>> provisions = new HashMap<>();

    public InMemoryProvisions(InMemoryTransactions transactions) {
        this.transactions = transactions;
    }

    private Map<ProvisionId, Kept> own(AccountId account) {
        transactions.requireBound(account);
        return provisions.computeIfAbsent(account, any -> new LinkedHashMap<>());
    }

    @Override
    public boolean add(Provision provision, Instant lookAt) {
        return transactions.step(() -> {
            Map<ProvisionId, Kept> own = own(provision.account());
            boolean added = own.putIfAbsent(provision.id(), new Kept(provision, lookAt, 0)) == null;
            if (added) {
                transactions.onRollback(() -> own.remove(provision.id()));
            }
            return added;
        });
    }

    @Override
    public Optional<Provision> find(AccountId account, ProvisionId id) {
        return transactions.step(() -> Optional.ofNullable(own(account).get(id)).map(Kept::provision));
    }

    /** One transaction at a time is lock enough. */
    @Override
    public Optional<Provision> lock(AccountId account, ProvisionId id) {
        return find(account, id);
    }

    @Override
    public Optional<Provision> last(AccountId account) {
        return transactions.step(() -> own(account).values().stream()
                .map(Kept::provision)
                .filter(provision -> provision.purpose().fold(ofAccount -> true, ofSession -> false))
                .reduce((earlier, later) -> later));
    }

    @Override
    public Provision update(Provision provision, Instant lookAt) {
        return transactions.step(() -> {
            Optional<Kept> before = Optional.ofNullable(own(provision.account()).get(provision.id()));
            if (before.filter(kept -> kept.provision().revision() == provision.revision())
                    .isEmpty()) {
                throw new StaleVersionException("provision " + provision.id() + " of " + provision.account()
                        + " is not of revision " + provision.revision() + " any more");
            }
            Provision revised = provision.revised();
            replace(before.get(), new Kept(revised, lookAt, 0));
            return revised;
        });
    }

    private void replace(Kept before, Kept after) {
        Map<ProvisionId, Kept> own = own(before.provision().account());
        own.put(before.provision().id(), after);
        transactions.onRollback(() -> own.put(before.provision().id(), before));
    }

    @Override
    public List<Open> openBy(Instant instant, int limit) {
        return transactions.step(() -> provisions.entrySet().stream()
                .filter(account -> transactions.isBound(account.getKey()))
                .flatMap(account -> account.getValue().values().stream())
                .filter(kept -> kept.provision().isOpen() && !kept.lookAt().isAfter(instant))
                .sorted(LONGEST_DUE)
                .limit(limit)
                .map(Kept::open)
                .toList());
    }

    @Override
    public void postpone(AccountId account, ProvisionId id, Instant lookAt) {
        transactions.step(() -> {
            Optional.ofNullable(own(account).get(id))
                    .ifPresent(kept -> replace(kept, new Kept(kept.provision(), lookAt, kept.looks() + 1)));
            return true;
        });
    }
}
