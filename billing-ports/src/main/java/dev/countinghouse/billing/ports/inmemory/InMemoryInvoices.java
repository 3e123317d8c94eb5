package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.invoice.CreditNote;
import dev.countinghouse.billing.domain.invoice.CreditNoteId;
import dev.countinghouse.billing.domain.invoice.InvoiceNumber;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.invoice.Restatement;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.Billed;
import dev.countinghouse.billing.ports.driven.Invoices;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

public final class InMemoryInvoices implements Invoices {

    private final InMemoryTransactions transactions;
    private final Map<String, Long> numbers = new HashMap<>();
    private final Map<InvoiceNumber, IssuedInvoice> invoices = new LinkedHashMap<>();
    private final List<CreditNote> notes = new ArrayList<>();

    private final Map<Boundary, Kept> billed = new LinkedHashMap<>();

    private record Boundary(SubscriptionId subscription, Instant at) {}

    /** @param first the invoice that billed the boundary first */
    private record Kept(InvoiceNumber first, Billed billed) {}

    public InMemoryInvoices(InMemoryTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public InvoiceNumber nextNumber(String series) {
        return transactions.step(() -> {
            long next = numbers.merge(series, 1L, Long::sum);
            transactions.onRollback(() -> numbers.merge(series, -1L, Long::sum));
            return new InvoiceNumber(series, next);
        });
    }

    @Override
    public boolean add(SubscriptionId subscription, Instant at, IssuedInvoice invoice) {
        return transactions.step(() -> {
            transactions.requireBound(invoice.content().account());
            Boundary boundary = new Boundary(subscription, at);
            if (billed.containsKey(boundary)) {
                return false;
            }
            invoices.put(invoice.number(), invoice);
            transactions.onRollback(() -> invoices.remove(invoice.number()));
            put(
                    boundary,
                    new Kept(
                            invoice.number(),
                            new Billed(
                                    subscription,
                                    at,
                                    Optional.of(invoice),
                                    invoice.content().withoutAdjustments())));
            return true;
        });
    }

    @Override
    public Optional<IssuedInvoice> find(InvoiceNumber number) {
        return transactions.step(() -> visible(number));
    }

    @Override
    public Optional<AccountId> accountOf(InvoiceNumber number) {
        return find(number).map(invoice -> invoice.content().account());
    }

    private Optional<IssuedInvoice> visible(InvoiceNumber number) {
        return Optional.ofNullable(invoices.get(number))
                .filter(invoice -> transactions.isBound(invoice.content().account()));
    }

    @Override
    public List<IssuedInvoice> of(AccountId account) {
        return transactions.step(() -> {
            transactions.requireBound(account);
            return invoices.values().stream()
                    .filter(invoice -> invoice.content().account().equals(account))
                    .toList();
        });
    }

    private void put(Boundary boundary, Kept now) {
        Kept before = billed.put(boundary, now);
        transactions.onRollback(() -> {
            if (before == null) {
                billed.remove(boundary);
            } else {
                billed.put(boundary, before);
            }
        });
    }

    @Override
    public List<Billed> billed(AccountId account) {
        return transactions.step(() -> {
            transactions.requireBound(account);
            List<InvoiceNumber> issued = List.copyOf(invoices.keySet());
            return billed.values().stream()
                    .filter(each -> each.billed().content().account().equals(account))
                    .sorted(Comparator.comparing((Kept each) -> issued.indexOf(each.first()))
                            .thenComparing(each -> each.billed().boundary()))
                    .map(Kept::billed)
                    .toList();
        });
    }

    @Override
    public void restate(InvoiceNumber number, Restatement restatement) {
        transactions.step(() -> {
            if (visible(number).isEmpty()) {
                throw new IllegalStateException("invoice " + number + " is to restate " + restatement.boundary()
                        + " and is not one of an account in scope");
            }
            Boundary boundary = new Boundary(restatement.subscription(), restatement.boundary());
            Optional<Kept> before = Optional.ofNullable(billed.get(boundary));
            Billed now = new Billed(
                    restatement.subscription(),
                    restatement.boundary(),
                    before.flatMap(kept -> kept.billed().invoice()),
                    restatement.restated());
            put(boundary, new Kept(before.map(Kept::first).orElse(number), now));
            return true;
        });
    }

    @Override
    public boolean addCreditNote(CreditNote note) {
        return transactions.step(() -> {
            IssuedInvoice invoice = visible(note.invoice())
                    .orElseThrow(() -> new IllegalStateException("credit note " + note.number() + " is for invoice "
                            + note.invoice() + ", which is not one of an account in scope"));
            if (withId(invoice.content().account(), note.id()).isPresent()) {
                return false;
            }
            notes.add(note);
            transactions.onRollback(() -> notes.remove(note));
            return true;
        });
    }

    @Override
    public Optional<CreditNote> findCreditNote(AccountId account, CreditNoteId id) {
        return transactions.step(() -> {
            transactions.requireBound(account);
            return withId(account, id);
        });
    }

    private Optional<CreditNote> withId(AccountId account, CreditNoteId id) {
        return notes.stream()
                .filter(note -> note.id().equals(id))
                .filter(note -> visible(note.invoice())
                        .filter(invoice -> invoice.content().account().equals(account))
                        .isPresent())
                .findFirst();
    }

    @Override
    public List<CreditNote> creditNotesOf(InvoiceNumber invoice) {
        return transactions.step(() -> visible(invoice).stream()
                .flatMap(any -> notes.stream())
                .filter(note -> note.invoice().equals(invoice))
                .toList());
    }
}
