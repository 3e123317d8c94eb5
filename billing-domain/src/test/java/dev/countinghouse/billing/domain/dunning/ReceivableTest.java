package dev.countinghouse.billing.domain.dunning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.invoice.InvoiceNumber;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.payment.Payment;
import dev.countinghouse.billing.domain.payment.PaymentId;
import dev.countinghouse.billing.domain.payment.PaymentState;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReceivableTest {

    private static final Currency USD = Currency.getInstance("USD");
    private static final Instant ISSUED = Instant.parse("2026-04-01T00:00:00Z");
    private static final Instant DUE = Instant.parse("2026-04-15T00:00:00Z");

    /** Tried again after 1 and 3 days; restricted 2 days later, canceled 4 days after that. */
    private static final DunningSchedule SCHEDULE = new DunningSchedule(
            List.of(Duration.ofDays(1), Duration.ofDays(3)), Duration.ofDays(2), Duration.ofDays(4));

    private static Money usd(String amount) {
        return Money.parse(amount, USD);
    }

    private static Instant day(int day) {
        return ISSUED.plus(Duration.ofDays(day));
    }

    private static Receivable open() {
        Debt debt = new Debt(new InvoiceNumber("INV", 7), new AccountId("acme"), usd("100.00"), ISSUED, DUE);
        return new Receivable(
                debt,
                Receivable.Status.OPEN,
                Receipts.none(usd("0.00")),
                Course.beginning(ISSUED),
                Optional.empty(),
                1);
    }

    private static Payment payment(Receivable of, PaymentState state) {
        PaymentTry last = of.receipts().last().orElseThrow();
        return Payment.begin(
                new PaymentId("pay_" + last.number()), last.key(), of.account(), last.amount(), state, ISSUED);
    }

    private static Receivable tried(Receivable before, PaymentState state, Instant at) {
        Receivable trying = before.trying(false, at);
        return trying.follow(payment(trying, state), SCHEDULE, at);
    }

    private static PaymentState failed(String code) {
        return new PaymentState.Failed(code, "No.");
    }

    private static Receivable declined(Receivable before, Instant at) {
        return tried(before, failed("card_declined"), at);
    }

    @Test
    void whatIsPaidAtOnceNeverGoesWrong() {
        assertThat(open().step(SCHEDULE, ISSUED)).isEqualTo(new DunningStep.Charge());
        Receivable paid = tried(open(), new PaymentState.Succeeded(), ISSUED);

        assertThat(paid.status()).isEqualTo(Receivable.Status.PAID);
        assertThat(paid.closedAt()).contains(ISSUED);
        assertThat(paid.outstanding()).isEqualTo(usd("0.00"));
        assertThat(paid.receipts().received()).isEqualTo(usd("100.00"));
        assertThat(paid.stage(SCHEDULE, day(100))).isEmpty();
        assertThat(paid.dueNext(SCHEDULE)).isEmpty();
        assertThat(paid.step(SCHEDULE, day(100))).isEqualTo(new DunningStep.Wait());
    }

    @Test
    void aDeclinedPaymentGoesThroughAllStagesAtTheirTimes() {
        Receivable late = declined(open(), day(0));
        assertThat(late.step(SCHEDULE, day(0))).isEqualTo(new DunningStep.Tell(DunningStage.PAST_DUE));
        late = late.telling(DunningStage.PAST_DUE);
        assertThat(late.dueNext(SCHEDULE)).contains(day(1));
        assertThat(late.step(SCHEDULE, day(1).minusNanos(1))).isEqualTo(new DunningStep.Wait());
        assertThat(late.step(SCHEDULE, day(1))).isEqualTo(new DunningStep.Charge());

        late = declined(late, day(1));
        assertThat(late.dueNext(SCHEDULE)).contains(day(3));
        // with the last try grace begins: nobody is told so before it has failed
        assertThat(late.step(SCHEDULE, day(3))).isEqualTo(new DunningStep.Charge());

        late = declined(late, day(3));
        assertThat(late.step(SCHEDULE, day(3))).isEqualTo(new DunningStep.Tell(DunningStage.GRACE));
        late = late.telling(DunningStage.GRACE);
        assertThat(late.course().retryAt()).isEmpty();
        assertThat(late.dueNext(SCHEDULE)).contains(day(5));
        assertThat(late.step(SCHEDULE, day(5))).isEqualTo(new DunningStep.Tell(DunningStage.RESTRICTED));
        late = late.telling(DunningStage.RESTRICTED);
        assertThat(late.dueNext(SCHEDULE)).contains(day(9));
        assertThat(late.step(SCHEDULE, day(9).minusNanos(1))).isEqualTo(new DunningStep.Wait());
        assertThat(late.step(SCHEDULE, day(9))).isEqualTo(new DunningStep.GiveUp());

        Receivable lost = late.writtenOff(day(9));
        assertThat(lost.step(SCHEDULE, day(9))).isEqualTo(new DunningStep.Wait());
        assertThat(lost.dueNext(SCHEDULE)).isEmpty();
        // what is paid all the same is paid
        assertThat(tried(lost, new PaymentState.Succeeded(), day(20)).status()).isEqualTo(Receivable.Status.PAID);
    }

    @Test
    void aJobThatComesLateSkipsNoStageAndMovesNone() {
        Receivable late = declined(open(), day(0)).telling(DunningStage.PAST_DUE);

        assertThat(late.step(SCHEDULE, day(6))).isEqualTo(new DunningStep.Charge());
        late = declined(late, day(6));
        assertThat(late.step(SCHEDULE, day(6))).isEqualTo(new DunningStep.Tell(DunningStage.RESTRICTED));
        assertThat(late.telling(DunningStage.RESTRICTED).dueNext(SCHEDULE)).contains(day(9));
    }

    @Test
    void whoHasNothingToPayWithHasUntilItIsDue() {
        Receivable waiting = tried(open(), failed("no_payment_method"), day(0));
        assertThat(waiting.course().pastDueSince()).isEmpty();
        assertThat(waiting.dueNext(SCHEDULE)).contains(DUE);

        Receivable late = tried(waiting, failed("no_payment_method"), DUE);
        assertThat(late.course().pastDueSince()).contains(DUE);
        assertThat(late.course().retryAt()).contains(DUE.plus(Duration.ofDays(1)));
    }

    @Test
    void anotherMethodIsTriedAtOnce() {
        Receivable waiting = tried(open(), failed("no_payment_method"), day(0));
        assertThat(waiting.hastened(day(2)).step(SCHEDULE, day(2))).isEqualTo(new DunningStep.Charge());
        assertThat(open().hastened(day(2)).course().retryAt()).contains(ISSUED);

        // what is on its way is waited for, and should it fail, the new one is tried at once
        Receivable inFlight =
                declined(declined(declined(open(), day(0)), day(1)), day(3)).trying(true, day(4));
        Receivable changed = inFlight.hastened(day(4));
        assertThat(changed.step(SCHEDULE, day(4))).isNotEqualTo(new DunningStep.Charge());
        Receivable failed = changed.follow(payment(changed, failed("authentication_failed")), SCHEDULE, day(4));
        assertThat(failed.step(SCHEDULE, day(4))).isEqualTo(new DunningStep.Charge());
        Receivable unchanged = inFlight.follow(payment(inFlight, failed("authentication_failed")), SCHEDULE, day(4));
        assertThat(unchanged.course().retryAt()).isEmpty();
        Receivable paid = tried(open(), new PaymentState.Succeeded(), day(0));
        assertThat(paid.hastened(day(2))).isEqualTo(paid);
    }

    @Test
    void aPaymentThatIsNotDecidedIsAskedAboutAndNoneIsBegunBesideIt() {
        Receivable inFlight = tried(open(), new PaymentState.Processing(), day(0));
        assertThat(inFlight.step(SCHEDULE, day(0))).isEqualTo(new DunningStep.Ask());
        assertThat(inFlight.dueNext(SCHEDULE)).isEmpty();
        assertThat(inFlight.isPayable()).isFalse();
        assertThatThrownBy(() -> inFlight.trying(true, day(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("INV-000007 has no payment to be made");
        assertThatThrownBy(() -> inFlight.paidOutside("transfer", day(1))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aPaymentOnItsWayIsWaitedForAndAPageThatNobodyVisitsIsNot() {
        Receivable late = declined(open(), day(0)).telling(DunningStage.RESTRICTED);
        Receivable onItsWay = tried(late, new PaymentState.Processing(), day(8));
        Receivable page = tried(late, new PaymentState.RequiresAction(URI.create("https://pay.example/1")), day(8));

        assertThat(onItsWay.step(SCHEDULE, day(9))).isEqualTo(new DunningStep.Ask());
        assertThat(onItsWay.dueNext(SCHEDULE)).isEmpty();
        assertThat(page.step(SCHEDULE, day(9))).isEqualTo(new DunningStep.GiveUp());
    }

    @Test
    void whatCreditNotesTakeOffIsNotAskedForAgain() {
        Receivable less = declined(open(), day(0)).credit(usd("30.00"), day(1));
        assertThat(less.outstanding()).isEqualTo(usd("70.00"));
        assertThat(less.trying(false, day(1)).receipts().last().orElseThrow().amount())
                .isEqualTo(usd("70.00"));

        Receivable none = less.credit(usd("70.00"), day(1));
        assertThat(none.status()).isEqualTo(Receivable.Status.VOID);
        assertThat(none.receipts().refunds()).isEmpty();
        assertThat(none.step(SCHEDULE, day(9))).isEqualTo(new DunningStep.Wait());
    }

    @Test
    void whatIsCreditedAfterItWasPaidIsGivenBackOnce() {
        Receivable paid = tried(open(), new PaymentState.Succeeded(), day(0)).credit(usd("30.00"), day(1));
        assertThat(paid.receipts().refunds())
                .extracting(InvoiceRefund::amount, InvoiceRefund::state)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(usd("30.00"), InvoiceRefund.State.REQUESTED));
        assertThat(paid.step(SCHEDULE, day(1))).isEqualTo(new DunningStep.Ask());

        Payment back = payment(paid, new PaymentState.Succeeded()).refunding(usd("30.00"));
        Receivable done = paid.refunded(1, Optional.empty()).follow(back, SCHEDULE, day(1));
        assertThat(done.receipts().refunds()).hasSize(1);
        assertThat(done.receipts().refunded()).isEqualTo(usd("30.00"));
        assertThat(done.step(SCHEDULE, day(1))).isEqualTo(new DunningStep.Wait());

        Receivable more = done.credit(usd("20.00"), day(2));
        assertThat(more.receipts().refunds())
                .extracting(InvoiceRefund::amount)
                .containsExactly(usd("30.00"), usd("20.00"));
    }

    @Test
    void aCreditNoteWhileAPaymentIsOnItsWayIsGivenBackWhenThatSucceeds() {
        Receivable trying = open().trying(false, day(0));
        Receivable credited = trying.credit(usd("100.00"), day(0));
        assertThat(credited.status()).isEqualTo(Receivable.Status.OPEN);

        Receivable paid = credited.follow(payment(credited, new PaymentState.Succeeded()), SCHEDULE, day(0));
        assertThat(paid.status()).isEqualTo(Receivable.Status.PAID);
        assertThat(paid.receipts().refunds()).extracting(InvoiceRefund::amount).containsExactly(usd("100.00"));

        Receivable unpaid = credited.follow(payment(credited, failed("card_declined")), SCHEDULE, day(0));
        assertThat(unpaid.status()).isEqualTo(Receivable.Status.VOID);
        assertThat(unpaid.receipts().refunds()).isEmpty();
    }

    @Test
    void whatTheSellerGaveBackHimselfOrTheProviderRefusedIsNotGivenBackAgain() {
        Receivable paid = tried(open(), new PaymentState.Succeeded(), day(0));
        Payment back = payment(paid, new PaymentState.Succeeded()).refunding(usd("30.00"));
        assertThat(paid.follow(back, SCHEDULE, day(1))
                        .credit(usd("30.00"), day(2))
                        .receipts()
                        .refunds())
                .isEmpty();

        Receivable refused = paid.credit(usd("30.00"), day(1)).refunded(1, Optional.of("disputed"));
        assertThat(refused.credit(usd("10.00"), day(2)).receipts().refunds())
                .extracting(InvoiceRefund::amount)
                .containsExactly(usd("30.00"), usd("10.00"));
    }

    @Test
    void whatWasPaidWithAnEarlierBalanceIsNotAskedBackOfThePayment() {
        // the invoice came to 140.00, of which a balance paid 40.00
        Receivable paid = tried(open(), new PaymentState.Succeeded(), day(0)).credit(usd("80.00"), day(1));
        assertThat(paid.receipts().refunds()).extracting(InvoiceRefund::amount).containsExactly(usd("80.00"));
        Receivable more = paid.credit(usd("60.00"), day(2));
        assertThat(more.receipts().refunds())
                .extracting(InvoiceRefund::amount)
                .containsExactly(usd("80.00"), usd("20.00"));
        assertThat(more.credit(usd("1.00"), day(3)).receipts().refunds()).hasSize(2);
    }

    @Test
    void whatIsCreditedAsAWholeIsNotPastDueWhateverIsOnItsWay() {
        Receivable late = declined(open(), day(0)).telling(DunningStage.RESTRICTED);
        Receivable page = tried(late, new PaymentState.RequiresAction(URI.create("https://pay.example/1")), day(6));
        Receivable credited = page.credit(usd("100.00"), day(6));
        assertThat(credited.isOpen()).isTrue();
        assertThat(credited.pastDueSince()).isEmpty();
        assertThat(credited.stage(SCHEDULE, day(20))).isEmpty();
        assertThat(credited.step(SCHEDULE, day(20))).isEqualTo(new DunningStep.Ask());
    }

    @Test
    void theRestMayBePaidPastTheProvider() {
        Receivable paid = declined(open(), day(0)).credit(usd("30.00"), day(1)).paidOutside("transfer 1", day(2));
        assertThat(paid.status()).isEqualTo(Receivable.Status.PAID);
        assertThat(paid.receipts().outside()).contains(new OutsidePayment("transfer 1", usd("70.00"), day(2)));
        // there is no payment to give back: the seller transfers it himself
        assertThat(paid.credit(usd("20.00"), day(3)).receipts().refunds()).isEmpty();
    }

    @Test
    void aProviderDoesNotChangeHisMind() {
        Receivable paid = tried(open(), new PaymentState.Succeeded(), day(0));
        assertThatThrownBy(() -> paid.follow(payment(paid, failed("card_declined")), SCHEDULE, day(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was succeeded, it cannot become failed");
    }

    @Test
    void everyTryHasAKeyOfItsOwnAndTheSameOneEachTime() {
        Receivable twice = declined(declined(open(), day(0)), day(1));
        assertThat(twice.receipts().tries()).extracting(PaymentTry::key).doesNotHaveDuplicates();
        assertThat(declined(open(), day(5)).receipts().tries().get(0).key())
                .isEqualTo(twice.receipts().tries().get(0).key());
    }

    @Test
    void aScheduleIsInOrder() {
        assertThatThrownBy(() -> new DunningSchedule(
                        List.of(Duration.ofDays(3), Duration.ofDays(3)), Duration.ZERO, Duration.ZERO))
                .hasMessageContaining("each must be later than the one before");
        assertThatThrownBy(() -> new DunningSchedule(List.of(), Duration.ofDays(-1), Duration.ZERO))
                .hasMessageContaining("grace lasts PT-24H");
        DunningSchedule none = new DunningSchedule(List.of(), Duration.ZERO, Duration.ZERO);
        assertThat(none.stage(ISSUED, ISSUED)).isEqualTo(DunningStage.CANCELED);
    }
}
