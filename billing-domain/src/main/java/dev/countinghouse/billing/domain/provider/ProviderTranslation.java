package dev.countinghouse.billing.domain.provider;

import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.domain.plan.Coupon;
import dev.countinghouse.billing.domain.plan.Coupon.Discount;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.List;

/**
 * A catalogue as a provider that invoices needs it, and everything that he would invoice otherwise than it says.
 *
 * @param catalogue complete only if nothing is inexpressible
 * @param problems all of them, in the order of the catalogue
 */
public record ProviderTranslation(ProviderCatalogue catalogue, List<Inexpressible> problems) {

    public ProviderTranslation {
        problems = List.copyOf(problems);
    }

    public static ProviderTranslation of(Catalogue catalogue, ProviderTerms terms) {
        Problems problems = new Problems();
        List<ProviderPrice> prices = new ArrayList<>();
        LateUsage.check(catalogue, problems);
        catalogue
                .plans()
                .values()
                .forEach(
                        plan -> prices.addAll(new PlanTranslation(plan, catalogue.meters(), terms, problems).prices()));
        List<ProviderCoupon> coupons = catalogue.coupons().values().stream()
                .map(coupon -> coupon(coupon, terms, problems))
                .toList();
        return new ProviderTranslation(new ProviderCatalogue(prices, coupons), problems.list());
    }

    /**
     * The prices of versions that are not sold any more. A version that cannot be told was published when somebody else
     * invoiced; it has none.
     */
    public static List<ProviderPrice> older(
            Catalogue catalogue, Collection<PlanVersion> versions, ProviderTerms terms) {
        List<ProviderPrice> prices = new ArrayList<>();
        for (PlanVersion version : versions) {
            boolean isSold = catalogue
                    .plan(version.id().plan())
                    .filter(plan -> plan.id().equals(version.id()))
                    .isPresent();
            Problems problems = new Problems();
            List<ProviderPrice> told = new PlanTranslation(version, catalogue.meters(), terms, problems).prices();
            if (!isSold && problems.list().isEmpty()) {
                told.forEach(price -> prices.add(price.ofOldVersion()));
            }
        }
        return prices;
    }

    /**
     * What a draft changes that would have the provider count otherwise what he has prices for already.
     *
     * @param earlier all plan versions that were ever published: subscriptions may be on any of them
     */
    public static List<Inexpressible> changes(Catalogue published, Collection<PlanVersion> earlier, Catalogue draft) {
        Problems problems = new Problems();
        new CountedDecimals(published, draft, problems).check(earlier);
        return problems.list();
    }

    private static ProviderCoupon coupon(Coupon coupon, ProviderTerms terms, Problems problems) {
        String path = "coupons." + coupon.key();
        boolean forever = coupon.duration().equals(Coupon.Duration.FOREVER);
        if (!forever && !coupon.duration().equals(Coupon.Duration.ONCE)) {
            problems.add(
                    path + ".invoices",
                    "is " + coupon.duration().invoices()
                            + ", the provider counts months and not invoices: write once or forever");
        }
        problems.checkName(path + ".name", coupon.name(), terms.longestCouponName());
        if (coupon.discount() instanceof Discount.PercentOff percent) {
            checkPercent(path, percent.percent(), terms, problems);
        } else if (coupon.discount() instanceof Discount.AmountOff amount) {
            checkAmount(path, amount.amount(), terms, problems);
        }
        return new ProviderCoupon(coupon.key(), coupon.name(), coupon.discount(), forever);
    }

    private static void checkPercent(String path, Fraction percent, ProviderTerms terms, Problems problems) {
        if (Problems.decimal(percent, terms.percentDecimals()).isEmpty()) {
            problems.add(
                    path + ".percent_off",
                    "is " + percent + ", the provider takes at most " + terms.percentDecimals() + " decimals");
        }
    }

    private static void checkAmount(String path, Money amount, ProviderTerms terms, Problems problems) {
        Currency currency = amount.currency();
        if (!terms.takes(currency)) {
            problems.add(path + ".currency", Problems.refused(currency));
        }
        problems.checkAmount(path + ".amount_off", amount, terms);
    }
}
