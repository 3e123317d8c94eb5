package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.notice.KeptNotice;
import dev.countinghouse.billing.domain.notice.NoticeSubject.Kind;
import dev.countinghouse.billing.domain.payment.PaymentId;
import dev.countinghouse.billing.domain.provider.InvoiceReference;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.Status;
import dev.countinghouse.billing.ports.driven.InvoiceGateway.Outcome;
import dev.countinghouse.billing.ports.driven.InvoiceGateway.Step;
import dev.countinghouse.billing.ports.driven.Race;
import dev.countinghouse.billing.ports.driving.UnknownException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Copies of a provider's invoices, and what is told of them, whatever order notices come in. */
public abstract class FollowInvoicesContract extends FollowCase {

    private InvoiceReference draft() {
        return there.draft(ACME, "in_1", bench.clock.instant());
    }

    @Test
    void eachChangeIsToldOnce() {
        InvoiceReference invoice = draft();
        assertThat(noticed(Kind.INVOICE, "in_1")).isEqualTo(KeptNotice.State.DONE);
        assertThat(told()).isEmpty();
        there.becomes(invoice, Status.OPEN);
        there.fails(invoice, 1);
        noticed(Kind.INVOICE, "in_1");
        noticed(Kind.INVOICE, "in_1");
        assertThat(told()).containsExactly("finalized", "payment_failed");
        there.fails(invoice, 2);
        noticed(Kind.INVOICE, "in_1");
        there.becomes(invoice, Status.PAID);
        noticed(Kind.INVOICE, "in_1");
        there.credits(invoice, "cn_1", "5.00");
        assertThat(noticed(Kind.CREDIT_NOTE, "cn_1")).isEqualTo(KeptNotice.State.DONE);
        noticed(Kind.INVOICE, "in_1");

        assertThat(told()).containsExactly("finalized", "payment_failed", "payment_failed", "paid", "credited");
        assertThat(copy(invoice).invoice()).isEqualTo(there.all.get(invoice));
    }

    @Test
    void whatIsSeenLateIsToldAsItIs() {
        InvoiceReference invoice = draft();
        there.credits(invoice, "cn_1", "1.00");
        there.credits(invoice, "cn_2", "2.00");
        there.becomes(invoice, Status.PAID);
        noticed(Kind.CREDIT_NOTE, "cn_2");
        noticed(Kind.CREDIT_NOTE, "cn_1");

        assertThat(told()).containsExactly("finalized", "credited", "credited", "paid");
    }

    @Test
    void whatIsWrittenOffOrVoidIsTold() {
        for (Status status : List.of(Status.UNCOLLECTIBLE, Status.VOID)) {
            InvoiceReference invoice = there.draft(ACME, "in_" + status, bench.clock.instant());
            there.becomes(invoice, status);
            noticed(Kind.INVOICE, invoice.value());
        }
        assertThat(told()).containsExactly("finalized", "uncollectible", "finalized", "voided");
    }

    @Test
    void whatCannotBeFinalizedIsToldWithItsReasonOnceForEach() {
        InvoiceReference invoice = draft();
        there.cannotBeFinalized(invoice, "no address");
        noticed(Kind.INVOICE, "in_1");
        noticed(Kind.INVOICE, "in_1");
        assertThat(copy(invoice).invoice().problem()).contains("no address");
        there.cannotBeFinalized(invoice, "no rate");
        noticed(Kind.INVOICE, "in_1");
        there.becomes(invoice, Status.OPEN);
        noticed(Kind.INVOICE, "in_1");

        assertThat(told()).containsExactly("finalization_failed", "finalization_failed", "finalized");
    }

    @Test
    void whatIsNoneOfOursIsIgnored() {
        assertThat(noticed(Kind.INVOICE, "in_9")).isEqualTo(KeptNotice.State.IGNORED);
        assertThat(noticed(Kind.CREDIT_NOTE, "cn_9")).isEqualTo(KeptNotice.State.IGNORED);
        assertThat(engine.readProviderInvoices().list(Optional.empty(), Optional.empty(), Optional.empty(), 9))
                .isEmpty();
    }

    @Test
    void aDraftThatIsDeletedThereIsNoneHere() {
        InvoiceReference invoice = draft();
        noticed(Kind.INVOICE, "in_1");
        there.all.remove(invoice);

        assertThat(noticed(Kind.INVOICE, "in_1")).isEqualTo(KeptNotice.State.DONE);
        assertThat(engine.readProviderInvoices().find(invoice)).isEmpty();
    }

    @Test
    void soIsOneOfWhoseDeletionNobodyHasTold() {
        InvoiceReference invoice = draft();
        noticed(Kind.INVOICE, "in_1");
        there.all.remove(invoice);

        assertThatExceptionOfType(UnknownException.class)
                .isThrownBy(() -> engine.changeProviderInvoice().change(invoice, new Step.Finalize()))
                .withMessageContaining("in_1");
        assertThat(engine.readProviderInvoices().find(invoice)).isEmpty();
    }

    @Test
    void anAnswerThatWasOvertakenReplacesNothing() {
        InvoiceReference invoice = draft();
        there.becomes(invoice, Status.OPEN);
        noticed(Kind.INVOICE, "in_1");
        // the answer is of an open invoice, and on its way it is paid and that is kept
        there.meanwhile = () -> {
            there.becomes(invoice, Status.PAID);
            engine.changeProviderInvoice().change(invoice, new Step.Pay());
        };
        noticed(Kind.INVOICE, "in_1");

        assertThat(copy(invoice).invoice().status()).isEqualTo(Status.PAID);
        assertThat(told()).containsExactly("finalized", "paid");
    }

    @Test
    void anAnswerThatIsTheFirstAndOvertakenReplacesNothing() {
        InvoiceReference invoice = draft();
        there.meanwhile = () -> {
            there.becomes(invoice, Status.PAID);
            noticed(Kind.CREDIT_NOTE, "cn_1");
        };
        there.notes.put("cn_1", invoice);
        noticed(Kind.INVOICE, "in_1");

        assertThat(copy(invoice).invoice().status()).isEqualTo(Status.PAID);
        assertThat(told()).containsExactly("finalized", "paid");
    }

    @Test
    void ofManyThatFollowOneTells() {
        InvoiceReference invoice = draft();
        there.becomes(invoice, Status.OPEN);
        noticed(Kind.INVOICE, "in_1");
        Race.of(4, thread -> engine.changeProviderInvoice().change(invoice, new Step.Pay()));

        assertThat(told()).containsExactly("finalized", "paid");
    }

    @Test
    void whatIsDoneAboutOneIsHereBeforeItIsAnswered() {
        InvoiceReference invoice = draft();
        noticed(Kind.INVOICE, "in_1");
        assertThat(engine.changeProviderInvoice().change(invoice, new Step.Finalize()))
                .isEqualTo(new Outcome.Done(there.all.get(invoice)));
        assertThat(copy(invoice).invoice().status()).isEqualTo(Status.OPEN);
        engine.changeProviderInvoice()
                .change(invoice, new Step.Credit("k", Money.parse("5.00", Workbench.USD), "sorry"));
        engine.changeProviderInvoice().change(invoice, new Step.Void());
        Outcome refused = engine.changeProviderInvoice().change(invoice, new Step.Pay());

        assertThat(refused).isInstanceOf(Outcome.Refused.class);
        assertThat(told()).containsExactly("finalized", "credited", "voided");
        assertThatExceptionOfType(UnknownException.class)
                .isThrownBy(() -> engine.changeProviderInvoice().change(new InvoiceReference("in_9"), new Step.Void()))
                .withMessageContaining("in_9");
    }

    @Test
    void whatWasPaidForAnInvoiceOfHisIsNoPaymentThatNobodyAskedFor() {
        PaymentId payment =
                provider.payElsewhere(ACME, Money.parse("20.00", Workbench.USD)).id();
        assertThat(engine.reconcile().reconcile(ACME, bench.clock.instant().minusSeconds(9)))
                .hasSize(1);
        there.payments.put(payment, draft());
        assertThat(engine.reconcile().reconcile(ACME, bench.clock.instant().minusSeconds(9)))
                .isEmpty();
    }
}
