package dev.countinghouse.adapter.stripe;

import com.stripe.model.CreditNote;
import com.stripe.model.Invoice;
import com.stripe.model.InvoiceLineItem;
import com.stripe.model.StripeError;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.provider.InvoiceReference;
import dev.countinghouse.billing.domain.provider.PriceReference;
import dev.countinghouse.billing.domain.provider.ProviderInvoice;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.Amounts;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.Dates;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.Line;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.Status;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import java.net.URI;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads an invoice of Stripe's, with all its lines and its subscription expanded. */
final class InvoiceReader {

    private final Invoice there;

    private InvoiceReader(Invoice there) {
        this.there = there;
    }

    static ProviderInvoice read(Invoice there, AccountId account, List<CreditNote> notes) {
        return new InvoiceReader(there).read(account, notes);
    }

    private ProviderInvoice read(AccountId account, List<CreditNote> notes) {
        return new ProviderInvoice(
                new InvoiceReference(there.getId()),
                account,
                subscription(),
                Optional.ofNullable(there.getNumber()),
                status(there),
                dates(),
                amounts(),
                there.getLines().getData().stream().map(this::line).toList(),
                Math.toIntExact(Objects.requireNonNullElse(there.getAttemptCount(), 0L)),
                at(there.getNextPaymentAttempt()),
                Optional.ofNullable(there.getHostedInvoiceUrl()).map(URI::create),
                Optional.ofNullable(there.getInvoicePdf()).map(URI::create),
                problem(),
                notes.stream()
                        .sorted(Comparator.comparing(CreditNote::getCreated).thenComparing(CreditNote::getNumber))
                        .map(InvoiceReader::note)
                        .toList());
    }

    static Status status(Invoice there) {
        return switch (there.getStatus()) {
            case "draft" -> Status.DRAFT;
            case "open" -> Status.OPEN;
            case "paid" -> Status.PAID;
            case "void" -> Status.VOID;
            case "uncollectible" -> Status.UNCOLLECTIBLE;
            default ->
                throw new IllegalStateException(
                        "invoice " + there.getId() + " has status " + there.getStatus() + ", which is not known here");
        };
    }

    /** The metadata are ours only if its customer is, which has been seen to. */
    private Optional<SubscriptionId> subscription() {
        return Optional.ofNullable(there.getParent())
                .flatMap(parent -> Optional.ofNullable(parent.getSubscriptionDetails()))
                .flatMap(details -> Optional.ofNullable(details.getSubscriptionObject()))
                .flatMap(subscription -> Metadata.of(subscription, Metadata.SUBSCRIPTION))
                .flatMap(StripeSubscriptionGateway::id);
    }

    private Dates dates() {
        Invoice.StatusTransitions changed = there.getStatusTransitions();
        Long closed =
                switch (status(there)) {
                    case PAID -> changed.getPaidAt();
                    case VOID -> changed.getVoidedAt();
                    case UNCOLLECTIBLE -> changed.getMarkedUncollectibleAt();
                    default -> null;
                };
        return new Dates(
                Instant.ofEpochSecond(there.getCreated()),
                at(changed.getFinalizedAt()),
                at(there.getDueDate()),
                at(closed));
    }

    private Amounts amounts() {
        return new Amounts(
                money(there.getSubtotal()),
                money(Optional.ofNullable(there.getTotalDiscountAmounts()).orElse(List.of()).stream()
                        .mapToLong(Invoice.TotalDiscountAmount::getAmount)
                        .sum()),
                money(Optional.ofNullable(there.getTotalTaxes()).orElse(List.of()).stream()
                        .mapToLong(Invoice.TotalTax::getAmount)
                        .sum()),
                money(there.getTotal()),
                money(there.getAmountDue()),
                money(there.getAmountPaid()),
                money(there.getAmountRemaining()));
    }

    private Line line(InvoiceLineItem line) {
        return new Line(
                Objects.requireNonNullElse(line.getDescription(), ""),
                Optional.ofNullable(line.getPricing())
                        .flatMap(pricing -> Optional.ofNullable(pricing.getPriceDetails()))
                        .map(details -> new PriceReference(details.getPrice())),
                Optional.ofNullable(line.getQuantityDecimal())
                        .or(() -> Optional.ofNullable(line.getQuantity()).map(java.math.BigDecimal::valueOf)),
                money(line.getAmount()),
                period(line.getPeriod()),
                isProration(line));
    }

    /** What was added by hand is for a moment. */
    private static Period period(InvoiceLineItem.Period period) {
        Instant start = Instant.ofEpochSecond(period.getStart());
        return new Period(start, Instant.ofEpochSecond(Math.max(period.getEnd(), period.getStart() + 1)));
    }

    private static boolean isProration(InvoiceLineItem line) {
        InvoiceLineItem.Parent parent = line.getParent();
        if (parent == null) {
            return false;
        }
        return (parent.getSubscriptionItemDetails() != null
                        && Boolean.TRUE.equals(
                                parent.getSubscriptionItemDetails().getProration()))
                || (parent.getInvoiceItemDetails() != null
                        && Boolean.TRUE.equals(parent.getInvoiceItemDetails().getProration()));
    }

    /** Its code only: the text is for programmers, and repeats what was sent. */
    private Optional<String> problem() {
        StripeError error = there.getLastFinalizationError();
        return status(there) == Status.DRAFT && error != null
                ? Optional.of("Stripe could not finalise it: "
                        + StripeRefusal.word(Objects.requireNonNullElse(error.getCode(), error.getType())))
                : Optional.empty();
    }

    private static ProviderInvoice.CreditNote note(CreditNote note) {
        return new ProviderInvoice.CreditNote(
                note.getId(),
                note.getNumber(),
                StripeAmounts.money(note.getTotal(), note.getCurrency()),
                reason(note),
                !"void".equals(note.getStatus()),
                Instant.ofEpochSecond(note.getCreated()),
                URI.create(note.getPdf()));
    }

    private static String reason(CreditNote note) {
        return Optional.ofNullable(note.getMemo())
                .or(() -> Optional.ofNullable(note.getReason()))
                .orElse("");
    }

    private Money money(long amount) {
        return StripeAmounts.money(amount, there.getCurrency());
    }

    private static Optional<Instant> at(@Nullable Long second) {
        return Optional.ofNullable(second).map(Instant::ofEpochSecond);
    }
}
