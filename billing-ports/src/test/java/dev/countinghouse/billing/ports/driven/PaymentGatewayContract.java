package dev.countinghouse.billing.ports.driven;

import static dev.countinghouse.billing.ports.driven.Samples.ACME;
import static dev.countinghouse.billing.ports.driven.Samples.GLOBEX;
import static dev.countinghouse.billing.ports.driven.Samples.START;
import static dev.countinghouse.billing.ports.driven.Samples.USD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.payment.OtherPayment;
import dev.countinghouse.billing.domain.payment.Payment;
import dev.countinghouse.billing.domain.payment.PaymentId;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.domain.payment.PaymentState;
import dev.countinghouse.billing.ports.driven.RefundOutcome.Reason;
import dev.countinghouse.billing.ports.driven.RefundOutcome.Refunded;
import dev.countinghouse.billing.ports.driven.RefundOutcome.Refused;
import dev.countinghouse.billing.ports.inmemory.InMemoryTestClock;
import java.time.InstantSource;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every provider does with money; what it does with notices is in {@link PaymentNoticeContract}. */
public abstract class PaymentGatewayContract {

    protected static final PaymentKey KEY = new PaymentKey("purchase:1");
    protected static final ChargeOrder ORDER = new ChargeOrder(KEY, ACME, dollars(50), "500 credits", true);

    protected final InMemoryTestClock clock = new InMemoryTestClock(START);
    protected PaymentGateway gateway;

    /** A provider that has not been asked for anything; its accounts are charged by what succeeds at once. */
    protected abstract PaymentGateway newGateway(InstantSource clock);

    /** The token of a method that is declined at once. */
    protected abstract String declinedMethod();

    /** The token of a method that succeeds at once. */
    protected abstract String goodMethod();

    /** Has a customer who is known there pay something in the provider's dashboard. */
    protected abstract void payElsewhere(AccountId account, Money amount);

    @BeforeEach
    void askNothing() {
        gateway = newGateway(clock);
        gateway.useMethod(ACME, goodMethod());
        gateway.useMethod(GLOBEX, goodMethod());
    }

    @Test
    void whatIsChargedIsFoundByItsKeyAndItsId() {
        Payment payment = gateway.charge(ORDER);

        assertThat(payment).isEqualTo(Payment.begin(payment.id(), KEY, ACME, dollars(50), succeeded(), START));
        assertThat(gateway.find(KEY)).contains(payment);
        assertThat(gateway.find(payment.id())).contains(payment);
    }

    @Test
    void whatWasNotChargedIsNotFound() {
        gateway.charge(ORDER);

        assertThat(gateway.find(new PaymentKey("purchase:2"))).isEmpty();
        assertThat(gateway.find(new PaymentId("somebody-elses"))).isEmpty();
        assertThat(gateway.find(new PaymentId("pay_no/key"))).isEmpty();
    }

    @Test
    void theSameOrderIsChargedOnce() {
        Payment payment = gateway.charge(ORDER);

        assertThat(gateway.charge(ORDER)).isEqualTo(payment);
        gateway.refund(KEY, new PaymentKey("refund:1"), dollars(20));
        assertThat(gateway.charge(ORDER)).isEqualTo(payment.refunding(dollars(20)));
    }

    @Test
    void anotherOrderUnderTheSameKeyIsRefused() {
        Payment payment = gateway.charge(ORDER);

        for (ChargeOrder other : List.of(
                new ChargeOrder(KEY, GLOBEX, dollars(50), "500 credits", true),
                new ChargeOrder(KEY, ACME, dollars(51), "500 credits", true),
                new ChargeOrder(KEY, ACME, new Money(5_000, Currency.getInstance("EUR")), "500 credits", true),
                new ChargeOrder(KEY, ACME, dollars(50), "501 credits", true),
                new ChargeOrder(KEY, ACME, dollars(50), "500 credits", false))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> gateway.charge(other))
                    .withMessageContaining(KEY.value());
        }
        assertThat(gateway.find(KEY)).contains(payment);
    }

    @Test
    void eachKeyIsAPaymentOfItsOwn() {
        Payment first = gateway.charge(ORDER);
        Money yen = new Money(500, Currency.getInstance("JPY"));
        Payment second = gateway.charge(new ChargeOrder(new PaymentKey("purchase:2"), GLOBEX, yen, "credits", false));

        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(second.amount()).isEqualTo(yen);
        assertThat(gateway.find(first.id())).contains(first);
        assertThat(gateway.find(second.id())).contains(second);
    }

    @Test
    void whatWasDeclinedStaysDeclined() {
        gateway.useMethod(ACME, declinedMethod());
        Payment payment = gateway.charge(ORDER);
        assertThat(code(payment)).isEqualTo("card_declined");

        gateway.useMethod(ACME, goodMethod());
        assertThat(gateway.charge(ORDER)).isEqualTo(payment);
        assertThat(gateway.find(KEY)).contains(payment);
        ChargeOrder anew = new ChargeOrder(new PaymentKey("purchase:2"), ACME, dollars(50), "500 credits", true);
        assertThat(gateway.charge(anew).isPaid()).isTrue();
    }

    @Test
    void aMethodIsOfOneAccountAndHasAName() {
        gateway.useMethod(ACME, declinedMethod());

        assertThat(gateway.methodOf(ACME))
                .isPresent()
                .isNotEqualTo(gateway.methodOf(GLOBEX))
                .hasValueSatisfying(name -> assertThat(name).isNotBlank());
        assertThatIllegalArgumentException().isThrownBy(() -> gateway.useMethod(ACME, "no such method"));
        assertThat(code(gateway.charge(ORDER))).isEqualTo("card_declined");
    }

    @Test
    void refundsAddUpToThePayment() {
        Payment payment = gateway.charge(ORDER);

        assertThat(refund("a", dollars(20))).isEqualTo(new Refunded(payment.refunding(dollars(20))));
        assertThat(refund("b", dollars(30))).isEqualTo(new Refunded(payment.refunding(dollars(50))));
        assertThat(gateway.find(KEY)).contains(payment.refunding(dollars(50)));
        assertThat(refund("c", new Money(1, USD)))
                .isEqualTo(new Refused(payment.refunding(dollars(50)), Reason.MORE_THAN_LEFT));
    }

    @Test
    void moreThanIsLeftIsNotGivenBackAndNothingInItsPlace() {
        Payment payment = gateway.charge(ORDER);
        refund("a", dollars(20));

        assertThat(refund("b", new Money(3_001, USD)))
                .isEqualTo(new Refused(payment.refunding(dollars(20)), Reason.MORE_THAN_LEFT));
        assertThat(gateway.find(KEY)).contains(payment.refunding(dollars(20)));
        assertThat(refund("c", dollars(30))).isInstanceOf(Refunded.class);
    }

    @Test
    void underOneKeyIsGivenBackOnce() {
        Payment payment = gateway.charge(ORDER);
        refund("a", dollars(20));

        assertThat(refund("a", dollars(20))).isEqualTo(new Refunded(payment.refunding(dollars(20))));
        refund("b", dollars(30));
        assertThat(refund("a", dollars(20))).isEqualTo(new Refunded(payment.refunding(dollars(50))));
    }

    @Test
    void aRefundKeyStandsForOneWish() {
        PaymentKey second = new PaymentKey("purchase:2");
        gateway.charge(ORDER);
        gateway.charge(new ChargeOrder(second, ACME, dollars(50), "500 credits", true));
        refund("a", dollars(20));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> refund("a", dollars(21)))
                .withMessageContaining("refund:a");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gateway.refund(second, new PaymentKey("refund:a"), dollars(20)))
                .withMessageContaining("refund:a");
        assertThat(gateway.find(second).orElseThrow().refunded()).isEqualTo(dollars(0));
    }

    @Test
    void whatWasNotPaidIsNotGivenBack() {
        gateway.useMethod(ACME, declinedMethod());
        Payment payment = gateway.charge(ORDER);

        assertThat(refund("a", dollars(1))).isEqualTo(new Refused(payment, Reason.NOT_PAID));
    }

    @Test
    void whatCannotBeARefundIsTheCallersBug() {
        PaymentKey nobodys = new PaymentKey("purchase:2");
        gateway.charge(ORDER);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> gateway.refund(nobodys, new PaymentKey("refund:a"), dollars(1)))
                .withMessageContaining("purchase:2");
        for (Money wrong : List.of(dollars(0), dollars(-1), new Money(1, Currency.getInstance("EUR")))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> refund("b", wrong))
                    .withMessageContaining(wrong.toString());
        }
    }

    @Test
    void ofManyThatChargeUnderOneKeyOneCharges() {
        List<Payment> answers = Race.of(number -> gateway.charge(ORDER));

        assertThat(new HashSet<>(answers)).hasSize(1);
        assertThat(gateway.find(KEY)).contains(answers.get(0));
    }

    @Test
    void ofManyOrdersUnderOneKeyOneIsCharged() {
        List<Boolean> charged = Race.of(number -> {
            try {
                gateway.charge(new ChargeOrder(KEY, ACME, dollars(number + 1), "credits", true));
                return true;
            } catch (IllegalArgumentException refused) {
                return false;
            }
        });

        assertThat(charged).containsOnlyOnce(true);
        int winner = charged.indexOf(true);
        assertThat(gateway.find(KEY).orElseThrow().amount()).isEqualTo(dollars(winner + 1));
    }

    @Test
    void ofManyThatRefundUnderOneKeyOneRefunds() {
        Payment payment = gateway.charge(ORDER);

        Set<RefundOutcome> answers = new HashSet<>(Race.of(number -> refund("a", dollars(20))));

        assertThat(answers).containsExactly(new Refunded(payment.refunding(dollars(20))));
    }

    @Test
    void manyRefundsTogetherNeverGiveBackMoreThanWasPaid() {
        gateway.charge(ORDER);

        List<Boolean> granted = Race.of(number -> refund("r" + number, dollars(3)) instanceof Refunded);

        assertThat(granted.stream().filter(each -> each).count()).isEqualTo(16);
        assertThat(gateway.find(KEY).orElseThrow().left()).isEqualTo(dollars(2));
    }

    private RefundOutcome refund(String key, Money amount) {
        return gateway.refund(KEY, new PaymentKey("refund:" + key), amount);
    }

    @Test
    void whatACustomerPaidPastUsIsToldApartFromWhatWeAskedFor() {
        assertThat(gateway.others(new AccountId("nobody"), START)).isEmpty();
        gateway.charge(ORDER);
        assertThat(gateway.others(ACME, START)).isEmpty();
        payElsewhere(ACME, dollars(7));
        clock.moveTo(START.plusSeconds(60));
        payElsewhere(ACME, dollars(9));
        gateway.charge(order("another", ACME));

        assertThat(gateway.others(ACME, START))
                .extracting(payment -> payment.account() + " " + payment.amount() + " " + payment.at())
                .containsExactly(
                        "acme " + dollars(7) + " " + START, "acme " + dollars(9) + " " + START.plusSeconds(60));
        assertThat(gateway.others(ACME, START.plusSeconds(1)))
                .extracting(OtherPayment::amount)
                .containsExactly(dollars(9));
    }

    protected static String code(Payment payment) {
        return payment.state().fold(() -> "", waiting -> "", () -> "", PaymentState.Failed::code);
    }

    protected static PaymentState succeeded() {
        return new PaymentState.Succeeded();
    }

    protected static Money dollars(int dollars) {
        return new Money(dollars * 100L, USD);
    }

    protected static ChargeOrder order(String key, AccountId account) {
        return new ChargeOrder(new PaymentKey(key), account, dollars(50), "500 credits", true);
    }
}
