package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.domain.payment.PaymentState;
import dev.countinghouse.billing.domain.purchase.Deal;
import dev.countinghouse.billing.domain.purchase.Purchase;
import dev.countinghouse.billing.domain.purchase.PurchaseId;
import dev.countinghouse.billing.ports.driven.Purchases;
import dev.countinghouse.billing.ports.driven.StaleVersionException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

public final class InMemoryPurchases implements Purchases {

    private record Kept(Purchase purchase, Optional<Instant> lookAt, int looks) {

        Due due() {
            return new Due(purchase.account(), purchase.id(), looks);
        }
    }

    private static final Comparator<Kept> LONGEST_DUE = Comparator.comparing(
                    (Kept kept) -> kept.lookAt().orElse(Instant.MAX))
            .thenComparing(kept -> kept.purchase().account(), AccountId.BY_CODE_POINTS)
            .thenComparing(kept -> kept.purchase().id());

    private final InMemoryTransactions transactions;
    private final Map<AccountId, Map<PurchaseId, Kept>> purchases = new HashMap<>();
    private final Map<AccountId, String> stopped = new HashMap<>();

    public InMemoryPurchases(InMemoryTransactions transactions) {
        this.transactions = transactions;
    }

    private Map<PurchaseId, Kept> own(AccountId account) {
        transactions.requireBound(account);
        return purchases.computeIfAbsent(account, any -> new LinkedHashMap<>());
    }

    @Override
    public boolean add(Purchase purchase, Instant lookAt) {
        return transactions.step(() -> {
            Map<PurchaseId, Kept> own = own(purchase.account());
            boolean added = own.putIfAbsent(purchase.id(), new Kept(purchase, Optional.of(lookAt), 0)) == null;
            if (added) {
                transactions.onRollback(() -> own.remove(purchase.id()));
            }
            return added;
        });
    }

    @Override
    public Optional<Purchase> find(AccountId account, PurchaseId id) {
        return transactions.step(() -> Optional.ofNullable(own(account).get(id)).map(Kept::purchase));
    }

    @Override
    public Optional<Purchase> find(AccountId account, PaymentKey key) {
        return transactions.step(() -> all(account)
                .filter(purchase -> purchase.deal().key().equals(key))
                .findFirst());
    }

    private Stream<Purchase> all(AccountId account) {
        return own(account).values().stream().map(Kept::purchase);
    }

    /** One transaction at a time is lock enough. */
    @Override
    public Optional<Purchase> lock(AccountId account, PurchaseId id) {
        return find(account, id);
    }

    @Override
    public Purchase update(Purchase purchase, Optional<Instant> lookAt) {
        return transactions.step(() -> {
            Optional<Kept> before = Optional.ofNullable(own(purchase.account()).get(purchase.id()));
            if (before.filter(kept -> kept.purchase().revision() == purchase.revision())
                    .isEmpty()) {
                throw new StaleVersionException("purchase " + purchase.id() + " of " + purchase.account()
                        + " is not of revision " + purchase.revision() + " any more");
            }
            Purchase revised = purchase.revised();
            replace(before.get(), new Kept(revised, lookAt, 0));
            return revised;
        });
    }

    private void replace(Kept before, Kept after) {
        Map<PurchaseId, Kept> own = own(before.purchase().account());
        own.put(before.purchase().id(), after);
        transactions.onRollback(() -> own.put(before.purchase().id(), before));
    }

    @Override
    public List<Purchase> of(AccountId account, Optional<PurchaseId> before, int limit) {
        return transactions.step(() -> {
            List<Purchase> lastFirst = new ArrayList<>(all(account).toList());
            Collections.reverse(lastFirst);
            return lastFirst.stream()
                    .dropWhile(purchase -> before.isPresent() && !purchase.id().equals(before.get()))
                    .skip(before.isPresent() ? 1 : 0)
                    .limit(limit)
                    .toList();
        });
    }

    @Override
    public List<Due> dueBy(Instant instant, int limit) {
        return transactions.step(() -> purchases.entrySet().stream()
                .filter(account -> transactions.isBound(account.getKey()))
                .flatMap(account -> account.getValue().values().stream())
                .filter(kept -> kept.lookAt().filter(at -> !at.isAfter(instant)).isPresent())
                .sorted(LONGEST_DUE)
                .limit(limit)
                .map(Kept::due)
                .toList());
    }

    @Override
    public boolean postpone(Due seen, Optional<Instant> lookAt) {
        return transactions.step(() -> {
            Optional<Kept> same = Optional.ofNullable(own(seen.account()).get(seen.id()))
                    .filter(kept -> kept.due().equals(seen));
            same.ifPresent(kept -> replace(kept, new Kept(kept.purchase(), lookAt, kept.looks() + 1)));
            return same.isPresent();
        });
    }

    private Stream<Purchase> topped(AccountId account) {
        return all(account).filter(purchase -> purchase.deal().origin() == Deal.Origin.TOP_UP);
    }

    @Override
    public long topUps(AccountId account) {
        return transactions.step(() -> topped(account).count());
    }

    @Override
    public boolean hasUndecidedTopUp(AccountId account) {
        return transactions.step(() -> topped(account).anyMatch(purchase -> !purchase.isDecided()));
    }

    @Override
    public Money toppedUpSince(AccountId account, Instant instant, Money zero) {
        return transactions.step(() -> topped(account)
                .filter(purchase -> !purchase.deal().startedAt().isBefore(instant))
                .filter(purchase -> purchase.payment()
                        .filter(PaymentState.Failed.class::isInstance)
                        .isEmpty())
                .map(Purchase::price)
                .filter(price -> price.currency().equals(zero.currency()))
                .reduce(zero, Money::plus));
    }

    @Override
    public Optional<String> topUpsStopped(AccountId account) {
        return transactions.step(() -> {
            transactions.requireBound(account);
            return Optional.ofNullable(stopped.get(account));
        });
    }

    @Override
    public void stopTopUps(AccountId account, Optional<String> reason) {
        transactions.step(() -> {
            Optional<String> before = topUpsStopped(account);
            put(account, reason);
            transactions.onRollback(() -> put(account, before));
            return true;
        });
    }

    private void put(AccountId account, Optional<String> reason) {
        reason.ifPresentOrElse(some -> stopped.put(account, some), () -> stopped.remove(account));
    }
}
