package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.checkout.Checkout;
import dev.countinghouse.billing.domain.checkout.CheckoutId;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.ports.driven.Checkouts;
import dev.countinghouse.billing.ports.driven.StaleVersionException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

public final class InMemoryCheckouts implements Checkouts {

    private record Kept(Checkout checkout, Instant lookAt, int looks) {

        Due due() {
            return new Due(checkout.account(), checkout.id(), looks);
        }
    }

    private static final Comparator<Kept> LONGEST_DUE = Comparator.comparing(Kept::lookAt)
            .thenComparing(kept -> kept.checkout().account(), AccountId.BY_CODE_POINTS)
            .thenComparing(kept -> kept.checkout().id());

    private final InMemoryTransactions transactions;
    private final Map<AccountId, Map<CheckoutId, Kept>> checkouts = new HashMap<>();

    public InMemoryCheckouts(InMemoryTransactions transactions) {
        this.transactions = transactions;
    }

    private Map<CheckoutId, Kept> own(AccountId account) {
        transactions.requireBound(account);
        return checkouts.computeIfAbsent(account, any -> new LinkedHashMap<>());
    }

    @Override
    public boolean add(Checkout checkout, Instant lookAt) {
        return transactions.step(() -> {
            Map<CheckoutId, Kept> own = own(checkout.account());
            boolean added = own.putIfAbsent(checkout.id(), new Kept(checkout, lookAt, 0)) == null;
            if (added) {
                transactions.onRollback(() -> own.remove(checkout.id()));
            }
            return added;
        });
    }

    @Override
    public Optional<Checkout> find(AccountId account, CheckoutId id) {
        return transactions.step(() -> Optional.ofNullable(own(account).get(id)).map(Kept::checkout));
    }

    @Override
    public Optional<Checkout> find(AccountId account, PaymentKey key) {
        return transactions.step(() -> own(account).values().stream()
                .map(Kept::checkout)
                .filter(checkout -> checkout.key().equals(key))
                .findFirst());
    }

    /** One transaction at a time is lock enough. */
    @Override
    public Optional<Checkout> lock(AccountId account, CheckoutId id) {
        return find(account, id);
    }

    @Override
    public Checkout update(Checkout checkout, Instant lookAt) {
        return transactions.step(() -> {
            Optional<Kept> before = Optional.ofNullable(own(checkout.account()).get(checkout.id()));
            if (before.filter(kept -> kept.checkout().revision() == checkout.revision())
                    .isEmpty()) {
                throw new StaleVersionException("checkout " + checkout.id() + " of " + checkout.account()
                        + " is not of revision " + checkout.revision() + " any more");
            }
            Checkout revised = checkout.revised();
            replace(before.get(), new Kept(revised, lookAt, 0));
            return revised;
        });
    }

    private void replace(Kept before, Kept after) {
        Map<CheckoutId, Kept> own = own(before.checkout().account());
        own.put(before.checkout().id(), after);
        transactions.onRollback(() -> own.put(before.checkout().id(), before));
    }

    @Override
    public List<Due> dueBy(Instant instant, int limit) {
        return transactions.step(() -> checkouts.entrySet().stream()
                .filter(account -> transactions.isBound(account.getKey()))
                .flatMap(account -> account.getValue().values().stream())
                .filter(kept -> !kept.checkout().isDecided() && !kept.lookAt().isAfter(instant))
                .sorted(LONGEST_DUE)
                .limit(limit)
                .map(Kept::due)
                .toList());
    }

    @Override
    public boolean postpone(Due seen, Instant lookAt) {
        return transactions.step(() -> {
            Optional<Kept> same = Optional.ofNullable(own(seen.account()).get(seen.id()))
                    .filter(kept -> kept.due().equals(seen) && !kept.checkout().isDecided());
            same.ifPresent(kept -> replace(kept, new Kept(kept.checkout(), lookAt, kept.looks() + 1)));
            return same.isPresent();
        });
    }
}
