package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.Account;
import dev.countinghouse.billing.domain.account.Party;
import dev.countinghouse.billing.domain.invoice.DraftInvoice;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.invoice.Restatement;
import dev.countinghouse.billing.domain.subscription.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Issues a drafted invoice with a number, in the transaction of its caller, who holds the account's lock. */
record InvoiceIssuer(
        Books books, Party seller, String series, Duration paymentTerm, ReceivableBook receivables, boolean isOurs) {

    /** Empty, with nothing issued, for a draft without lines; or where invoices are the provider's. */
    Optional<IssuedInvoice> issue(
            Account account,
            Subscription subscription,
            Instant boundary,
            DraftInvoice draft,
            List<Restatement> restatements,
            Instant now) {
        if (!isOurs || draft.lines().isEmpty() && draft.paidWithCredits().isEmpty()) {
            return Optional.empty();
        }
        IssuedInvoice invoice =
                draft.issue(books.invoices().nextNumber(series), now, now.plus(paymentTerm), seller, account.party());
        if (!books.invoices().add(subscription.id(), boundary, invoice)) {
            throw new IllegalStateException(
                    "boundary " + boundary + " of subscription " + subscription.id() + " was invoiced before");
        }
        restatements.forEach(restatement -> books.invoices().restate(invoice.number(), restatement));
        new Announcer(books).issued(subscription, invoice);
        receivables.issued(invoice);
        return Optional.of(invoice);
    }
}
