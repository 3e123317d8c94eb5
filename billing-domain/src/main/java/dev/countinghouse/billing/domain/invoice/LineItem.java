package dev.countinghouse.billing.domain.invoice;

import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.rating.RatedLine;
import java.util.Locale;
import java.util.Optional;

/**
 * A settled line.
 *
 * @param key unique within the invoice and the same however often the invoice is drafted
 * @param amount the exact amount, settled half up
 * @param discount what discounts take off this line
 * @param adjusts for an adjustment, the invoice whose line it corrects, where there was one
 */
public record LineItem(String key, RatedLine rated, Money amount, Money discount, Optional<InvoiceNumber> adjusts) {

    static LineItem of(RatedLine rated) {
        return new LineItem(
                key(rated),
                rated,
                rated.amount().settle(),
                Money.zero(rated.amount().currency()),
                Optional.empty());
    }

    private static String key(RatedLine rated) {
        return rated.subscription() + "/" + rated.plan() + "/" + rated.charge() + "/"
                + rated.kind().name().toLowerCase(Locale.ROOT) + "/"
                + (isCredit(rated) ? "credit/" : "")
                + rated.period().start();
    }

    /** A change of quantity credits and charges the same fee of the same plan from the same instant. */
    private static boolean isCredit(RatedLine rated) {
        return rated.kind() == RatedLine.Kind.PRORATION && rated.amount().signum() < 0;
    }

    /** Whether this line gives back what another one charged: a maximum spend or negative usage only lowers a charge. */
    boolean isCredit() {
        return isCredit(rated);
    }

    boolean isAdjustment() {
        return rated.kind() == RatedLine.Kind.ADJUSTMENT;
    }

    LineItem discounted(Money more) {
        return new LineItem(key, rated, amount, discount.plus(more), adjusts);
    }

    /** Whether this line credits unused time that {@code other} charged for. */
    boolean givesBackPartOf(LineItem other) {
        return isCredit()
                && other.amount.signum() > 0
                && other.rated.kind() != RatedLine.Kind.USAGE
                && other.rated.subscription().equals(rated.subscription())
                && other.rated.plan().equals(rated.plan())
                && other.rated.charge().equals(rated.charge())
                && other.rated.period().contains(rated.period());
    }

    /** The part of another line's discount that this line's amount is of the other's, settled half up; below 0 for a credit. */
    Money shareOfDiscount(LineItem other) {
        return other.discount
                .exact()
                .times(amount.exact().value().dividedBy(other.amount.exact().value()))
                .settle();
    }

    public Money net() {
        return amount.minus(discount);
    }
}
