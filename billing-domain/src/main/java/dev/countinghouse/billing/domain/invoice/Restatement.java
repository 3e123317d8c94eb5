package dev.countinghouse.billing.domain.invoice;

import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.pricing.Step;
import dev.countinghouse.billing.domain.rating.RatedLine;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A billed boundary as it would be invoiced today, because its usage has changed since. Issued invoices never change: the
 * difference to what has been billed stands on a later one, as adjustment lines.
 *
 * @param invoice the invoice of the boundary; empty where nothing was charged at it
 * @param billed what has been billed for the boundary until now, earlier restatements included
 * @param restated what should have been
 */
public record Restatement(
        SubscriptionId subscription,
        Instant boundary,
        Optional<InvoiceNumber> invoice,
        DraftInvoice billed,
        DraftInvoice restated) {

    /** A line per line that has changed, as much as it has. */
    public List<LineItem> lines() {
        return differences(billed.lines(), restated.lines());
    }

    /** The same of what credits pay for. */
    public List<LineItem> paidWithCredits() {
        return differences(billed.paidWithCredits(), restated.paidWithCredits());
    }

    public boolean changesNothing() {
        return lines().isEmpty() && paidWithCredits().isEmpty();
    }

    private List<LineItem> differences(List<LineItem> before, List<LineItem> now) {
        Map<String, LineItem> billedLines = byKey(before);
        Map<String, LineItem> restatedLines = byKey(now);
        List<LineItem> differences = new ArrayList<>();
        restatedLines.forEach((key, line) -> add(differences, billedLines.get(key), line));
        billedLines.forEach((key, line) -> {
            if (!restatedLines.containsKey(key)) {
                add(differences, line, null);
            }
        });
        return differences;
    }

    private static Map<String, LineItem> byKey(List<LineItem> lines) {
        Map<String, LineItem> byKey = new LinkedHashMap<>();
        lines.forEach(line -> byKey.put(line.key(), line));
        return byKey;
    }

    private void add(List<LineItem> differences, @Nullable LineItem before, @Nullable LineItem now) {
        Money amount = amount(now).minus(amount(before));
        Money discount = discount(now).minus(discount(before));
        if (!amount.isZero() || !discount.isZero()) {
            LineItem like = now == null ? Objects.requireNonNull(before) : now;
            differences.add(new LineItem(
                    "adjustment/" + like.key(), rated(like.rated(), before, now), amount, discount, invoice));
        }
    }

    private RatedLine rated(RatedLine like, @Nullable LineItem before, @Nullable LineItem now) {
        Fraction used = used(now).minus(used(before));
        Fraction quantity = quantity(now).minus(quantity(before));
        Amount amount = amount(now).minus(amount(before)).exact();
        return new RatedLine(
                RatedLine.Kind.ADJUSTMENT,
                like.subscription(),
                like.plan(),
                like.charge(),
                "Adjustment: " + like.description(),
                like.meter(),
                like.period(),
                used,
                quantity,
                amount,
                Fraction.ZERO,
                like.settlement(),
                List.of(
                        new Step("as it is now", quantity(now), "", amount(now).exact()),
                        new Step(
                                "billed before",
                                quantity(before).negate(),
                                "",
                                amount(before).negate().exact())));
    }

    private Money amount(@Nullable LineItem line) {
        return line == null ? Money.zero(billed.currency()) : line.amount();
    }

    private Money discount(@Nullable LineItem line) {
        return line == null ? Money.zero(billed.currency()) : line.discount();
    }

    private static Fraction used(@Nullable LineItem line) {
        return line == null ? Fraction.ZERO : line.rated().used();
    }

    private static Fraction quantity(@Nullable LineItem line) {
        return line == null ? Fraction.ZERO : line.rated().quantity();
    }

    /** What tax comes to more: the tax of what should have been billed less the tax of what was, so that cents add up. */
    List<TaxItem> taxes() {
        List<TaxItem> more = new ArrayList<>(restated.taxes());
        for (TaxItem before : billed.taxes()) {
            more = TaxItem.sum(
                    more,
                    new TaxItem(
                            before.rate(),
                            before.base().negate(),
                            before.amount().negate()));
        }
        return more;
    }
}
