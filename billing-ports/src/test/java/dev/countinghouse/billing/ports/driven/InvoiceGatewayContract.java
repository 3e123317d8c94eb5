package dev.countinghouse.billing.ports.driven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.payment.PaymentId;
import dev.countinghouse.billing.domain.provider.InvoiceReference;
import dev.countinghouse.billing.domain.provider.ProviderInvoice;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.Line;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.Status;
import dev.countinghouse.billing.ports.driven.InvoiceGateway.Outcome;
import dev.countinghouse.billing.ports.driven.InvoiceGateway.Step;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every provider that invoices says of his invoices, and lets be done about them. */
public abstract class InvoiceGatewayContract extends InvoiceCreditsContract {

    private static final Step FINALIZE = new Step.Finalize();
    private static final Step PAY = new Step.Pay();
    private static final Step PAID_OUTSIDE = new Step.PaidOutside();
    private static final Step VOID = new Step.Void();
    private static final Step WRITE_OFF = new Step.WriteOff();

    @Test
    void aDraftHasNoNumberYet() {
        ProviderInvoice draft = found(drafts(ACME, SUBSCRIPTION, List.of(usd(2000), usd(-500))));
        assertThat(draft.account()).isEqualTo(ACME);
        assertThat(draft.subscription()).contains(SUBSCRIPTION);
        assertThat(draft.status()).isEqualTo(Status.DRAFT);
        assertThat(draft.number()).isEmpty();
        assertThat(draft.page()).isEmpty();
        assertThat(draft.pdf()).isEmpty();
        assertThat(draft.problem()).isEmpty();
        assertThat(draft.tries()).isZero();
        assertThat(draft.creditNotes()).isEmpty();
        assertThat(draft.dates().createdAt()).isEqualTo(START);
        assertThat(draft.dates().finalizedAt()).isEmpty();
        assertThat(draft.dates().closedAt()).isEmpty();
        assertThat(draft.lines()).extracting(Line::amount).containsExactly(usd(2000), usd(-500));
        assertThat(draft.amounts().subtotal()).isEqualTo(usd(1500));
        assertThat(draft.amounts().discount()).isEqualTo(usd(0));
        assertThat(draft.amounts().tax()).isEqualTo(usd(0));
        assertThat(draft.amounts().total()).isEqualTo(usd(1500));
        assertThat(draft.amounts().paid()).isEqualTo(usd(0));
    }

    @Test
    void itHasAllItsLinesInTheirOrder() {
        List<Money> lines =
                IntStream.rangeClosed(1, 230).mapToObj(each -> usd(each * 10L)).toList();
        InvoiceReference reference = drafts(ACME, SUBSCRIPTION, lines);

        assertThat(found(reference).lines()).extracting(Line::amount).isEqualTo(lines);
        assertThat(gateway().of(ACME, START, 1)).containsExactly(found(reference));
    }

    @Test
    void finalizedItIsOwed() {
        InvoiceReference reference = draft(1500);
        moveTo(START.plusSeconds(60));
        ProviderInvoice open = done(reference, FINALIZE);
        assertThat(open.status()).isEqualTo(Status.OPEN);
        assertThat(open.isOwed()).isTrue();
        assertThat(open.number()).isPresent();
        assertThat(open.page()).isPresent();
        assertThat(open.pdf()).isPresent();
        assertThat(open.dates().finalizedAt()).contains(START.plusSeconds(60));
        assertThat(open.amounts().due()).isEqualTo(usd(1500));
        assertThat(open.amounts().remaining()).isEqualTo(usd(1500));
    }

    @Test
    void whatComesToNothingIsPaidWhenItIsFinalized() {
        assertThat(done(draft(0), FINALIZE).status()).isEqualTo(Status.PAID);
    }

    @Test
    void itIsPaidByCardOnce() {
        hasCard(ACME, true);
        InvoiceReference reference = open(1500);
        moveTo(START.plusSeconds(60));
        ProviderInvoice paid = done(reference, PAY);
        assertThat(paid.status()).isEqualTo(Status.PAID);
        assertThat(paid.amounts().paid()).isEqualTo(usd(1500));
        assertThat(paid.amounts().remaining()).isEqualTo(usd(0));
        assertThat(paid.dates().closedAt()).contains(START.plusSeconds(60));
        assertThat(gateway().ofPayment(paymentOf(reference))).contains(reference);
        assertThat(done(reference, PAID_OUTSIDE)).isEqualTo(paid);
        assertThat(done(reference, FINALIZE)).isEqualTo(paid);
    }

    @Test
    void aPaymentOfNoInvoiceIsOfNone() {
        assertThat(gateway().ofPayment(new PaymentId("pi_of_nothing"))).isEmpty();
    }

    @Test
    void aDeclineIsToldAndLeavesItOpen() {
        hasCard(ACME, false);
        InvoiceReference reference = open(1500);
        Outcome outcome = gateway().change(reference, PAY);

        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        assertThat(((Outcome.Refused) outcome).reason()).isNotBlank();
        ProviderInvoice after = ((Outcome.Refused) outcome).invoice();
        assertThat(after).isEqualTo(found(reference));
        assertThat(after.status()).isEqualTo(Status.OPEN);
        assertThat(after.tries()).isEqualTo(1);
        assertThat(after.amounts().remaining()).isEqualTo(usd(1500));
        hasCard(ACME, true);
        assertThat(done(reference, PAY).status()).isEqualTo(Status.PAID);
    }

    @Test
    void whoHasNothingToPayByIsDeclined() {
        InvoiceReference reference = open(1500);
        assertThat(gateway().change(reference, PAY)).isInstanceOf(Outcome.Refused.class);
        assertThat(found(reference).status()).isEqualTo(Status.OPEN);
    }

    @Test
    void itIsPaidOutside() {
        InvoiceReference reference = open(1500);
        ProviderInvoice paid = done(reference, PAID_OUTSIDE);
        assertThat(paid.status()).isEqualTo(Status.PAID);
        assertThat(paid.amounts().remaining()).isEqualTo(usd(0));
        assertThat(paid.dates().closedAt()).contains(START);
    }

    @Test
    void whatIsVoidIsOwedNoMore() {
        ProviderInvoice voided = done(open(1500), VOID);
        assertThat(voided.status()).isEqualTo(Status.VOID);
        assertThat(voided.isOwed()).isFalse();
        assertThat(voided.dates().closedAt()).contains(START);
    }

    @Test
    void whatWasWrittenOffMayBePaidOrVoidAllTheSame() {
        hasCard(ACME, true);
        InvoiceReference reference = open(1500);
        assertThat(done(reference, WRITE_OFF).status()).isEqualTo(Status.UNCOLLECTIBLE);
        assertThat(found(reference).isOwed()).isTrue();
        assertThat(found(reference).dates().closedAt()).contains(START);
        assertThat(done(reference, PAY).status()).isEqualTo(Status.PAID);
        InvoiceReference other = open(1500);
        done(other, WRITE_OFF);
        assertThat(done(other, PAID_OUTSIDE).status()).isEqualTo(Status.PAID);
        InvoiceReference third = open(1500);
        done(third, WRITE_OFF);
        assertThat(done(third, VOID).status()).isEqualTo(Status.VOID);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        InvoiceReference draft = draft(1500);
        List.of(PAY, PAID_OUTSIDE, VOID, WRITE_OFF, credit("a", 100)).forEach(step -> refused(draft, step));
        InvoiceReference paid = paid(1500);
        List.of(VOID, WRITE_OFF).forEach(step -> refused(paid, step));
        InvoiceReference voided = open(1500);
        done(voided, VOID);
        List.of(PAY, PAID_OUTSIDE, WRITE_OFF, credit("a", 100)).forEach(step -> refused(voided, step));
        InvoiceReference writtenOff = open(1500);
        done(writtenOff, WRITE_OFF);
        refused(writtenOff, credit("a", 100));
    }

    @Test
    void accountsHaveTheirOwnTheNewestFirst() {
        InvoiceReference first = open(100);
        InvoiceReference others = drafts(GLOBEX, SUBSCRIPTION, List.of(usd(700)));
        moveTo(START.plusSeconds(100));
        InvoiceReference second = draft(200);
        moveTo(START.plusSeconds(200));
        InvoiceReference third = draft(300);

        assertThat(gateway().of(ACME, START, 10)).containsExactly(found(third), found(second), found(first));
        assertThat(gateway().of(ACME, START, 2)).containsExactly(found(third), found(second));
        assertThat(gateway().of(ACME, START.plusSeconds(100), 10)).containsExactly(found(third), found(second));
        assertThat(gateway().of(GLOBEX, START, 10)).containsExactly(found(others));
        assertThat(found(others).account()).isEqualTo(GLOBEX);
        assertThat(gateway().of(new AccountId("nobody"), START, 10)).isEmpty();
    }

    @Test
    void thoseOfOthersAreNoneOfOurs() {
        InvoiceReference theirs = opensForSomebodyElse();
        String note = creditsThere(theirs, usd(1));
        assertThat(gateway().find(theirs)).isEmpty();
        assertThat(gateway().ofCreditNote(note)).isEmpty();
        assertThat(gateway().find(new InvoiceReference("in_nothing"))).isEmpty();
        assertThat(gateway().ofCreditNote("cn_nothing")).isEmpty();
        List.of(theirs, new InvoiceReference("in_nothing"), new InvoiceReference("../customers"))
                .forEach(reference -> assertThatIllegalArgumentException()
                        .isThrownBy(() -> gateway().change(reference, VOID))
                        .withMessageContaining(reference.value()));
    }
}
