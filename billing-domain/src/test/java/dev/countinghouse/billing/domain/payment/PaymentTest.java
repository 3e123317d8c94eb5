package dev.countinghouse.billing.domain.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.payment.PaymentState.Failed;
import dev.countinghouse.billing.domain.payment.PaymentState.Processing;
import dev.countinghouse.billing.domain.payment.PaymentState.RequiresAction;
import dev.countinghouse.billing.domain.payment.PaymentState.Succeeded;
import java.net.URI;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaymentTest {

    private static final Currency USD = Currency.getInstance("USD");
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final List<PaymentState> UNPAID = List.of(
            new Processing(),
            new RequiresAction(URI.create("https://pay.example/1")),
            new Failed("card_declined", "The card was declined."));

    @Test
    void whatIsLeftIsWhatWasPaidAndNotGivenBack() {
        Payment paid = payment(new Succeeded());

        assertThat(paid.left()).isEqualTo(cents(5_000));
        assertThat(paid.refunding(cents(1_999)).refunding(cents(1)).left()).isEqualTo(cents(3_000));
        assertThat(UNPAID).allSatisfy(state -> assertThat(payment(state).left()).isEqualTo(cents(0)));
    }

    @Test
    void nobodyGivesBackMoreThanWasPaidOrWhatWasNot() {
        Payment paid = payment(new Succeeded());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> paid.refunding(cents(5_001)))
                .withMessageContaining("50.01 USD");
        assertThatIllegalArgumentException().isThrownBy(() -> paid.refunding(cents(-1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> paid.refunding(new Money(1, Currency.getInstance("EUR"))));
        for (PaymentState state : UNPAID) {
            Payment unpaid = payment(state);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> unpaid.refunding(cents(1)))
                    .withMessageContaining(state.name());
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> unpaid.disputed(Dispute.open(cents(1), "fraudulent", NOW)));
        }
    }

    @Test
    void aDisputeWithholdsMoneyUntilItIsWon() {
        Dispute open = Dispute.open(cents(5_000), "fraudulent", NOW);

        assertThat(open.withholdsMoney()).isTrue();
        assertThat(open.closed(false).withholdsMoney()).isTrue();
        assertThat(open.closed(true).withholdsMoney()).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> Dispute.open(cents(0), "fraudulent", NOW));
    }

    @Test
    void eachStateIsToldApart() {
        assertThat(List.of(new Processing(), UNPAID.get(1), new Succeeded(), UNPAID.get(2)).stream()
                        .map(state -> state.fold(() -> "wait", it -> it.page().getHost(), () -> "paid", Failed::code)))
                .containsExactly("wait", "pay.example", "paid", "card_declined");
        assertThatIllegalArgumentException().isThrownBy(() -> new Failed("Declined!", ""));
    }

    @Test
    void keysAndIdsAreOfAFormThatEveryProviderTakes() {
        assertThat(new PaymentKey("purchase:2026-03_a.1")).hasToString("purchase:2026-03_a.1");
        for (String wrong : List.of("", " ", "a b", "é", "a/b", "a\n", "x".repeat(65))) {
            assertThatIllegalArgumentException().isThrownBy(() -> new PaymentKey(wrong));
        }
        for (String wrong : List.of("", " ", "a b", "é", "a\n", "x".repeat(256))) {
            assertThatIllegalArgumentException().isThrownBy(() -> new PaymentId(wrong));
        }
    }

    private static Payment payment(PaymentState state) {
        return Payment.begin(
                new PaymentId("pi_1"), new PaymentKey("k"), new AccountId("acme"), cents(5_000), state, NOW);
    }

    private static Money cents(long cents) {
        return new Money(cents, USD);
    }
}
