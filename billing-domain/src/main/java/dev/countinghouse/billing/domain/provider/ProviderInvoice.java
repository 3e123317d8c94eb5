package dev.countinghouse.billing.domain.provider;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An invoice that the provider made, as he has it. All amounts are in its currency.
 *
 * @param subscription of ours, whose mirror it is for; empty if somebody made it by hand
 * @param number what is printed on it; empty while it is a draft
 * @param lines all of them, in the order in which they are printed
 * @param tries how often it was tried to be collected
 * @param nextTry when that is tried again; empty if it is not
 * @param page where the customer sees and pays it; empty while it is a draft
 * @param pdf empty while it is a draft
 * @param problem why it could not leave draft, in words that may be shown; empty if nothing is wrong
 * @param creditNotes the oldest first
 */
public record ProviderInvoice(
        InvoiceReference reference,
        AccountId account,
        Optional<SubscriptionId> subscription,
        Optional<String> number,
        Status status,
        Dates dates,
        Amounts amounts,
        List<Line> lines,
        int tries,
        Optional<Instant> nextTry,
        Optional<URI> page,
        Optional<URI> pdf,
        Optional<String> problem,
        List<CreditNote> creditNotes) {

    public ProviderInvoice {
        lines = List.copyOf(lines);
        creditNotes = List.copyOf(creditNotes);
    }

    public enum Status {
        /** Nobody owes it yet, and its lines may change. */
        DRAFT,
        OPEN,
        PAID,
        /** It was finalised and is owed no more. */
        VOID,
        /** Nobody expects it to be paid any more. */
        UNCOLLECTIBLE;

        /** The name used in APIs. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param finalizedAt from when on it is owed; empty while it is a draft
     * @param dueAt until when it may be paid without delay; empty if it is collected at once
     * @param closedAt when it was paid, made void or given up; empty while it is none of these
     */
    public record Dates(
            Instant createdAt, Optional<Instant> finalizedAt, Optional<Instant> dueAt, Optional<Instant> closedAt) {}

    /**
     * @param subtotal of the lines
     * @param discount what coupons take off that, not negative
     * @param tax on that; some prices have it within
     * @param total what it comes to; negative where more is credited than charged
     * @param due what is to be paid of that, less the customer's balance
     * @param paid what was paid of that, by whatever means
     * @param remaining what is still to be paid
     */
    public record Amounts(
            Money subtotal, Money discount, Money tax, Money total, Money due, Money paid, Money remaining) {}

    /**
     * @param price empty if it is of none that was provisioned
     * @param quantity what the price was multiplied by; empty if nothing was
     * @param period what it is for; a second from when, if it is for no time
     * @param proration whether it corrects what was charged before
     */
    public record Line(
            String description,
            Optional<PriceReference> price,
            Optional<BigDecimal> quantity,
            Money amount,
            Period period,
            boolean proration) {}

    /**
     * @param number what is printed on it
     * @param total what it takes off the invoice or gives back, with tax
     * @param active whether it counts: one that was made void does not
     */
    public record CreditNote(
            String reference, String number, Money total, String reason, boolean active, Instant createdAt, URI pdf) {}

    public boolean isOwed() {
        return status == Status.OPEN || status == Status.UNCOLLECTIBLE;
    }

    /** What credit notes that count have taken off it or given back. */
    public Money credited() {
        return creditNotes.stream()
                .filter(CreditNote::active)
                .map(CreditNote::total)
                .reduce(Money.zero(amounts.total().currency()), Money::plus);
    }
}
