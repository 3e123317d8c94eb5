package dev.countinghouse.billing.ports.standin;

import static dev.countinghouse.billing.ports.driven.Samples.ACME;
import static dev.countinghouse.billing.ports.driven.Samples.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.payment.Dispute;
import dev.countinghouse.billing.domain.payment.Payment;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.domain.payment.PaymentState;
import dev.countinghouse.billing.ports.driven.ChargeOrder;
import dev.countinghouse.billing.ports.driven.PaymentGateway;
import dev.countinghouse.billing.ports.driven.PaymentGatewayContract;
import dev.countinghouse.billing.ports.driven.Race;
import dev.countinghouse.billing.ports.driven.RefundOutcome;
import dev.countinghouse.billing.ports.driven.RefundOutcome.Reason;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PaymentStandInTest extends PaymentGatewayContract {

    private final StandInBook book = StandInBook.inMemory();
    private final PaymentStandIn provider = another();

    @Override
    protected PaymentGateway newGateway(InstantSource same) {
        return provider;
    }

    @Override
    protected String declinedMethod() {
        return "card_declined";
    }

    @Override
    protected String goodMethod() {
        return "card_ok";
    }

    @Override
    protected void payElsewhere(AccountId account, Money amount) {
        provider.payElsewhere(account, amount);
    }

    /** As after a restart, or on another replica. */
    private PaymentStandIn another() {
        return Provider.over(book, clock, Provider.SECRET);
    }

    @Test
    void whoWasGivenNoMethodHasOneThatSucceeds() {
        AccountId fresh = new AccountId("fresh");

        assertThat(provider.methodOf(fresh)).contains("visa 4242");
        assertThat(provider.charge(order("a", fresh)).isPaid()).isTrue();
    }

    @Test
    void methodsThatFailSayWhy() {
        Map<String, String> codes = Map.of(
                "card_declined", "card_declined",
                "card_insufficient_funds", "insufficient_funds",
                "card_expired", "expired_card",
                "none", "no_payment_method");
        codes.forEach((method, code) -> {
            provider.useMethod(ACME, method);
            assertThat(code(provider.charge(order(method, ACME)))).isEqualTo(code);
        });
        assertThat(List.of(TestMethod.values()))
                .allSatisfy(method -> assertThat(TestMethod.of(method.token())).isEqualTo(method));
        provider.useMethod(ACME, "none");
        assertThat(provider.methodOf(ACME)).isEmpty();
    }

    @Test
    void anAuthenticationIsWaitedFor() {
        for (boolean succeeds : List.of(true, false)) {
            ChargeOrder order = order("auth-" + succeeds, ACME);
            Payment waiting = charge("card_authentication", order);
            assertThat(waiting.state())
                    .isEqualTo(new PaymentState.RequiresAction(URI.create("https://pay.example/pay_" + order.key())));
            clock.moveTo(clock.instant().plus(Duration.ofDays(30)));
            assertThat(provider.charge(order)).isEqualTo(waiting);
            assertThat(refundReason(order.key())).contains(Reason.NOT_PAID);

            Payment decided = provider.authenticate(order.key(), succeeds);

            assertThat(decided.isPaid()).isEqualTo(succeeds);
            assertThat(code(decided)).isEqualTo(succeeds ? "" : "authentication_failed");
            assertThat(provider.find(order.key())).contains(decided);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> provider.authenticate(order.key(), true))
                    .withMessageContaining("does not wait");
        }
    }

    @Test
    void whoIsNotThereCannotAuthenticateHimself() {
        ChargeOrder absent = new ChargeOrder(KEY, ACME, dollars(50), "credits", false);

        assertThat(code(charge("card_authentication", absent))).isEqualTo("authentication_required");
    }

    @Test
    void banksDecideAfterThreeDaysOfTheClock() {
        Payment paid = charge("bank_async_ok", order("ok", ACME));
        Payment failed = charge("bank_async_fails", order("fails", ACME));
        assertThat(List.of(paid, failed))
                .allSatisfy(each -> assertThat(each.state()).isEqualTo(new PaymentState.Processing()));

        clock.moveTo(START.plus(Duration.ofDays(3)).minusMillis(1));
        assertThat(provider.find(paid.key())).contains(paid);
        clock.moveTo(START.plus(Duration.ofDays(3)));

        assertThat(provider.find(paid.key())).contains(paid.in(succeeded()));
        assertThat(code(provider.find(failed.id()).orElseThrow())).isEqualTo("insufficient_funds");
        assertThatIllegalArgumentException().isThrownBy(() -> provider.decide(paid.key()));
    }

    @Test
    void banksDecideAtOnceWhereThatIsAskedFor() {
        charge("bank_async_ok", order("ok", ACME));
        charge("bank_async_fails", order("fails", ACME));

        assertThat(provider.decide(new PaymentKey("ok")).isPaid()).isTrue();
        assertThat(code(provider.decide(new PaymentKey("fails")))).isEqualTo("insufficient_funds");
        assertThatIllegalArgumentException().isThrownBy(() -> provider.decide(new PaymentKey("ok")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> provider.decide(new PaymentKey("unknown")))
                .withMessageContaining("unknown");
    }

    @Test
    void anAnswerThatIsLostAfterTheChargeIsFoundByAskingAgain() {
        assertUnavailable("card_timeout_after_charge", ORDER);

        Payment charged = provider.find(KEY).orElseThrow();
        assertThat(charged.isPaid()).isTrue();
        assertThat(provider.charge(ORDER)).isEqualTo(charged);
    }

    @Test
    void aCallThatIsLostBeforeTheChargeChargesWhenItIsRepeated() {
        assertUnavailable("card_timeout_before_charge", ORDER);

        assertThat(provider.find(KEY)).isEmpty();
        assertThat(provider.pendingNotices(10)).isEmpty();
        assertThat(provider.charge(ORDER).isPaid()).isTrue();
    }

    @Test
    void ofManyWhoseAnswerIsLostAllAreChargedOnce() {
        provider.useMethod(ACME, "card_timeout_after_charge");

        List<Boolean> lost = Race.of(number -> {
            try {
                return provider.charge(ORDER).amount().isZero();
            } catch (UnavailableException noAnswer) {
                return true;
            }
        });

        assertThat(lost).containsOnlyOnce(true);
        assertThat(provider.pendingNotices(10)).hasSize(1);
    }

    @Test
    void aDisputeIsOpenedADayLater() {
        Payment payment = charge("card_dispute", ORDER);
        provider.refund(KEY, new PaymentKey("r"), dollars(20));

        clock.moveTo(START.plus(Duration.ofDays(9)));

        Dispute dispute = Dispute.open(dollars(30), "fraudulent", START.plus(Duration.ofDays(1)));
        assertThat(provider.find(KEY)).contains(payment.refunding(dollars(20)).disputed(dispute));
    }

    @Test
    void whatWasGivenBackIsNotDisputed() {
        charge("card_dispute", ORDER);
        provider.refundFromOutside(KEY, dollars(50));
        clock.moveTo(START.plus(Duration.ofDays(9)));

        assertThat(provider.find(KEY).orElseThrow().dispute()).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> provider.openDispute(KEY, "fraudulent"));
    }

    @Test
    void whileItIsDisputedAndAfterItIsLostNothingIsGivenBack() {
        for (boolean won : List.of(true, false)) {
            PaymentKey key = new PaymentKey("dispute-" + won);
            charge("card_ok", order(key.value(), ACME));
            assertThatIllegalArgumentException().isThrownBy(() -> provider.closeDispute(key, won));
            provider.openDispute(key, "product_not_received");
            assertThat(refundReason(key)).contains(Reason.DISPUTED);
            assertThatIllegalArgumentException().isThrownBy(() -> provider.openDispute(key, "again"));
            assertThatIllegalArgumentException().isThrownBy(() -> provider.refundFromOutside(key, dollars(1)));

            Payment closed = provider.closeDispute(key, won);

            assertThat(closed.dispute().orElseThrow().state()).isEqualTo(won ? Dispute.State.WON : Dispute.State.LOST);
            assertThat(refundReason(key)).isEqualTo(won ? Optional.empty() : Optional.of(Reason.DISPUTED));
            assertThatIllegalArgumentException().isThrownBy(() -> provider.closeDispute(key, won));
        }
    }

    @Test
    void refundsFromOutsideCountWithOurs() {
        charge("card_ok", ORDER);
        provider.refundFromOutside(KEY, dollars(45));

        assertThat(refundReason(KEY)).contains(Reason.MORE_THAN_LEFT);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> provider.refundFromOutside(KEY, dollars(6)))
                .withMessageContaining("6.00 USD");
        assertThat(provider.refundFromOutside(KEY, dollars(5)).left()).isEqualTo(dollars(0));
    }

    @Test
    void whatWasDoneIsKnownToAnotherOverTheSameBook() {
        for (TestMethod method : TestMethod.values()) {
            provider.useMethod(ACME, method.token());
            try {
                provider.charge(order(method.token(), ACME));
            } catch (UnavailableException asItShould) {
                // asked again below
            }
        }
        provider.refund(new PaymentKey("card_ok"), new PaymentKey("r"), dollars(20));
        provider.openDispute(new PaymentKey("card_ok"), "a \"reason\" with é");
        provider.closeDispute(new PaymentKey("card_ok"), true);

        assertThat(another().methodOf(ACME)).isEmpty();
        for (TestMethod method : TestMethod.values()) {
            ChargeOrder order = order(method.token(), ACME);
            assertThat(another().find(order.key())).isEqualTo(provider.find(order.key()));
            assertThat(another().charge(order)).isEqualTo(provider.charge(order));
        }
        assertThat(another().pendingNotices(100)).isEqualTo(provider.pendingNotices(100));
        assertThat(another().refund(new PaymentKey("card_ok"), new PaymentKey("r"), dollars(20)))
                .isInstanceOf(RefundOutcome.Refunded.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> another().refund(new PaymentKey("card_ok"), new PaymentKey("r"), dollars(21)));
    }

    private Payment charge(String method, ChargeOrder order) {
        provider.useMethod(order.account(), method);
        return provider.charge(order);
    }

    private void assertUnavailable(String method, ChargeOrder order) {
        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> charge(method, order))
                .withMessageContaining(order.key().value());
    }

    private Optional<Reason> refundReason(PaymentKey key) {
        return provider.refund(key, new PaymentKey("back:" + key), dollars(10))
                .fold(refunded -> Optional.empty(), refused -> Optional.of(refused.reason()));
    }
}
