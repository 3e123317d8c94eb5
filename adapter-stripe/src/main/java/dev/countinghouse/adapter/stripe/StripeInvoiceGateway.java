package dev.countinghouse.adapter.stripe;

import com.stripe.model.Invoice;
import com.stripe.param.InvoicePayParams;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.payment.CustomerRef;
import dev.countinghouse.billing.domain.payment.PaymentId;
import dev.countinghouse.billing.domain.provider.InvoiceReference;
import dev.countinghouse.billing.domain.provider.ProviderInvoice;
import dev.countinghouse.billing.ports.driven.InvoiceGateway;
import dev.countinghouse.billing.ports.driven.Storage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The invoices that Stripe makes for our customers. Whatever is written beside one, it is ours if its customer is; and nothing
 * is remembered here, because Stripe forgets none.
 */
public final class StripeInvoiceGateway implements InvoiceGateway {

    private static final Pattern INVOICE = Pattern.compile("in_[A-Za-z0-9_]{1,200}");
    private static final Pattern CREDIT_NOTE = Pattern.compile("cn_[A-Za-z0-9_]{1,200}");
    private static final Pattern INTENT = Pattern.compile("pi_[A-Za-z0-9_]{1,200}");

    private final StripeConnection stripe;
    private final StripeMemory memory;
    private final StripeInvoices invoices;
    private final StripeCredits credits;

    public StripeInvoiceGateway(StripeConnection stripe, Storage storage) {
        this.stripe = stripe;
        this.memory = new StripeMemory(storage.transactions(), storage.customerRefs(), storage.paymentRefs());
        this.invoices = new StripeInvoices(stripe);
        this.credits = new StripeCredits(invoices);
    }

    @Override
    public Optional<ProviderInvoice> find(InvoiceReference reference) {
        memory.requireNoTransaction();
        return INVOICE.matcher(reference.value()).matches()
                ? invoices.find(reference.value()).flatMap(this::ours)
                : Optional.empty();
    }

    private Optional<ProviderInvoice> ours(Invoice there) {
        return account(there.getCustomer()).map(account -> read(there, account));
    }

    private Optional<AccountId> account(@Nullable String customer) {
        return Optional.ofNullable(customer).flatMap(known -> memory.account(new CustomerRef(known)));
    }

    /** A draft has no credit notes. */
    private ProviderInvoice read(Invoice there, AccountId account) {
        boolean isDraft = InvoiceReader.status(there) == ProviderInvoice.Status.DRAFT;
        return InvoiceReader.read(there, account, isDraft ? List.of() : invoices.creditNotes(there.getId()));
    }

    @Override
    public Optional<InvoiceReference> ofCreditNote(String creditNote) {
        memory.requireNoTransaction();
        return CREDIT_NOTE.matcher(creditNote).matches()
                ? invoices.creditNote(creditNote)
                        .filter(note -> account(note.getCustomer()).isPresent())
                        .map(note -> new InvoiceReference(note.getInvoice()))
                : Optional.empty();
    }

    @Override
    public Optional<InvoiceReference> ofPayment(PaymentId payment) {
        memory.requireNoTransaction();
        return INTENT.matcher(payment.value()).matches()
                ? invoices.ofPayment(payment.value())
                        .flatMap(invoices::find)
                        .filter(there -> account(there.getCustomer()).isPresent())
                        .map(there -> new InvoiceReference(there.getId()))
                : Optional.empty();
    }

    @Override
    public List<ProviderInvoice> of(AccountId account, Instant since, int limit) {
        memory.requireNoTransaction();
        return memory.customer(account).stream()
                .flatMap(customer -> invoices.since(customer, since, limit).stream())
                .map(there -> read(there, account))
                .toList();
    }

    @Override
    public Outcome change(InvoiceReference reference, Step step) {
        ProviderInvoice before = ours(reference);
        if (step.isDone(before)) {
            return new Outcome.Done(before);
        }
        if (step instanceof Step.Credit credit && credits.isGiven(before, credit)) {
            return new Outcome.Done(before);
        }
        Optional<String> objection = step.objection(before);
        if (objection.isPresent()) {
            return new Outcome.Refused(before, objection.get());
        }
        try {
            take(before, step);
            return new Outcome.Done(ours(reference));
        } catch (StripeRefusal refusal) {
            return refused(ours(reference), step, refusal);
        }
    }

    private ProviderInvoice ours(InvoiceReference reference) {
        return find(reference)
                .orElseThrow(() ->
                        new IllegalArgumentException("invoice " + reference + " is none of our customers' at Stripe"));
    }

    /**
     * All but a credit without keys of ours: once one of them is done, Stripe has nothing left to do, and a decline may not be
     * what the next try is answered.
     */
    private void take(ProviderInvoice invoice, Step step) throws StripeRefusal {
        String id = invoice.reference().value();
        if (step instanceof Step.Finalize) {
            stripe.ask("finalise invoice " + id, v1 -> v1.invoices().finalizeInvoice(id));
        } else if (step instanceof Step.Pay) {
            stripe.ask("collect invoice " + id, v1 -> v1.invoices().pay(id));
        } else if (step instanceof Step.PaidOutside) {
            InvoicePayParams params =
                    InvoicePayParams.builder().setPaidOutOfBand(true).build();
            stripe.ask("have invoice " + id + " paid", v1 -> v1.invoices().pay(id, params));
        } else if (step instanceof Step.Void) {
            stripe.ask("make invoice " + id + " void", v1 -> v1.invoices().voidInvoice(id));
        } else if (step instanceof Step.WriteOff) {
            stripe.ask("write off invoice " + id, v1 -> v1.invoices().markUncollectible(id));
        } else if (step instanceof Step.Credit credit) {
            credits.give(invoice, credit);
        }
    }

    /** Somebody may have been faster; then what he did says best why. */
    private static Outcome refused(ProviderInvoice after, Step step, StripeRefusal refusal) {
        if (step.isDone(after)) {
            return new Outcome.Done(after);
        }
        if (refusal.isForbidden() || refusal.isOtherRequest()) {
            throw StripeConnection.unexpected("change invoice " + after.reference(), refusal);
        }
        return new Outcome.Refused(after, step.objection(after).orElseGet(() -> reason(refusal)));
    }

    private static String reason(StripeRefusal refusal) {
        return refusal.text().isEmpty() ? "Stripe refused: " + refusal.code() : refusal.text();
    }
}
