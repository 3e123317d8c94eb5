package dev.countinghouse.billing.domain.invoice;

import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.plan.Coupon;
import dev.countinghouse.billing.domain.plan.Coupon.Discount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Takes discounts off lines: the phase's percentage, then coupons with percentages, then coupons with amounts, each from
 * what the ones before left. Every discount is one amount, rounded half up once and spread by largest remainder.
 *
 * <p>Only lines that charge something are discounted, together by no more than what a maximum spend leaves of them. A
 * credit for unused time gives back what was paid: it takes back the discount that the line it credits had, on this
 * invoice or on an earlier one.
 */
final class Discounts {

    private final Currency currency;
    private final List<LineItem> lines;
    private final List<DiscountItem> items = new ArrayList<>();

    Discounts(Currency currency, List<LineItem> lines) {
        this.currency = currency;
        this.lines = new ArrayList<>(lines);
    }

    void applyPhases() {
        lines.stream()
                .map(line -> line.rated().percentOff())
                .filter(percent -> percent.signum() > 0)
                .distinct()
                .sorted()
                .toList()
                .forEach(percent -> take(
                        DiscountItem.PHASE,
                        "Introductory price, " + percent + " % off",
                        line -> line.rated().percentOff().equals(percent),
                        base -> percentage(base, percent)));
    }

    void applyCoupons(List<Coupon> coupons) {
        for (Coupon coupon : coupons) {
            if (coupon.discount() instanceof Discount.PercentOff off) {
                take(coupon.key().value(), coupon.name(), any -> true, base -> percentage(base, off.percent()));
            }
        }
        for (Coupon coupon : coupons) {
            if (coupon.discount() instanceof Discount.AmountOff off) {
                take(coupon.key().value(), coupon.name(), any -> true, base -> base.min(off.amount()));
            }
        }
    }

    private void take(String key, String name, Predicate<LineItem> which, Function<Money, Money> discountOf) {
        SortedMap<Integer, Fraction> weights = new TreeMap<>();
        Money base = Money.zero(currency);
        for (int i = 0; i < lines.size(); i++) {
            LineItem line = lines.get(i);
            if (line.isCredit() || !which.test(line)) {
                continue;
            }
            base = base.plus(line.net());
            if (line.net().signum() > 0) {
                weights.put(i, Fraction.of(line.net().minorUnits()));
            }
        }
        Money discount = base.signum() > 0 ? discountOf.apply(base) : base;
        if (discount.signum() > 0) {
            discount.split(weights)
                    .forEach((i, part) -> lines.set(i, lines.get(i).discounted(part)));
            items.add(new DiscountItem(key, name, discount));
        }
    }

    /** @param earlier lines of earlier invoices that a credit on this one may give back */
    void takeBackOnCredits(List<LineItem> earlier) {
        List<LineItem> charged = new ArrayList<>(earlier);
        charged.addAll(lines);
        Money takenBack = Money.zero(currency);
        for (int i = 0; i < lines.size(); i++) {
            LineItem credit = lines.get(i);
            if (credit.isCredit()) {
                Money discount = charged.stream()
                        .filter(credit::givesBackPartOf)
                        .max(Comparator.comparing(line -> line.rated().period().start()))
                        .map(original -> credit.shareOfDiscount(original))
                        .orElse(Money.zero(currency));
                lines.set(i, credit.discounted(discount));
                takenBack = takenBack.plus(discount);
            }
        }
        if (!takenBack.isZero()) {
            items.add(new DiscountItem(DiscountItem.CREDIT, "Discounts on what is credited", takenBack));
        }
    }

    private static Money percentage(Money base, Fraction percent) {
        return base.exact().times(percent.times(Fraction.of(1, 100))).settle();
    }

    List<LineItem> lines() {
        return lines;
    }

    List<DiscountItem> items() {
        return items;
    }
}
