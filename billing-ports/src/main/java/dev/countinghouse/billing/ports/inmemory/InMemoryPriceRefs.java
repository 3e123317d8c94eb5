package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.domain.plan.CouponKey;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import dev.countinghouse.billing.ports.driven.PriceRefs;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

public final class InMemoryPriceRefs implements PriceRefs {

    private static final Comparator<PriceRef> BY_CHARGE = Comparator.comparing(PriceRef::plan)
            .thenComparing(ref -> ref.charge().value());

    private final InMemoryTransactions transactions;
    private final Map<PriceRef, PriceRef> prices = new TreeMap<>(BY_CHARGE);
    private final Map<CouponKey, CouponRef> coupons = new TreeMap<>();

    public InMemoryPriceRefs(InMemoryTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void put(PriceRef ref) {
        transactions.step(() -> replace(prices, ref, ref));
    }

    @Override
    public void put(CouponRef ref) {
        transactions.step(() -> replace(coupons, ref.coupon(), ref));
    }

    private <K, V> boolean replace(Map<K, V> map, K key, V value) {
        V before = map.remove(key);
        map.put(key, value);
        transactions.onRollback(() -> {
            map.remove(key);
            if (before != null) {
                map.put(key, before);
            }
        });
        return true;
    }

    @Override
    public List<PriceRef> of(PlanVersionId plan) {
        return prices().stream().filter(ref -> ref.plan().equals(plan)).toList();
    }

    @Override
    public List<PriceRef> prices() {
        return transactions.step(() -> List.copyOf(prices.values()));
    }

    @Override
    public List<CouponRef> coupons() {
        return transactions.step(() -> List.copyOf(coupons.values()));
    }
}
