package dev.countinghouse.adapter.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.payment.Dispute;
import dev.countinghouse.billing.domain.payment.OtherPayment;
import dev.countinghouse.billing.domain.payment.Payment;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.ports.driven.ChargeOrder;
import dev.countinghouse.billing.ports.driven.RefundOutcome;
import dev.countinghouse.billing.ports.driven.RefundOutcome.Reason;
import dev.countinghouse.billing.ports.driven.RefundOutcome.Refunded;
import dev.countinghouse.billing.ports.driven.RefundOutcome.Refused;
import java.util.Currency;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StripeMoneyBackTest extends StripeCase {

    private Payment payment;

    @BeforeEach
    void pay() {
        payment = charge(FakeMethod.OK, ORDER);
    }

    private RefundOutcome refund(String key, Money amount) {
        return gateway.refund(KEY, new PaymentKey("refund:" + key), amount);
    }

    private Payment now() {
        return gateway.find(KEY).orElseThrow();
    }

    @Test
    void whatWasPaidPastUsAndGivenBackAsAWholeIsNotToldOf() {
        stripe.account.payElsewhere(ACME, dollars(9));
        OtherPayment paid = gateway.others(ACME, START).get(0);
        atStripe().refundFromOutside(paid.id().value(), 200);
        assertThat(gateway.others(ACME, START)).extracting(OtherPayment::amount).containsExactly(dollars(7));
        atStripe().refundFromOutside(paid.id().value(), 700);
        assertThat(gateway.others(ACME, START)).isEmpty();
    }

    /** The secret key was changed for one of another account. */
    @Test
    void whatAnotherAccountHasNeverHeardOfIsNotThere() {
        try (FakeStripe another = new FakeStripe(clock)) {
            assertThat(Fakes.gateway(another, storage, clock).find(KEY)).isEmpty();
            assertThat(another.complaints()).isEmpty();
        }
        assertThat(gateway.find(KEY)).isPresent();
    }

    /** Of 1.230 dinars Stripe takes what ends in 0; who asks again is refused again, and may ask for another amount. */
    @Test
    void anAmountThatStripeCannotGiveBackIsRefused() {
        Currency dinars = Currency.getInstance("KWD");
        PaymentKey inDinars = new PaymentKey("purchase:dinars");
        gateway.useMethod(ACME, FakeMethod.OK.token());
        gateway.charge(new ChargeOrder(inDinars, ACME, new Money(1_230, dinars), "500 credits", true));
        PaymentKey odd = new PaymentKey("refund:odd");
        for (int time = 0; time < 2; time++) {
            assertThat(gateway.refund(inDinars, odd, new Money(1_001, dinars)))
                    .isInstanceOfSatisfying(RefundOutcome.Refused.class, refused -> assertThat(refused.reason())
                            .isEqualTo(RefundOutcome.Reason.NOT_AN_AMOUNT));
        }
        assertThat(stripe.calls("POST /v1/refunds")).isEmpty();
        assertThat(gateway.refund(inDinars, new PaymentKey("refund:even"), new Money(1_000, dinars)))
                .isInstanceOf(RefundOutcome.Refunded.class);
    }

    @Test
    void refundsMadeInTheDashboardCountAlsoIfThereAreMoreThanAPage() {
        for (int i = 0; i < 5; i++) {
            atStripe().refundFromOutside("pi_1", 300);
        }

        assertThat(now()).isEqualTo(payment.refunding(dollars(15)));
        assertThat(refund("a", dollars(36))).isEqualTo(new Refused(now(), Reason.MORE_THAN_LEFT));
        assertThat(refund("a", dollars(36)).payment().left()).isEqualTo(dollars(35));
    }

    @Test
    void aRefundThatTheBankSendsBackIsNone() {
        refund("a", dollars(20));
        refund("b", dollars(10));
        atStripe().refundComesBack("pi_1");

        assertThat(now()).isEqualTo(payment.refunding(dollars(20)));
        assertThat(refund("b", dollars(10))).isEqualTo(new Refunded(payment.refunding(dollars(20))));
        assertThat(atStripe().refunds()).isEqualTo(2);
    }

    @Test
    void aRefundKeyStandsForOneRefundForEver() {
        refund("a", dollars(20));
        assertThat(refund("b", dollars(31))).isInstanceOf(Refused.class);
        stripe.forgetsKeys();

        assertThat(refund("a", dollars(20))).isEqualTo(new Refunded(payment.refunding(dollars(20))));
        for (String used : new String[] {"a", "b"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> refund(used, dollars(21)))
                    .withMessageContaining("refund:" + used);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gateway.refund(new PaymentKey("refund:a"), new PaymentKey("refund:c"), dollars(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> gateway.refund(KEY, KEY, dollars(1)));
        assertThat(atStripe().refunds()).isEqualTo(1);
    }

    @Test
    void aRefusalWhoseReasonHasGoneMayBeGranted() {
        refund("a", dollars(20));
        assertThat(refund("b", dollars(31))).isInstanceOf(Refused.class);

        atStripe().refundComesBack("pi_1");

        assertThat(refund("b", dollars(31))).isEqualTo(new Refunded(payment.refunding(dollars(31))));
    }

    @ParameterizedTest
    @CsvSource({
        "needs_response, -5000, OPEN",
        "under_review, -5000, OPEN",
        "won, 0, WON",
        "lost, -5000, LOST",
        "prevented, -5000, LOST",
        "prevented, 0,",
        "warning_needs_response, 0,",
        "warning_under_review, 0,",
        "warning_closed, 0,",
    })
    void aDisputeIsWhoHasTheMoneyAndAnInquiryIsNone(String status, long moved, Dispute.State state) {
        atStripe().dispute("pi_1", status, 4_000, "usd", moved);

        assertThat(now().dispute().map(Dispute::state)).isEqualTo(java.util.Optional.ofNullable(state));
        now().dispute().ifPresent(dispute -> {
            assertThat(dispute.amount()).isEqualTo(dollars(40));
            assertThat(dispute.reason()).isEqualTo("fraudulent");
            assertThat(dispute.openedAt()).isEqualTo(START);
        });
    }

    @Test
    void theLastDisputeCountsAndNotTheInquiryBehindIt() {
        atStripe().dispute("pi_1", "won", 4_000, "usd", 0);
        clock.moveTo(START.plusSeconds(60));
        atStripe().dispute("pi_1", "lost", 1_000, "usd", -1_000);
        clock.moveTo(START.plusSeconds(120));
        atStripe().dispute("pi_1", "warning_closed", 2_000, "usd", 0);

        assertThat(now().dispute().orElseThrow().state()).isEqualTo(Dispute.State.LOST);
        assertThat(now().dispute().orElseThrow().amount()).isEqualTo(dollars(10));
    }

    @Test
    void whatIsDisputedInAnotherCurrencyIsThePayment() {
        atStripe().dispute("pi_1", "needs_response", 4_321, "eur", -5_000);

        assertThat(now().dispute().orElseThrow().amount()).isEqualTo(dollars(50));
    }

    @Test
    void whatIsDisputedIsNotGivenBack() {
        atStripe().dispute("pi_1", "needs_response", 5_000, "usd", -5_000);

        assertThat(refund("a", dollars(1))).isEqualTo(new Refused(now(), Reason.DISPUTED));
        assertThat(stripe.calls("POST /v1/refunds")).isEmpty();
    }

    @Test
    void whatIsOnlyInquiredAboutIsRefusedByStripeAndSaidToBeDisputed() {
        atStripe().dispute("pi_1", "warning_needs_response", 5_000, "usd", 0);

        assertThat(refund("a", dollars(1))).isEqualTo(new Refused(payment, Reason.DISPUTED));
    }
}
