package dev.countinghouse.billing.ports.driven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.provider.InvoiceReference;
import dev.countinghouse.billing.domain.provider.ProviderInvoice;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.CreditNote;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.Status;
import dev.countinghouse.billing.ports.driven.InvoiceGateway.Step;
import java.util.Currency;
import org.junit.jupiter.api.Test;

/** What every provider that invoices makes of credit notes. */
public abstract class InvoiceCreditsContract extends InvoiceGatewayCase {

    @Test
    void aCreditNoteTakesSomethingOffWhatIsOpen() {
        InvoiceReference reference = open(1500);
        moveTo(START.plusSeconds(60));
        ProviderInvoice credited = done(reference, credit("a", 400));
        assertThat(credited.status()).isEqualTo(Status.OPEN);
        assertThat(credited.amounts().total()).isEqualTo(usd(1500));
        assertThat(credited.amounts().remaining()).isEqualTo(usd(1100));
        CreditNote note = credited.creditNotes().get(0);
        assertThat(credited.creditNotes()).hasSize(1);
        assertThat(note.total()).isEqualTo(usd(400));
        assertThat(note.reason()).isEqualTo("It was down for a day.");
        assertThat(note.active()).isTrue();
        assertThat(note.number()).isNotBlank();
        assertThat(note.createdAt()).isEqualTo(START.plusSeconds(60));
        assertThat(gateway().ofCreditNote(note.reference())).contains(reference);

        hasCard(ACME, true);
        assertThat(done(reference, new Step.Pay()).amounts().paid()).isEqualTo(usd(1100));
    }

    @Test
    void whatIsCreditedAsAWholeIsPaid() {
        InvoiceReference reference = open(1500);
        done(reference, credit("a", 1000));
        assertThat(done(reference, credit("b", 500)).status()).isEqualTo(Status.PAID);
        assertThat(found(reference).creditNotes()).extracting(CreditNote::total).containsExactly(usd(1000), usd(500));
        refused(reference, credit("c", 1));
    }

    @Test
    void whatWasPaidByCardGoesBackToIt() {
        InvoiceReference reference = paid(1500);
        ProviderInvoice credited = done(reference, credit("a", 400));
        assertThat(credited.status()).isEqualTo(Status.PAID);
        assertThat(credited.credited()).isEqualTo(usd(400));
        assertThat(refunded(reference)).isEqualTo(usd(400));
        done(reference, credit("b", 1100));
        assertThat(refunded(reference)).isEqualTo(usd(1500));
    }

    @Test
    void whatWasPaidOutsideGoesToTheBalance() {
        InvoiceReference reference = open(1500);
        done(reference, new Step.PaidOutside());
        assertThat(done(reference, credit("a", 400)).credited()).isEqualTo(usd(400));
    }

    @Test
    void moreThanThereIsIsNotCredited() {
        InvoiceReference open = open(1500);
        refused(open, credit("a", 1501));
        refused(open, new Step.Credit("a", new Money(1, Currency.getInstance("EUR")), "Another currency."));
        InvoiceReference paid = paid(1500);
        done(paid, credit("a", 1400));
        refused(paid, credit("b", 101));
        assertThat(refunded(paid)).isEqualTo(usd(1400));
    }

    @Test
    void underOneKeyThereIsOneCreditNoteOfAnInvoice() {
        InvoiceReference reference = open(1500);
        done(reference, credit("a", 400));
        assertThatIllegalArgumentException().isThrownBy(() -> gateway().change(reference, credit("a", 500)));
        assertThat(found(reference).creditNotes()).hasSize(1);
        done(open(1500), credit("a", 500));
    }

    @Test
    void ofManyThatCreditUnderOneKeyOneDoes() {
        InvoiceReference reference = open(1500);
        Race.of(thread -> gateway().change(reference, credit("a", 400)));
        assertThat(found(reference).creditNotes()).hasSize(1);
        assertThat(found(reference).amounts().remaining()).isEqualTo(usd(1100));
    }

    @Test
    void whatSomebodyCreditedThereIsSeen() {
        InvoiceReference reference = open(1500);
        String note = creditsThere(reference, usd(300));
        assertThat(gateway().ofCreditNote(note)).contains(reference);
        assertThat(found(reference).creditNotes())
                .extracting(CreditNote::reference)
                .containsExactly(note);
        assertThat(found(reference).amounts().remaining()).isEqualTo(usd(1200));
    }
}
