package dev.countinghouse.billing.ports.driven;

import static dev.countinghouse.billing.ports.driven.Samples.ACME;
import static dev.countinghouse.billing.ports.driven.Samples.GLOBEX;
import static dev.countinghouse.billing.ports.driven.Samples.START;
import static dev.countinghouse.billing.ports.driven.Samples.invoice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.invoice.DraftInvoice;
import dev.countinghouse.billing.domain.invoice.InvoiceNumber;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.invoice.Restatement;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@link Invoices} keep of boundaries that are invoiced anew. */
public abstract class RestatementsContract extends StorageContract {

    private static final SubscriptionId OF_ACME = new SubscriptionId("sub-acme");

    @Test
    void whatHasBeenBilledIsTheInvoiceUntilItIsRestatedAndThenTheLastRestatement() {
        add(ACME, START, 1);
        add(ACME, START.plusSeconds(1), 2);
        assertThat(billed()).extracting(Billed::content).containsExactly(content(1), content(2));

        DraftInvoice halved = content(1, 1);
        restate(2, START, halved);
        restate(2, START, content(1, 3));
        DraftInvoice last = content(1, 2);
        restate(2, START, last);

        assertThat(billed()).extracting(Billed::content).containsExactly(last, content(2));
        assertThat(billed()).extracting(Billed::invoice).containsExactly(find(1), find(2));
        assertThat(find(1)).as("issued invoices never change").contains(invoice(ACME, number(1)));
        assertThat(in(GLOBEX, () -> storage.invoices().billed(GLOBEX))).isEmpty();
    }

    @Test
    void aBoundaryWithoutAnInvoiceMayBeRestated() {
        add(ACME, START.plusSeconds(9), 1);
        restate(1, START, content(1, 7));
        add(ACME, START.plusSeconds(10), 2);

        assertThat(billed())
                .extracting(Billed::boundary)
                .containsExactly(START, START.plusSeconds(9), START.plusSeconds(10));
        assertThat(billed().get(0)).isEqualTo(new Billed(OF_ACME, START, Optional.empty(), content(1, 7)));
    }

    @Test
    void aRestatementThatFailsIsUndoneAndOnlyAnInvoiceOfTheAccountCanRestate() {
        add(ACME, START, 1);
        undone(Scope.of(ACME), () -> storage.invoices().restate(number(1), restatement(START, content(1, 5))));
        assertThatThrownBy(() -> in(GLOBEX, () -> {
                    storage.invoices().restate(number(1), restatement(START, content(1, 5)));
                    return true;
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("INV-000001");

        assertThat(billed()).extracting(Billed::content).containsExactly(content(1));
    }

    private List<Billed> billed() {
        return in(ACME, () -> storage.invoices().billed(ACME));
    }

    private static DraftInvoice content(int number) {
        return invoice(ACME, number(number)).content();
    }

    /** The content of an invoice with a balance that tells it from others. */
    private static DraftInvoice content(int number, long balance) {
        DraftInvoice content = content(number);
        return new DraftInvoice(
                content.account(),
                content.currency(),
                content.period(),
                content.lines(),
                content.paidWithCredits(),
                content.discounts(),
                content.taxes(),
                new Money(balance, content.currency()));
    }

    private static Restatement restatement(Instant boundary, DraftInvoice restated) {
        return Samples.restatement(OF_ACME, boundary, invoice(ACME, number(1)), restated);
    }

    private void restate(int carrier, Instant boundary, DraftInvoice restated) {
        run(ACME, () -> storage.invoices().restate(number(carrier), restatement(boundary, restated)));
    }

    private boolean add(AccountId account, Instant boundary, long sequence) {
        SubscriptionId subscription = new SubscriptionId("sub-" + account);
        return in(account, () -> storage.invoices().add(subscription, boundary, invoice(account, number(sequence))));
    }

    private Optional<IssuedInvoice> find(long sequence) {
        return asSystem(() -> storage.invoices().find(number(sequence)));
    }

    private static InvoiceNumber number(long sequence) {
        return new InvoiceNumber("INV", sequence);
    }
}
