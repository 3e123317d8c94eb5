package dev.countinghouse.billing.ports.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.dunning.InvoiceRefund;
import dev.countinghouse.billing.domain.payment.Payment;
import dev.countinghouse.billing.ports.driving.PayInvoice;
import dev.countinghouse.billing.ports.standin.TestMethod;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What customers, sellers and banks do about an invoice. */
public abstract class PayInvoiceContract extends CollectionCase {

    @Test
    void aCustomerAtTheScreenPaysAndIsSentToHisBank() {
        paysWith(TestMethod.CARD_AUTHENTICATION);
        subscribe();
        collect();
        assertThat(messages())
                .filteredOn(message -> message.type().equals("invoice.payment_failed"))
                .singleElement()
                .satisfies(message -> assertThat(message.payload()).contains("authentication_required"));

        assertThat(engine.payInvoice().pay(number(0))).isInstanceOf(PayInvoice.Outcome.Done.class);
        assertThat(engine.payInvoice().pay(number(0))).isInstanceOf(PayInvoice.Outcome.Done.class);
        assertThat(receivable(0).receipts().tries()).hasSize(2);
        assertThat(told()).containsExactly("invoice.payment_action_required");

        provider.authenticate(lastKey(0), true);
        receiveNotices();
        assertThat(status(0)).isEqualTo("paid");
        assertThat(engine.payInvoice().pay(number(0)))
                .isEqualTo(new PayInvoice.Outcome.Refused(
                        "invoice " + number(0) + " is paid, there is nothing to be paid"));
    }

    @Test
    void aCreditNoteOnAPaidInvoiceGivesBackOnceAndOnlyThat() {
        subscribe();
        collect();
        credit("first", 0, "20.00");
        credit("first", 0, "20.00");
        clock.advance(Duration.ofMinutes(2));
        collect();
        collect();

        assertThat(provider.find(lastKey(0)).map(Payment::refunded)).contains(usd("20.00"));
        assertThat(receivable(0).receipts().refunds())
                .extracting(InvoiceRefund::state)
                .containsExactly(InvoiceRefund.State.DONE);
        assertThat(told()).containsExactly("invoice.paid", "invoice.refunded");
    }

    @Test
    void aCreditNoteOnAnOpenInvoiceLowersWhatIsTried() {
        paysWith(TestMethod.CARD_DECLINED);
        subscribe();
        collect();
        credit("first", 0, "20.00");
        paysWith(TestMethod.CARD_OK);
        collect();
        assertThat(provider.find(lastKey(0)).map(Payment::amount)).contains(usd("30.00"));
        assertThat(status(0)).isEqualTo("paid");
    }

    @Test
    void anInvoiceCreditedAsAWholeIsVoidAndNobodyIsInArrears() {
        paysWith(TestMethod.CARD_DECLINED);
        subscribe();
        collect();
        credit("all", 0, "50.00");
        assertThat(status(0)).isEqualTo("void");
        assertThat(state()).isEqualTo("active");
    }

    @Test
    void aDisputeIsToldOfAndRestrictsNobody() {
        subscribe();
        collect();
        provider.openDispute(lastKey(0), "fraudulent");
        receiveNotices();
        provider.closeDispute(lastKey(0), false);
        receiveNotices();
        assertThat(told()).containsExactly("invoice.paid", "invoice.disputed", "invoice.disputed");
        assertThat(state()).isEqualTo("active");
    }

    @Test
    void aLostNoticeOfADisputeIsFoundOut() {
        subscribe();
        collect();
        provider.openDispute(lastKey(0), "fraudulent");
        clock.advance(Duration.ofDays(2));
        collect();
        assertThat(told()).containsExactly("invoice.paid", "invoice.disputed");
    }

    @Test
    void whatIsWrittenOffIsNotAskedForAndMayStillBePaid() {
        paysWith(TestMethod.CARD_DECLINED);
        subscribe();
        collect();
        told();
        assertThat(engine.payInvoice().writeOff(number(0))).isInstanceOf(PayInvoice.Outcome.Done.class);
        assertThat(engine.payInvoice().writeOff(number(0))).isInstanceOf(PayInvoice.Outcome.Done.class);
        assertThat(told()).containsExactly("invoice.uncollectible", "account.standing_changed good");
        toDay(20);
        assertThat(receivable(0).receipts().tries()).hasSize(1);
        assertThat(state()).isEqualTo("active");

        paysWith(TestMethod.CARD_OK);
        engine.payInvoice().pay(number(0));
        assertThat(status(0)).isEqualTo("paid");
    }
}
