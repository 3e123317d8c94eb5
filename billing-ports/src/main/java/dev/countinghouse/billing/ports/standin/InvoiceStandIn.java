package dev.countinghouse.billing.ports.standin;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.payment.PaymentId;
import dev.countinghouse.billing.domain.payment.PaymentState.Failed;
import dev.countinghouse.billing.domain.provider.InvoiceReference;
import dev.countinghouse.billing.domain.provider.ProviderInvoice;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.CreditNote;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.Line;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.InvoiceGateway;
import dev.countinghouse.billing.ports.driven.InvoiceGateway.Outcome.Done;
import dev.countinghouse.billing.ports.driven.InvoiceGateway.Outcome.Refused;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The invoices of the provider that {@link PaymentStandIn} stands in for, over the same book, which tells of them. They
 * follow from {@link SubscriptionStandIn}'s subscriptions, {@link PriceStandIn}'s prices and what {@link MeterStandIn} has
 * counted, by the clock. What only somebody in the provider's dashboard does are methods of its own.
 */
public final class InvoiceStandIn implements InvoiceGateway {

    private static final String PAYMENT = "invoice_payment_";

    private final InstantSource clock;
    private final URI pages;
    private final StandInBilling billing;

    /** @param pages where invoices and credit notes are seen: this, and behind it what they are called */
    public InvoiceStandIn(StandInBook book, InstantSource clock, URI pages) {
        this.clock = clock;
        this.pages = pages;
        this.billing = new StandInBilling(book);
    }

    @Override
    public Optional<ProviderInvoice> find(InvoiceReference reference) {
        return billing.accountOf(StandInAccount.INVOICE, reference.value())
                .map(account -> billing.asOf(account, now()))
                .flatMap(account -> Optional.ofNullable(account.invoices.get(reference.value()))
                        .map(invoice -> invoice.shown(account.account(), pages)));
    }

    @Override
    public Optional<InvoiceReference> ofCreditNote(String creditNote) {
        return billing.accountOf(StandInAccount.CREDIT_NOTE, creditNote)
                .map(account -> billing.asOf(account, now()))
                .flatMap(account -> account.invoices.values().stream()
                        .filter(invoice -> invoice.credits.values().stream()
                                .map(CreditNote::reference)
                                .anyMatch(creditNote::equals))
                        .findFirst())
                .map(invoice -> invoice.reference);
    }

    /** Each has one payment at most. */
    @Override
    public Optional<InvoiceReference> ofPayment(PaymentId payment) {
        return payment.value().startsWith(PAYMENT) && payment.value().length() > PAYMENT.length()
                ? find(new InvoiceReference(payment.value().substring(PAYMENT.length())))
                        .filter(invoice -> paymentOf(invoice.reference()).equals(Optional.of(payment)))
                        .map(ProviderInvoice::reference)
                : Optional.empty();
    }

    /** What it was paid by; empty if it was not, or past the provider. */
    public Optional<PaymentId> paymentOf(InvoiceReference reference) {
        return invoice(reference).filter(invoice -> invoice.byCard).map(invoice -> new PaymentId(PAYMENT + reference));
    }

    /** What of that was given back to what it was paid by. */
    public Money refunded(InvoiceReference reference) {
        return invoice(reference).orElseThrow(() -> unknown(reference)).refunded;
    }

    private Optional<StandInInvoice> invoice(InvoiceReference reference) {
        return billing.accountOf(StandInAccount.INVOICE, reference.value())
                .map(account -> billing.asOf(account, now()))
                .flatMap(account -> Optional.ofNullable(account.invoices.get(reference.value())));
    }

    @Override
    public List<ProviderInvoice> of(AccountId account, Instant since, int limit) {
        StandInAccount there = billing.asOf(account, now());
        List<StandInInvoice> all = new ArrayList<>(there.invoices.values());
        Collections.reverse(all);
        return all.stream()
                .filter(invoice -> !invoice.createdAt.isBefore(since))
                .limit(limit)
                .map(invoice -> invoice.shown(account, pages))
                .toList();
    }

    /** Somebody makes one by hand, for a subscription of ours or for something else; it is collected like any other. */
    public InvoiceReference draft(AccountId account, Optional<SubscriptionId> subscription, List<Line> lines) {
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("an invoice of " + account + " has no lines, it needs at least one");
        }
        Instant now = now();
        return billing.change(
                account, now, (there, running) -> there.invoice(subscription, false, lines, List.of(), now).reference);
    }

    @Override
    public Outcome change(InvoiceReference reference, Step step) {
        Instant now = now();
        AccountId account =
                billing.accountOf(StandInAccount.INVOICE, reference.value()).orElseThrow(() -> unknown(reference));
        return billing.change(account, now, (there, running) -> {
            StandInInvoice invoice =
                    Optional.ofNullable(there.invoices.get(reference.value())).orElseThrow(() -> unknown(reference));
            Optional<String> refusal = change(invoice, step, running, now);
            ProviderInvoice after = invoice.shown(account, pages);
            return refusal.<Outcome>map(reason -> new Refused(after, reason)).orElseGet(() -> new Done(after));
        });
    }

    private Optional<String> change(StandInInvoice invoice, Step step, StandInRunning running, Instant now) {
        ProviderInvoice before = invoice.shown(running.account(), pages);
        if (step.isDone(before) || isDone(invoice, step)) {
            return Optional.empty();
        }
        Optional<String> objection = step.objection(before);
        return objection.isPresent()
                ? objection
                : running.watched(now, () -> done(invoice, step, running.collecting(), now))
                        .map(Failed::text);
    }

    private static boolean isDone(StandInInvoice invoice, Step step) {
        if (!(step instanceof Step.Credit credit)) {
            return false;
        }
        Optional<CreditNote> there = Optional.ofNullable(invoice.credits.get(credit.key()));
        there.filter(note -> !note.total().equals(credit.amount())).ifPresent(other -> {
            throw new IllegalArgumentException("under key " + credit.key() + " invoice " + invoice.reference
                    + " has a credit note of " + other.total() + ", there cannot be one of " + credit.amount());
        });
        return there.isPresent();
    }

    private static Optional<Failed> done(StandInInvoice invoice, Step step, StandInCollecting collecting, Instant now) {
        if (step instanceof Step.Pay) {
            return collecting.collect(invoice, now);
        }
        if (step instanceof Step.Finalize) {
            collecting.finaliseByHand(invoice, now);
        } else if (step instanceof Step.PaidOutside) {
            collecting.paidOutside(invoice, now);
        } else if (step instanceof Step.Void) {
            collecting.makeVoid(invoice, now);
        } else if (step instanceof Step.WriteOff) {
            collecting.writeOff(invoice, now);
        } else if (step instanceof Step.Credit credit) {
            collecting.credit(invoice, credit, now);
        }
        return Optional.empty();
    }

    private static IllegalArgumentException unknown(InvoiceReference reference) {
        return new IllegalArgumentException("there is no invoice " + reference + " of a customer of ours");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
