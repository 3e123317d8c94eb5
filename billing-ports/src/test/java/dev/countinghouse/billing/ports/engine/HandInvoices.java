package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.payment.PaymentId;
import dev.countinghouse.billing.domain.provider.InvoiceReference;
import dev.countinghouse.billing.domain.provider.ProviderInvoice;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.Amounts;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.CreditNote;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.Dates;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.Status;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.InvoiceGateway;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import java.net.URI;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Invoices at a provider, moved by hand. */
public final class HandInvoices implements InvoiceGateway {

    private static final URI PAGE = URI.create("https://invoice.example/1");

    public final Map<InvoiceReference, ProviderInvoice> all = new ConcurrentHashMap<>();
    public final Map<String, InvoiceReference> notes = new ConcurrentHashMap<>();
    public final Map<PaymentId, InvoiceReference> payments = new ConcurrentHashMap<>();
    /** Of whom nothing can be listed. */
    final Set<AccountId> away = ConcurrentHashMap.newKeySet();

    /** What happens while an answer is on its way: it was made before. */
    Runnable meanwhile = () -> {};

    /** A draft over 20.00, created at an instant. */
    public InvoiceReference draft(AccountId account, String reference, Instant at) {
        Money all = Money.parse("20.00", Workbench.USD);
        Money zero = Money.zero(Workbench.USD);
        InvoiceReference id = new InvoiceReference(reference);
        this.all.put(
                id,
                new ProviderInvoice(
                        id,
                        account,
                        Optional.of(new SubscriptionId("main")),
                        Optional.empty(),
                        Status.DRAFT,
                        new Dates(at, Optional.empty(), Optional.empty(), Optional.empty()),
                        new Amounts(all, zero, zero, all, all, zero, all),
                        List.of(),
                        0,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of()));
        return id;
    }

    private void change(InvoiceReference reference, UnaryOperator<ProviderInvoice> change) {
        all.computeIfPresent(reference, (id, invoice) -> change.apply(invoice));
    }

    public void becomes(InvoiceReference reference, Status status) {
        change(reference, old -> with(old, status, old.tries(), Optional.empty(), old.creditNotes()));
    }

    public void fails(InvoiceReference reference, int tries) {
        change(reference, old -> with(old, Status.OPEN, tries, Optional.empty(), old.creditNotes()));
    }

    public void cannotBeFinalized(InvoiceReference reference, String problem) {
        change(reference, old -> with(old, Status.DRAFT, 0, Optional.of(problem), List.of()));
    }

    public void credits(InvoiceReference reference, String note, String amount) {
        notes.put(note, reference);
        CreditNote added = new CreditNote(
                note,
                "CN-" + note,
                Money.parse(amount, Workbench.USD),
                "sorry",
                true,
                Instant.parse("2026-04-02T00:00:00Z"),
                PAGE);
        change(
                reference,
                old -> with(
                        old,
                        old.status(),
                        old.tries(),
                        Optional.empty(),
                        java.util.stream.Stream.concat(old.creditNotes().stream(), java.util.stream.Stream.of(added))
                                .toList()));
    }

    private static ProviderInvoice with(
            ProviderInvoice old, Status status, int tries, Optional<String> problem, List<CreditNote> notes) {
        boolean isDraft = status == Status.DRAFT;
        return new ProviderInvoice(
                old.reference(),
                old.account(),
                old.subscription(),
                isDraft ? Optional.empty() : Optional.of("F-" + old.reference()),
                status,
                old.dates(),
                old.amounts(),
                old.lines(),
                tries,
                old.nextTry(),
                isDraft ? Optional.empty() : Optional.of(PAGE),
                isDraft ? Optional.empty() : Optional.of(PAGE),
                problem,
                notes);
    }

    @Override
    public Optional<ProviderInvoice> find(InvoiceReference reference) {
        Optional<ProviderInvoice> answer = Optional.ofNullable(all.get(reference));
        Runnable once = meanwhile;
        meanwhile = () -> {};
        once.run();
        return answer;
    }

    @Override
    public Optional<InvoiceReference> ofCreditNote(String creditNote) {
        return Optional.ofNullable(notes.get(creditNote));
    }

    @Override
    public Optional<InvoiceReference> ofPayment(PaymentId payment) {
        return Optional.ofNullable(payments.get(payment));
    }

    @Override
    public List<ProviderInvoice> of(AccountId account, Instant since, int limit) {
        if (away.contains(account)) {
            throw new UnavailableException("no answer about " + account, new IllegalStateException("away"));
        }
        return all.values().stream()
                .filter(each -> each.account().equals(account)
                        && !each.dates().createdAt().isBefore(since))
                .sorted(Comparator.comparing(
                                (ProviderInvoice each) -> each.dates().createdAt())
                        .reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public Outcome change(InvoiceReference reference, Step step) {
        ProviderInvoice before = all.get(reference);
        if (before == null) {
            throw new IllegalArgumentException("there is no invoice " + reference);
        }
        if (step.isDone(before)) {
            return new Outcome.Done(before);
        }
        Optional<String> objection = step.objection(before);
        if (objection.isPresent()) {
            return new Outcome.Refused(before, objection.get());
        }
        if (step instanceof Step.Credit credit) {
            credits(reference, credit.key(), credit.amount().toDecimal());
        } else {
            becomes(
                    reference,
                    step instanceof Step.Finalize
                            ? Status.OPEN
                            : step instanceof Step.Void
                                    ? Status.VOID
                                    : step instanceof Step.WriteOff ? Status.UNCOLLECTIBLE : Status.PAID);
        }
        return new Outcome.Done(all.get(reference));
    }
}
