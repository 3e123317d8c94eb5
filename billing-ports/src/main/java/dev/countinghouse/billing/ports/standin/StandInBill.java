package dev.countinghouse.billing.ports.standin;

import dev.countinghouse.billing.domain.provider.CouponReference;
import dev.countinghouse.billing.domain.provider.PriceReference;
import dev.countinghouse.billing.domain.provider.PricedItem;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.Line;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is to be invoiced of a subscription, and how.
 *
 * @param since from when on each item is to be charged for, in the period that is running
 * @param pending lines of the next invoice
 * @param coupons that count for it
 * @param given how many coupons were given, those that are used up among them
 * @param heard since when it is for what, as we said last
 */
record StandInBill(
        Map<PriceReference, Instant> since,
        List<Line> pending,
        List<CouponReference> coupons,
        int given,
        Instant heard) {

    StandInBill {
        since = Collections.unmodifiableSortedMap(new TreeMap<>(since));
        pending = List.copyOf(pending);
        coupons = List.copyOf(coupons);
    }

    /** A period begins, and what was pending is on an invoice. */
    StandInBill begun(List<PricedItem> items, Instant at) {
        return new StandInBill(
                items.stream().collect(Collectors.toMap(PricedItem::price, item -> at)),
                List.of(),
                coupons,
                given,
                heard);
    }

    StandInBill changed(List<PricedItem> items, Instant at, List<Line> lines) {
        List<Line> more = new ArrayList<>(pending);
        more.addAll(lines);
        Map<PriceReference, Instant> kept = items.stream()
                .collect(Collectors.toMap(PricedItem::price, item -> since.getOrDefault(item.price(), at)));
        return new StandInBill(kept, more, coupons, given, heard);
    }

    /** Each is given once. */
    StandInBill given(List<CouponReference> all) {
        List<CouponReference> more = new ArrayList<>(coupons);
        more.addAll(all.subList(Math.min(given, all.size()), all.size()));
        return new StandInBill(since, pending, more, Math.max(given, all.size()), heard);
    }

    StandInBill using(Function<CouponReference, Boolean> isForever) {
        return new StandInBill(
                since, pending, coupons.stream().filter(isForever::apply).toList(), given, heard);
    }

    StandInBill heard(Instant from) {
        return new StandInBill(since, pending, coupons, given, from);
    }
}
