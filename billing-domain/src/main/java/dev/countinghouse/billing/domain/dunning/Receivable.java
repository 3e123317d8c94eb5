package dev.countinghouse.billing.domain.dunning;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.invoice.InvoiceNumber;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.payment.Payment;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.domain.payment.PaymentState;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a customer owes by an issued invoice, and what was done to be paid.
 *
 * @param closedAt when it was paid, written off or credited as a whole; empty while it is open
 * @param revision counts changes
 */
public record Receivable(
        Debt debt, Status status, Receipts receipts, Course course, Optional<Instant> closedAt, long revision) {

    /** What the provider says of an account that has nothing to pay with. */
    private static final String NO_METHOD = "no_payment_method";

    public enum Status {
        OPEN,
        PAID,
        /** Credit notes have taken all of it off. */
        VOID,
        /** Nobody expects it to be paid any more. If it is all the same, it is paid. */
        UNCOLLECTIBLE;

        /** The name used in APIs. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Receivable {
        if ((status == Status.OPEN) == closedAt.isPresent()) {
            throw new IllegalArgumentException(
                    "invoice " + debt.invoice() + " is " + status.key() + " and was closed at " + closedAt);
        }
    }

    /** Empty if an invoice asks for nothing. Payment is tried at once. */
    public static Optional<Receivable> of(IssuedInvoice invoice) {
        Money due = invoice.content().amountDue();
        if (due.signum() <= 0) {
            return Optional.empty();
        }
        Debt debt = new Debt(invoice.number(), invoice.content().account(), due, invoice.issuedAt(), invoice.dueAt());
        return Optional.of(new Receivable(
                debt,
                Status.OPEN,
                Receipts.none(Money.zero(due.currency())),
                Course.beginning(invoice.issuedAt()),
                Optional.empty(),
                1));
    }

    public InvoiceNumber invoice() {
        return debt.invoice();
    }

    public AccountId account() {
        return debt.account();
    }

    public boolean isOpen() {
        return status == Status.OPEN;
    }

    /** What is still to be paid; never below 0. */
    public Money outstanding() {
        Money left = debt.amount().minus(receipts.credited()).minus(receipts.received());
        return left.signum() > 0 ? left : Money.zero(left.currency());
    }

    /** Whether a payment may be begun. */
    public boolean isPayable() {
        boolean owes = isOpen() || status == Status.UNCOLLECTIBLE;
        return owes && receipts.undecided().isEmpty() && !outstanding().isZero();
    }

    /** Since when it should have been paid; empty if nothing has gone wrong, or nothing is left to be paid. */
    public Optional<Instant> pastDueSince() {
        return course.pastDueSince().filter(since -> isOpen() && !outstanding().isZero());
    }

    /** The stage that dunning has reached at an instant; empty if nothing has gone wrong. */
    public Optional<DunningStage> stage(DunningSchedule schedule, Instant at) {
        return pastDueSince().map(since -> schedule.stage(since, at));
    }

    /**
     * What is to be done at an instant. Payment is tried before anybody hears of the next stage; one on its way is waited for
     * before the subscriptions end, and a page that nobody visits is not.
     */
    public DunningStep step(DunningSchedule schedule, Instant now) {
        if (isOpen() && isPayable() && course.isRetriedBy(now)) {
            return new DunningStep.Charge();
        }
        Optional<DunningStage> stage = stage(schedule, now).map(this::unlessOnItsWay);
        if (stage.isPresent() && !course.hasBeenTold(stage.get())) {
            return stage.get() == DunningStage.CANCELED ? new DunningStep.GiveUp() : new DunningStep.Tell(stage.get());
        }
        return receipts.isAsking() ? new DunningStep.Ask() : new DunningStep.Wait();
    }

    private DunningStage unlessOnItsWay(DunningStage stage) {
        return stage == DunningStage.CANCELED && isOnItsWay() ? DunningStage.RESTRICTED : stage;
    }

    private boolean isOnItsWay() {
        return receipts.undecided()
                .filter(last -> last.state()
                        .filter(PaymentState.RequiresAction.class::isInstance)
                        .isEmpty())
                .isPresent();
    }

    /** When there is something to do again that the provider has no part in; empty if nothing is. */
    public Optional<Instant> dueNext(DunningSchedule schedule) {
        if (!isOpen()) {
            return Optional.empty();
        }
        Optional<Instant> retry = receipts.undecided().isEmpty() ? course.retryAt() : Optional.empty();
        Optional<Instant> stage = pastDueSince()
                .flatMap(since -> course.told().isEmpty()
                        ? Optional.of(since)
                        : schedule.next(course.told().get())
                                .filter(next -> next != DunningStage.CANCELED || !isOnItsWay())
                                .map(next -> schedule.begin(next, since)));
        return Stream.of(retry, stage).flatMap(Optional::stream).min(Comparator.naturalOrder());
    }

    // ---------------------------------------------------------------- what happens to it

    /** One more payment, of what is outstanding. */
    public Receivable trying(boolean customerPresent, Instant now) {
        requirePayable();
        int number = receipts.tries().size() + 1;
        PaymentTry next = PaymentTry.begin(number, debt.payment(number), outstanding(), customerPresent, now);
        return with(receipts.trying(next)).on(course.retrying(Optional.empty()));
    }

    private void requirePayable() {
        if (!isPayable()) {
            throw new IllegalStateException("invoice " + invoice() + " has no payment to be made: it is " + status.key()
                    + ", outstanding is " + outstanding() + ", not decided is " + receipts.undecided());
        }
    }

    /** What the provider says of one of its payments. */
    public Receivable follow(Payment payment, DunningSchedule schedule, Instant now) {
        boolean wasDecided = theTry(payment.key()).isDecided();
        Receivable after = with(receipts.follow(payment)).settled(now);
        Optional<PaymentState.Failed> failure = after.theTry(payment.key()).failure();
        return failure.isPresent() && !wasDecided && after.isOpen()
                ? after.failed(failure.get(), schedule, now)
                : after;
    }

    private PaymentTry theTry(PaymentKey key) {
        return receipts.under(key)
                .orElseThrow(() -> new IllegalArgumentException("invoice " + invoice() + " has no payment " + key));
    }

    /** Who has no method of payment has until the invoice is due to choose one. */
    private Receivable failed(PaymentState.Failed failure, DunningSchedule schedule, Instant now) {
        if (failure.code().equals(NO_METHOD) && course.pastDueSince().isEmpty() && now.isBefore(debt.dueAt())) {
            return on(course.retrying(course.retryAt().or(() -> Optional.of(debt.dueAt()))));
        }
        Instant since = course.pastDueSince().orElse(now);
        // if another method was chosen meanwhile, that is tried at once
        Optional<Instant> retry = course.retryAt().or(() -> schedule.retryAfter(since, now));
        return on(course.pastDue(since).retrying(retry));
    }

    /** Closes what has nothing left to be paid, and has given back what was paid too much. */
    private Receivable settled(Instant now) {
        boolean isDone = status != Status.PAID
                && status != Status.VOID
                && outstanding().isZero()
                && receipts.undecided().isEmpty();
        Receivable after = isDone ? closed(receipts.received().isZero() ? Status.VOID : Status.PAID, now) : this;
        return after.with(after.receipts.givingBack(debt, now));
    }

    /** A credit note has taken something off. */
    public Receivable credit(Money more, Instant now) {
        return with(receipts.crediting(more)).settled(now);
    }

    /** @param refusal why the provider did not give it back; empty if he did */
    public Receivable refunded(int number, Optional<String> refusal) {
        return with(receipts.refunded(number, refusal));
    }

    /** The rest was paid past the provider. */
    public Receivable paidOutside(String reference, Instant now) {
        requirePayable();
        return with(receipts.outside(new OutsidePayment(reference, outstanding(), now)))
                .settled(now);
    }

    /** Nobody expects it to be paid any more. */
    public Receivable writtenOff(Instant now) {
        return closed(Status.UNCOLLECTIBLE, now);
    }

    public Receivable telling(DunningStage stage) {
        return on(course.telling(stage));
    }

    /**
     * The customer has changed what he pays by, so what was declined may be tried at once; and so may what is not decided yet,
     * should it fail.
     */
    public Receivable hastened(Instant now) {
        boolean wasTried =
                isOpen() && receipts.last().isPresent() && !outstanding().isZero();
        return wasTried ? on(course.retrying(Optional.of(now))) : this;
    }

    private Receivable closed(Status as, Instant now) {
        return new Receivable(debt, as, receipts, course.retrying(Optional.empty()), Optional.of(now), revision);
    }

    private Receivable with(Receipts changed) {
        return new Receivable(debt, status, changed, course, closedAt, revision);
    }

    private Receivable on(Course changed) {
        return new Receivable(debt, status, receipts, changed, closedAt, revision);
    }

    /** As it is kept after a change. */
    public Receivable revised() {
        return new Receivable(debt, status, receipts, course, closedAt, revision + 1);
    }
}
