package dev.countinghouse.billing.ports.standin;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.provider.CouponReference;
import dev.countinghouse.billing.domain.provider.InvoiceReference;
import dev.countinghouse.billing.domain.provider.ProviderInvoice;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.Amounts;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.CreditNote;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.Dates;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.Line;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.Status;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the stand-in knows of one invoice, while somebody works on it: it is read from the account's page, changed, and
 * written back as a whole.
 */
final class StandInInvoice {

    /** How long there is a draft, and usage of it may still be told. */
    static final Duration DRAFT = Duration.ofHours(1);

    /** Whoever does not pay his first invoice by then has no subscription. */
    static final Duration FIRST = Duration.ofHours(23);

    /** When it is tried again, after it is finalised. */
    private static final List<Duration> RETRIES =
            List.of(Duration.ofDays(1), Duration.ofDays(3), Duration.ofDays(5), Duration.ofDays(7));

    final InvoiceReference reference;
    final Optional<SubscriptionId> subscription;
    final Currency currency;
    final Instant createdAt;
    /** Whether the subscription waits for it. */
    final boolean first;

    /** When it leaves draft by itself. */
    Instant finalizeAt;

    Status status = Status.DRAFT;
    String number = "";
    Optional<Instant> finalizedAt = Optional.empty();
    Optional<Instant> closedAt = Optional.empty();
    List<Line> lines;
    List<CouponReference> coupons;
    Money discount;

    /** What was to be paid when it was finalised, less what was credited since. */
    Money due;

    /** What of it was taken of the customer's balance. */
    Money ofBalance;

    Money paid;

    /** What of that went back to the card. */
    Money refunded;

    boolean byCard;
    int tries;
    Optional<Instant> nextTry = Optional.empty();

    /** When a bank decides on the last try. */
    Optional<Instant> decidedAt = Optional.empty();

    /** What the last try was by. */
    TestMethod method = TestMethod.NONE;

    /** By their keys. */
    final Map<String, CreditNote> credits = new LinkedHashMap<>();

    StandInInvoice(
            InvoiceReference reference,
            Optional<SubscriptionId> subscription,
            boolean first,
            Instant createdAt,
            List<Line> lines,
            List<CouponReference> coupons) {
        this.reference = reference;
        this.subscription = subscription;
        this.first = first;
        this.createdAt = createdAt;
        this.finalizeAt = createdAt.plus(DRAFT);
        this.lines = lines;
        this.coupons = coupons;
        this.currency = lines.get(0).amount().currency();
        this.discount = zero();
        this.due = zero();
        this.ofBalance = zero();
        this.paid = zero();
        this.refunded = zero();
    }

    Money zero() {
        return Money.zero(currency);
    }

    Money subtotal() {
        return lines.stream().map(Line::amount).reduce(zero(), Money::plus);
    }

    Money total() {
        return subtotal().minus(discount);
    }

    Money remaining() {
        return status == Status.OPEN || status == Status.UNCOLLECTIBLE ? due.minus(paid) : zero();
    }

    /** What falls due by itself. */
    Optional<Instant> due() {
        return switch (status) {
            case DRAFT -> Optional.of(finalizeAt);
            case OPEN, UNCOLLECTIBLE ->
                Stream.of(nextTry, decidedAt, expiresAt())
                        .flatMap(Optional::stream)
                        .min(Instant::compareTo);
            case PAID, VOID -> Optional.empty();
        };
    }

    /** It was tried, and nobody has paid. */
    boolean isFailing() {
        return status == Status.OPEN && tries > 0 && decidedAt.isEmpty();
    }

    /** Its subscription has not begun yet. */
    boolean isWaitedFor() {
        return isFailing() && isFirstTry();
    }

    /** By something that fails at once; what is decided on later begins a subscription. */
    private boolean isFirstTry() {
        return first && !method.isDecidedLater();
    }

    private Optional<Instant> expiresAt() {
        return isWaitedFor() ? finalizedAt.map(at -> at.plus(FIRST)) : Optional.empty();
    }

    /** After an instant; a first one is not tried again. */
    Optional<Instant> retryAfter(Instant at) {
        return isFirstTry()
                ? Optional.empty()
                : RETRIES.stream()
                        .map(after -> finalizedAt.orElseThrow().plus(after))
                        .filter(after -> after.isAfter(at))
                        .findFirst();
    }

    /** @param pages where it is seen: this, and behind it the reference */
    ProviderInvoice shown(AccountId account, URI pages) {
        boolean isDraft = status == Status.DRAFT;
        Money toPay = isDraft ? total().signum() < 0 ? zero() : total() : due;
        Optional<URI> page = isDraft ? Optional.empty() : Optional.of(URI.create(pages + reference.value()));
        return new ProviderInvoice(
                reference,
                account,
                subscription,
                Optional.of(number).filter(it -> !it.isEmpty()),
                status,
                new Dates(createdAt, finalizedAt, Optional.empty(), closedAt),
                new Amounts(subtotal(), discount, zero(), total(), toPay, paid, isDraft ? toPay : remaining()),
                lines,
                tries,
                nextTry,
                page,
                page.map(it -> URI.create(it + "/pdf")),
                Optional.empty(),
                credits.values().stream().map(note -> shown(note, pages)).toList());
    }

    private static CreditNote shown(CreditNote note, URI pages) {
        URI pdf = URI.create(pages + note.reference() + "/pdf");
        return new CreditNote(
                note.reference(), note.number(), note.total(), note.reason(), note.active(), note.createdAt(), pdf);
    }
}
