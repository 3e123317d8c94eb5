package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.invoice.CreditNote;
import dev.countinghouse.billing.domain.invoice.CreditNoteId;
import dev.countinghouse.billing.domain.invoice.InvoiceNumber;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.Invoices;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

public final class InMemoryInvoices implements Invoices {

    private final InMemoryTransactions transactions;
    private final Map<String, Long> numbers = new HashMap<>();
    private final Map<InvoiceNumber, IssuedInvoice> invoices = new LinkedHashMap<>();
    private final Set<Boundary> boundaries = new HashSet<>();
    private final List<CreditNote> notes = new ArrayList<>();

    private record Boundary(SubscriptionId subscription, Instant at) {}

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
            if (!boundaries.add(boundary)) {
                return false;
            }
            invoices.put(invoice.number(), invoice);
            transactions.onRollback(() -> {
                boundaries.remove(boundary);
                invoices.remove(invoice.number());
            });
            return true;
        });
    }

    @Override
    public Optional<IssuedInvoice> find(InvoiceNumber number) {
        return transactions.step(() -> visible(number));
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
