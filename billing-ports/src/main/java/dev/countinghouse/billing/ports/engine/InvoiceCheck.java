package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.dunning.Receivable;
import dev.countinghouse.billing.domain.invoice.InvoiceNumber;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.invoice.LineItem;
import dev.countinghouse.billing.domain.invoice.Restatement;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.reconciliation.Difference;
import dev.countinghouse.billing.domain.reconciliation.Difference.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What was invoiced, held against what was used and what is collected; read in the running transaction. */
final class InvoiceCheck {

    private final AccountId account;
    private final List<Difference> differences = new ArrayList<>();

    InvoiceCheck(Books books, AccountId account, Instant since) {
        this.account = account;
        AccountView view = Lookups.account(books, account);
        // before what is collected: one that is issued meanwhile is seen with both or not at all
        List<IssuedInvoice> invoices = books.invoices().of(account);
        Map<InvoiceNumber, Receivable> owed = new TreeMap<>();
        books.receivables().of(account).forEach(receivable -> owed.put(receivable.invoice(), receivable));
        invoices.stream()
                .filter(invoice -> !invoice.issuedAt().isBefore(since))
                .forEach(invoice -> collected(invoice, Optional.ofNullable(owed.get(invoice.number()))));
        new InvoiceMaker(books, view).restating(since).restatements().forEach(this::used);
    }

    List<Difference> differences() {
        return differences;
    }

    private void collected(IssuedInvoice invoice, Optional<Receivable> owed) {
        Money due = invoice.content().amountDue();
        Money asked = owed.map(receivable -> receivable.debt().amount()).orElseGet(() -> Money.zero(due.currency()));
        if (!asked.equals(due)) {
            found(Kind.INVOICE_NOT_COLLECTED, "invoice " + invoice.number(), asked + " collected", due + " invoiced");
        }
    }

    private void used(Restatement restatement) {
        String invoice =
                restatement.invoice().map(number -> "invoice " + number).orElse("no invoice");
        for (LineItem line : restatement.lines()) {
            String key = line.key().substring(line.key().indexOf('/') + 1);
            found(
                    Kind.USAGE_DIFFERS,
                    invoice + " " + key,
                    amount(restatement.restated().lines(), key, line) + " for what was used",
                    amount(restatement.billed().lines(), key, line) + " invoiced");
        }
    }

    private static Money amount(List<LineItem> lines, String key, LineItem difference) {
        return lines.stream()
                .filter(line -> line.key().equals(key))
                .map(LineItem::amount)
                .findFirst()
                .orElseGet(() -> Money.zero(difference.amount().currency()));
    }

    private void found(Kind kind, String about, String here, String there) {
        differences.add(new Difference(kind, account, about, here, there, false));
    }
}
