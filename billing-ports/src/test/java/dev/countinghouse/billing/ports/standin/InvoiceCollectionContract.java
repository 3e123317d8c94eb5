package dev.countinghouse.billing.ports.standin;

import static dev.countinghouse.billing.ports.driven.SubscriptionWish.at;
import static dev.countinghouse.billing.ports.driven.SubscriptionWish.day;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.provider.InvoiceReference;
import dev.countinghouse.billing.domain.provider.ProviderInvoice;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.Status;
import dev.countinghouse.billing.ports.driven.InvoiceGateway.Outcome;
import dev.countinghouse.billing.ports.driven.InvoiceGateway.Step;
import dev.countinghouse.billing.ports.driven.ProviderSubscription;
import org.junit.jupiter.api.Test;

/** How the stand-in collects, and what becomes of who does not pay, whatever book it is written down in. */
public abstract class InvoiceCollectionContract extends InvoicedCase {

    private static final ProviderSubscription.Status ACTIVE = ProviderSubscription.Status.ACTIVE;
    private static final ProviderSubscription.Status PAST_DUE = ProviderSubscription.Status.PAST_DUE;
    private static final ProviderSubscription.Status CANCELED = ProviderSubscription.Status.CANCELED;

    private void renewsUnpaid() {
        put(at("2026-03-01", pro));
        clock.moveTo(day("2026-03-31"));
        pays(TestMethod.CARD_DECLINED);
        told();
    }

    @Test
    void whatIsDeclinedIsTriedAgainAndRecovered() {
        renewsUnpaid();
        clock.moveTo(time("2026-04-01T00:59:59"));
        assertThat(status()).isEqualTo(ACTIVE);
        clock.moveTo(time("2026-04-01T01:00:00"));
        assertThat(status()).isEqualTo(PAST_DUE);
        assertThat(last().status()).isEqualTo(Status.OPEN);
        assertThat(last().tries()).isEqualTo(1);
        assertThat(last().nextTry()).contains(time("2026-04-02T01:00:00"));

        clock.moveTo(time("2026-04-04T00:00:00"));
        assertThat(last().tries()).isEqualTo(2);
        assertThat(last().nextTry()).contains(time("2026-04-04T01:00:00"));
        pays(TestMethod.CARD_INSUFFICIENT_FUNDS);
        assertThat(last().tries()).as("another method is tried at once").isEqualTo(3);
        assertThat(last().nextTry()).contains(time("2026-04-04T01:00:00"));
        pays(TestMethod.CARD_OK);
        assertThat(last().status()).isEqualTo(Status.PAID);
        assertThat(last().dates().closedAt()).contains(time("2026-04-04T00:00:00"));
        assertThat(last().nextTry()).isEmpty();
        assertThat(status()).isEqualTo(ACTIVE);
        assertThat(told())
                .containsExactly(
                        "invoice.created 04-01",
                        "invoice.finalized 04-01",
                        "invoice.payment_failed 04-01",
                        "subscription.updated 04-01",
                        "invoice.payment_failed 04-02",
                        "invoice.payment_failed 04-04",
                        "invoice.paid 04-04",
                        "subscription.updated 04-04");
        clock.moveTo(day("2026-04-30"));
        assertThat(told()).isEmpty();
    }

    @Test
    void whoNeverPaysIsCanceledAfterTheLastTry() {
        renewsUnpaid();
        clock.moveTo(time("2026-04-08T00:59:59"));
        assertThat(status()).isEqualTo(PAST_DUE);
        assertThat(last().tries()).as("at once, after 1, 3 and 5 days").isEqualTo(4);
        clock.moveTo(day("2026-08-01"));
        assertThat(status()).isEqualTo(CANCELED);
        assertThat(last().tries()).isEqualTo(5);
        assertThat(last().nextTry()).isEmpty();
        assertThat(last().status()).isEqualTo(Status.OPEN);
        assertThat(invoices()).as("nothing follows").hasSize(2);
        assertThat(told()).endsWith("invoice.payment_failed 04-08", "subscription.canceled 04-08");
        pays(TestMethod.CARD_OK);
        assertThat(last().status()).as("nobody tries any more").isEqualTo(Status.OPEN);
        gateway().change(last().reference(), new Step.Pay());
        assertThat(last().status()).isEqualTo(Status.PAID);
        assertThat(status()).isEqualTo(CANCELED);
    }

    @Test
    void whatIsPaidWhenSomebodyAsksForItIsRecovered() {
        renewsUnpaid();
        clock.moveTo(time("2026-04-01T12:00:00"));
        InvoiceReference owed = last().reference();
        Outcome declined = gateway().change(owed, new Step.Pay());
        assertThat(declined).isInstanceOf(Outcome.Refused.class);
        assertThat(((Outcome.Refused) declined).reason()).isEqualTo("The card was declined.");
        assertThat(last().tries()).isEqualTo(2);
        assertThat(last().nextTry()).as("when it was to be").contains(time("2026-04-02T01:00:00"));
        gateway().change(owed, new Step.PaidOutside());
        assertThat(status()).isEqualTo(ACTIVE);
        assertThat(told()).endsWith("invoice.paid 04-01", "subscription.updated 04-01");
    }

    @Test
    void whatIsVoidOrWrittenOffIsOwedNoMore() {
        renewsUnpaid();
        clock.moveTo(time("2026-04-01T12:00:00"));
        gateway().change(last().reference(), new Step.WriteOff());
        assertThat(status()).isEqualTo(ACTIVE);
        assertThat(told()).endsWith("invoice.marked_uncollectible 04-01", "subscription.updated 04-01");
        clock.moveTo(time("2026-05-01T12:00:00"));
        assertThat(status()).isEqualTo(PAST_DUE);
        gateway().change(last().reference(), new Step.Void());
        assertThat(status()).isEqualTo(ACTIVE);
        assertThat(told()).endsWith("invoice.voided 05-01", "subscription.updated 05-01");
    }

    @Test
    void aSubscriptionThatIsNotPaidFirstNeverBegins() {
        pays(TestMethod.CARD_EXPIRED);
        assertThat(put(at("2026-03-01", pro)).status()).isEqualTo(ProviderSubscription.Status.INCOMPLETE);
        assertThat(put(at("2026-03-01", max).since("2026-03-01", false)).items())
                .as("nothing is changed about it")
                .containsExactly(pro);
        assertThat(last().nextTry()).isEmpty();
        clock.moveTo(time("2026-03-01T22:59:59"));
        assertThat(status()).isEqualTo(ProviderSubscription.Status.INCOMPLETE);

        clock.moveTo(day("2026-05-01"));
        assertThat(status()).isEqualTo(CANCELED);
        assertThat(last().status()).isEqualTo(Status.VOID);
        assertThat(last().dates().closedAt()).contains(time("2026-03-01T23:00:00"));
        assertThat(invoices()).hasSize(1);
        assertThat(told())
                .containsExactly(
                        "subscription.created 03-01",
                        "invoice.created 03-01",
                        "invoice.finalized 03-01",
                        "invoice.payment_failed 03-01",
                        "invoice.voided 03-01",
                        "subscription.canceled 03-01");
    }

    @Test
    void aFirstPaymentWithinTheDayBeginsIt() {
        pays(TestMethod.CARD_AUTHENTICATION);
        put(at("2026-03-01", pro));
        clock.moveTo(time("2026-03-01T20:00:00"));
        pays(TestMethod.CARD_OK);

        assertThat(status()).isEqualTo(ACTIVE);
        assertThat(put(at("2026-03-02", max).since("2026-03-02", false)).items())
                .containsExactly(max);
    }

    @Test
    void aBankDecidesLater() {
        pays(TestMethod.BANK_ASYNC_OK);
        assertThat(put(at("2026-03-01", pro)).status()).isEqualTo(ACTIVE);
        assertThat(last().status()).isEqualTo(Status.OPEN);
        clock.moveTo(day("2026-03-04"));
        assertThat(last().status()).isEqualTo(Status.PAID);

        pays(TestMethod.BANK_ASYNC_FAILS);
        clock.moveTo(time("2026-04-04T00:59:59"));
        assertThat(status()).isEqualTo(ACTIVE);
        clock.moveTo(time("2026-04-04T01:00:00"));
        assertThat(status()).isEqualTo(PAST_DUE);
        assertThat(last().nextTry()).contains(time("2026-04-06T01:00:00"));
        clock.moveTo(time("2026-04-12T00:00:00"));
        assertThat(status())
                .as("the second try fails on the 9th, and there is none behind it")
                .isEqualTo(CANCELED);
        assertThat(last().tries()).isEqualTo(2);
    }

    @Test
    void aFirstPaymentThatABankRefusesIsTriedAgain() {
        pays(TestMethod.BANK_ASYNC_FAILS);
        put(at("2026-03-01", pro));
        clock.moveTo(day("2026-03-04"));
        assertThat(status()).isEqualTo(PAST_DUE);
        assertThat(last().nextTry()).contains(day("2026-03-06"));
    }

    @Test
    void whatEndsIsNotCollectedAnyMoreButForItsLastInvoice() {
        put(at("2026-03-01", pro, calls));
        pays(TestMethod.CARD_DECLINED);
        use(100, day("2026-03-01"));
        clock.moveTo(time("2026-04-01T12:00:00"));
        use(200, time("2026-04-01T11:00:00"));
        put(at("2026-04-02", pro, calls).endsAt("2026-04-02", false));
        ProviderInvoice owed = invoices().get(1);
        assertThat(owed.status()).isEqualTo(Status.OPEN);
        assertThat(owed.nextTry()).isEmpty();

        clock.moveTo(time("2026-04-02T01:00:00"));
        assertThat(lines(last())).containsExactly("Calls 4.00");
        assertThat(last().nextTry()).contains(time("2026-04-03T01:00:00"));
        clock.moveTo(day("2026-05-02"));
        assertThat(last().tries()).isEqualTo(5);
        assertThat(invoices().get(1).tries()).as("once when it was made").isEqualTo(1);
    }
}
