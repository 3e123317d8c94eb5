package dev.countinghouse.billing.ports.driven;

import static dev.countinghouse.billing.ports.driven.Samples.ACME;
import static dev.countinghouse.billing.ports.driven.Samples.GLOBEX;
import static dev.countinghouse.billing.ports.driven.Samples.START;
import static dev.countinghouse.billing.ports.driven.Samples.creditNote;
import static dev.countinghouse.billing.ports.driven.Samples.invoice;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.invoice.CreditNote;
import dev.countinghouse.billing.domain.invoice.CreditNoteId;
import dev.countinghouse.billing.domain.invoice.InvoiceNumber;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

public abstract class InvoicesContract extends StorageContract {

    private static final SubscriptionId SUB = new SubscriptionId("sub");

    @Test
    void numbersBeginAt1AndEverySeriesHasItsOwn() {
        assertThat(next("INV")).isEqualTo(number(1));
        assertThat(next("INV")).isEqualTo(number(2));
        assertThat(next("DE")).isEqualTo(new InvoiceNumber("DE", 1));
        assertThat(next("INV")).isEqualTo(number(3));
    }

    @Test
    void severalNumbersCanBeTakenInOneTransaction() {
        run(ACME, () -> {
            assertThat(storage.invoices().nextNumber("INV")).isEqualTo(number(1));
            assertThat(storage.invoices().nextNumber("INV")).isEqualTo(number(2));
        });
        assertThat(next("INV")).isEqualTo(number(3));
    }

    @Test
    void aNumberThatWasNotUsedIsGivenBack() {
        next("INV");
        undone(Scope.of(ACME), () -> {
            storage.invoices().nextNumber("INV");
            storage.invoices().nextNumber("INV");
        });

        assertThat(next("INV")).isEqualTo(number(2));
    }

    @Test
    void anInvoiceComesBackAsItWas() {
        IssuedInvoice invoice = invoice(ACME, number(1));
        assertThat(add(ACME, START, 1)).isTrue();

        assertThat(find(1)).contains(invoice);
        assertThat(find(2)).isEmpty();
        assertThat(in(ACME, () -> storage.invoices().of(ACME))).containsExactly(invoice);
        assertThat(in(GLOBEX, () -> storage.invoices().of(GLOBEX))).isEmpty();
    }

    @Test
    void whoseAnInvoiceIsIsToldOfEachThatIsFound() {
        add(ACME, START, 1);
        add(GLOBEX, START.plusSeconds(1), 2);

        assertThat(asSystem(() -> storage.invoices().accountOf(number(1)))).contains(ACME);
        assertThat(asSystem(() -> storage.invoices().accountOf(number(2)))).contains(GLOBEX);
        assertThat(asSystem(() -> storage.invoices().accountOf(number(3)))).isEmpty();
        assertThat(in(ACME, () -> storage.invoices().accountOf(number(1)))).contains(ACME);
        assertThat(in(ACME, () -> storage.invoices().accountOf(number(2)))).isEmpty();
    }

    @Test
    void aBoundaryIsInvoicedOnce() {
        add(ACME, START, 1);

        assertThat(add(ACME, START, 2)).isFalse();
        assertThat(find(2)).isEmpty();
        assertThat(in(ACME, () -> storage.invoices().of(ACME))).hasSize(1);
        assertThat(add(ACME, START.plusSeconds(1), 2)).isTrue();
        assertThat(in(ACME, () -> storage.invoices().add(new SubscriptionId("other"), START, invoice(ACME, number(3)))))
                .isTrue();
    }

    @Test
    void theInvoicesOfAnAccountComeInTheOrderTheyWereIssued() {
        for (int i = 1; i <= 12; i++) {
            add(i % 3 == 0 ? GLOBEX : ACME, START.plusSeconds(i), i);
        }

        assertThat(in(ACME, () -> storage.invoices().of(ACME)))
                .extracting(invoice -> invoice.number().sequence())
                .containsExactly(1L, 2L, 4L, 5L, 7L, 8L, 10L, 11L);
    }

    @Test
    void whatFailsIsUndoneAndTheBoundaryIsFreeAgain() {
        undone(Scope.of(ACME), () -> storage.invoices().add(SUB, START, invoice(ACME, number(1))));

        assertThat(find(1)).isEmpty();
        assertThat(add(ACME, START, 1)).isTrue();
    }

    @Test
    void creditNotesComeInTheOrderTheyWereIssuedAndOnlyThoseOfTheInvoice() {
        add(ACME, START, 1);
        add(ACME, START.plusSeconds(1), 2);
        for (int i = 1; i <= 11; i++) {
            credit(i == 5 ? 2 : 1, i);
        }

        assertThat(in(ACME, () -> storage.invoices().creditNotesOf(number(1))))
                .extracting(note -> note.number().sequence())
                .containsExactly(1L, 2L, 3L, 4L, 6L, 7L, 8L, 9L, 10L, 11L);
        assertThat(in(ACME, () -> storage.invoices().creditNotesOf(number(2))))
                .containsExactly(creditNote(invoice(ACME, number(2)), new InvoiceNumber("CN", 5), 5));
        assertThat(in(ACME, () -> storage.invoices().creditNotesOf(number(3)))).isEmpty();
    }

    @Test
    void aCreditNoteThatFailsIsUndone() {
        add(ACME, START, 1);
        undone(Scope.of(ACME), () -> storage.invoices()
                .addCreditNote(creditNote(invoice(ACME, number(1)), new InvoiceNumber("CN", 1), 5)));

        assertThat(in(ACME, () -> storage.invoices().creditNotesOf(number(1)))).isEmpty();
    }

    @Test
    void aCreditNoteIsFoundByItsIdInItsAccountOnly() {
        add(ACME, START, 1);
        credit(1, 4);

        assertThat(wish(ACME, 4)).contains(creditNote(invoice(ACME, number(1)), new InvoiceNumber("CN", 4), 4));
        assertThat(wish(ACME, 5)).isEmpty();
        assertThat(wish(GLOBEX, 4)).isEmpty();
    }

    @Test
    void anIdIsTakenOncePerAccountAndNothingIsKeptOfTheSecond() {
        add(ACME, START, 1);
        add(GLOBEX, START, 2);

        assertThat(credit(ACME, 1, 1, 5)).isTrue();
        assertThat(credit(ACME, 1, 2, 5)).isFalse();
        assertThat(in(ACME, () -> storage.invoices().creditNotesOf(number(1))))
                .extracting(note -> note.number().sequence())
                .containsExactly(1L);
        assertThat(credit(GLOBEX, 2, 3, 5)).isTrue();
    }

    @Test
    void theIdOfACreditNoteThatFailedIsFreeAgain() {
        add(ACME, START, 1);
        undone(Scope.of(ACME), () -> storage.invoices()
                .addCreditNote(creditNote(invoice(ACME, number(1)), new InvoiceNumber("CN", 1), 5)));

        assertThat(wish(ACME, 1)).isEmpty();
        assertThat(credit(ACME, 1, 1, 1)).isTrue();
    }

    @Test
    void ofManyThatCreditUnderTheSameIdOneDoes() {
        add(ACME, START, 1);

        List<Boolean> added = Race.of(thread -> credit(ACME, 1, thread + 1, 5));

        assertThat(added).containsOnlyOnce(true);
        assertThat(in(ACME, () -> storage.invoices().creditNotesOf(number(1))))
                .extracting(note -> note.number().sequence())
                .containsExactly(added.indexOf(true) + 1L);
    }

    @Test
    void ofManyThatInvoiceTheSameBoundaryOneDoes() {
        List<Boolean> added = Race.of(thread -> add(ACME, START, thread + 1));

        assertThat(added).containsOnlyOnce(true);
        assertThat(in(ACME, () -> storage.invoices().of(ACME)))
                .extracting(invoice -> invoice.number().sequence())
                .containsExactly(added.indexOf(true) + 1L);
    }

    @Test
    void ofManyThatTakeNumbersAndFailInBetweenNoneLeavesAGap() {
        List<Optional<Long>> kept = Race.of(thread -> {
            AccountId account = new AccountId("account-" + thread);
            SubscriptionId subscription = new SubscriptionId("sub-" + thread);
            if (thread % 2 == 0) {
                undone(Scope.of(account), () -> issue(account, subscription));
                return Optional.empty();
            }
            return Optional.of(in(account, () -> issue(account, subscription)));
        });

        assertThat(kept.stream().flatMap(Optional::stream).sorted())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, Race.THREADS / 2).boxed().toList());
    }

    private long issue(AccountId account, SubscriptionId subscription) {
        InvoiceNumber number = storage.invoices().nextNumber("INV");
        storage.invoices().add(subscription, START, invoice(account, number));
        return number.sequence();
    }

    private boolean add(AccountId account, Instant boundary, long sequence) {
        SubscriptionId subscription = new SubscriptionId("sub-" + account);
        return in(account, () -> storage.invoices().add(subscription, boundary, invoice(account, number(sequence))));
    }

    private void credit(long sequence, long noteSequence) {
        IssuedInvoice invoice = find(sequence).orElseThrow();
        run(ACME, () -> storage.invoices()
                .addCreditNote(creditNote(invoice, new InvoiceNumber("CN", noteSequence), noteSequence)));
    }

    /** A note of a number of its own with the id of another. */
    private boolean credit(AccountId account, long sequence, long noteSequence, long wish) {
        IssuedInvoice invoice = invoice(account, number(sequence));
        CreditNote other = creditNote(invoice, new InvoiceNumber("CN", wish), 5);
        CreditNote note = new CreditNote(
                other.id(),
                new InvoiceNumber("CN", noteSequence),
                invoice.number(),
                other.issuedAt(),
                other.reason(),
                other.lines(),
                other.taxes());
        return in(account, () -> storage.invoices().addCreditNote(note));
    }

    private Optional<CreditNote> wish(AccountId account, long number) {
        return in(account, () -> storage.invoices().findCreditNote(account, new CreditNoteId("wish " + number)));
    }

    private Optional<IssuedInvoice> find(long sequence) {
        return asSystem(() -> storage.invoices().find(number(sequence)));
    }

    private InvoiceNumber next(String series) {
        return in(ACME, () -> storage.invoices().nextNumber(series));
    }

    private static InvoiceNumber number(long sequence) {
        return new InvoiceNumber("INV", sequence);
    }
}
