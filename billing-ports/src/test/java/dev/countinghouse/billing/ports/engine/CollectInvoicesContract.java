package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.MAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.dunning.DunningStage;
import dev.countinghouse.billing.domain.dunning.PaymentTry;
import dev.countinghouse.billing.domain.payment.Payment;
import dev.countinghouse.billing.domain.quota.Verdict;
import dev.countinghouse.billing.domain.quota.Verdict.Reason;
import dev.countinghouse.billing.domain.subscription.Arrears;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.PaymentGateway;
import dev.countinghouse.billing.ports.driven.Race;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.Step;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import dev.countinghouse.billing.ports.driving.PayInvoice;
import dev.countinghouse.billing.ports.standin.TestMethod;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

public abstract class CollectInvoicesContract extends CollectionCase {

    private Verdict verdict() {
        return bench.quota(ACME, "calls", 1).verdict();
    }

    @Test
    void anInvoiceIsPaidAsItIsIssuedAndOnce() {
        subscribe();
        assertThat(status(0)).isEqualTo("open");
        collect();
        collect();

        assertThat(status(0)).isEqualTo("paid");
        assertThat(provider.find(lastKey(0)).map(Payment::amount)).contains(usd("50.00"));
        assertThat(told()).containsExactly("invoice.paid");
        toDay(40);
        assertThat(bench.invoices(ACME)).hasSize(2);
        assertThat(status(1)).isEqualTo("paid");
        assertThat(state()).isEqualTo("active");
    }

    @Test
    void anInvoiceOfNothingIsNotCollected() {
        bench.subscribe(ACME, "free");
        assertThat(engine.readReceivables().of(ACME)).isEmpty();
        assertThat(collect()).isZero();
    }

    @Test
    void whatIsDeclinedGoesThroughAllStagesToTheEnd() {
        paysWith(TestMethod.CARD_DECLINED);
        subscribe();
        collect();
        assertThat(state()).isEqualTo("past_due");
        assertThat(verdict().admits()).isTrue();
        assertThat(told()).containsExactly("invoice.payment_failed", "account.standing_changed past_due");

        toDay(3);
        assertThat(told())
                .containsExactly("invoice.payment_failed", "invoice.payment_failed", "account.standing_changed grace");
        assertThat(verdict().admits()).isTrue();

        toDay(5);
        assertThat(told()).containsExactly("account.standing_changed restricted");
        assertThat(state()).isEqualTo("restricted");
        assertThat(verdict()).isEqualTo(new Verdict.Refused(Reason.PAYMENT_OVERDUE));

        toDay(9);
        assertThat(told())
                .containsExactly("subscription.ended", "invoice.uncollectible", "account.standing_changed canceled");
        assertThat(state()).isEqualTo("canceled");
        assertThat(status(0)).isEqualTo("uncollectible");
        assertThat(receivable(0).receipts().tries())
                .extracting(PaymentTry::number)
                .containsExactly(1, 2, 3);

        toDay(100);
        assertThat(told()).isEmpty();
        assertThat(bench.invoices(ACME)).hasSize(1);
    }

    @Test
    void aJobThatHasNotRunForLongDoesNotSkipTheLastTry() {
        paysWith(TestMethod.CARD_DECLINED);
        subscribe();
        collect();
        paysWith(TestMethod.CARD_OK);
        clock.set(day(20));
        while (collect() > 0) {
            continue;
        }
        assertThat(status(0)).isEqualTo("paid");
        assertThat(state()).isEqualTo("active");
    }

    @Test
    void restrictionTakesEffectByItself() {
        paysWith(TestMethod.CARD_DECLINED);
        subscribe();
        collect();
        clock.set(day(5).minusNanos(1_000));
        assertThat(verdict().admits()).isTrue();
        clock.set(day(5));
        assertThat(verdict().admits()).isFalse();
    }

    @Test
    void anotherCardPaysAtOnceAtAnyStage() {
        for (int day : new int[] {0, 4, 6}) {
            openTheShop();
            paysWith(TestMethod.CARD_DECLINED);
            subscribe();
            collect();
            toDay(day);
            told();
            paysWith(TestMethod.CARD_OK);
            collect();

            assertThat(status(0)).as("on day %d", day).isEqualTo("paid");
            assertThat(state()).isEqualTo("active");
            assertThat(verdict().admits()).isTrue();
            assertThat(told()).containsExactly("invoice.paid", "account.standing_changed good");
            toDay(20);
            assertThat(state()).isEqualTo("active");
        }
    }

    @Test
    void theAccountIsInArrearsUntilTheLastInvoiceIsPaid() {
        paysWith(TestMethod.CARD_DECLINED);
        subscribe();
        collect();
        bench.on(day(2).toString());
        bench.subscribe(bench.order(new SubscriptionId("extra"), ACME, "extra", 1));
        collect();
        assertThat(arrears()).contains(SCHEDULE.arrears(START));

        pay(0);
        assertThat(arrears()).contains(SCHEDULE.arrears(day(2)));
        assertThat(state()).isEqualTo("past_due");
        pay(1);
        assertThat(arrears()).isEmpty();
        assertThat(told()).filteredOn("account.standing_changed good"::equals).hasSize(1);
    }

    private Optional<Arrears> arrears() {
        return engine.readSubscriptions()
                .find(MAIN)
                .orElseThrow()
                .subscription()
                .arrears();
    }

    private void pay(int index) {
        assertThat(engine.payInvoice().paidOutside(number(index), "transfer"))
                .isInstanceOf(PayInvoice.Outcome.Done.class);
        assertThat(engine.payInvoice().paidOutside(number(index), "transfer"))
                .isInstanceOf(PayInvoice.Outcome.Done.class);
    }

    @Test
    void whoHasNothingToPayWithIsRemindedWhenItIsDue() {
        paysWith(TestMethod.NONE);
        subscribe();
        collect();
        assertThat(state()).isEqualTo("active");
        assertThat(told()).containsExactly("invoice.payment_failed");

        toDay(14);
        assertThat(state()).isEqualTo("past_due");
        assertThat(engine.readReceivables().find(ACME, number(0)).orElseThrow().stage())
                .contains(DunningStage.PAST_DUE);
    }

    @Test
    void aBankTakesDaysAndNoticesTell() {
        paysWith(TestMethod.BANK_ASYNC_OK);
        subscribe();
        collect();
        assertThat(status(0)).isEqualTo("open");
        receiveNotices();
        provider.decide(lastKey(0));
        receiveNotices();
        assertThat(status(0)).isEqualTo("paid");
    }

    @Test
    void whatNoNoticeTellsIsAskedFor() {
        paysWith(TestMethod.BANK_ASYNC_FAILS);
        subscribe();
        collect();
        clock.advance(Duration.ofDays(4));
        collect();
        assertThat(state()).isEqualTo("past_due");
        assertThat(told()).containsExactly("invoice.payment_failed", "account.standing_changed past_due");
    }

    @Test
    void aProviderWhoDoesNotAnswerIsAskedAgainAndChargesOnce() {
        paysWith(TestMethod.CARD_TIMEOUT_AFTER_CHARGE);
        subscribe();
        assertThatThrownBy(this::collect).hasMessageContaining("could not be asked to pay");
        assertThat(status(0)).isEqualTo("open");
        clock.advance(Duration.ofMinutes(1));
        collect();
        assertThat(status(0)).isEqualTo("paid");
        assertThat(receivable(0).receipts().tries()).hasSize(1);
    }

    /** Paid in March, asked about a day later and two days after that; then it would be four. */
    @Test
    void aQuestionThatFailsIsAskedAgainHoursLater() {
        subscribe();
        collect();
        toDay(1);
        collect();
        clock.advance(Duration.ofDays(2));
        collect();
        provider.openDispute(lastKey(0), "fraudulent");
        clock.advance(Duration.ofDays(4));
        FailingStorage outage = new FailingStorage(bench.storage, 1, FailingStorage.Moment.BEFORE);
        BillingEngine cutOff = over(bench.storage, outage.failing(PaymentGateway.class, provider)).engine;
        outage.arm();
        assertThatThrownBy(() -> cutOff.collectInvoices().collect(10))
                .hasMessageContaining("could not be asked to pay");
        assertThat(collect()).as("at once").isZero();

        clock.advance(Duration.ofHours(4));
        collect();
        assertThat(receivable(0).receipts().isInDispute()).isTrue();
        assertThat(told()).contains("invoice.disputed");
    }

    @Test
    void aPauseAndAnEndAreNotTouchedByArrears() {
        paysWith(TestMethod.CARD_DECLINED);
        subscribe();
        collect();
        bench.on(day(1).toString());
        bench.change(MAIN, new Step.Cancel(When.NOW, false));
        toDay(9);
        assertThat(status(0)).isEqualTo("uncollectible");
        assertThat(told()).filteredOn("subscription.ended"::equals).hasSize(1);
    }

    @Test
    void whoIsRestrictedDoesNotBeginAnewBySubscribingAgain() {
        paysWith(TestMethod.CARD_DECLINED);
        subscribe();
        collect();
        clock.set(day(6));
        bench.change(MAIN, new Step.Cancel(When.NOW, false));
        bench.subscribe(bench.order(new SubscriptionId("again"), ACME, "pro", 1));
        assertThat(verdict()).isEqualTo(new Verdict.Refused(Reason.PAYMENT_OVERDUE));
        paysWith(TestMethod.CARD_OK);
        collect();
        assertThat(verdict().admits()).isTrue();
    }

    @Test
    void aClockThatStandsWhereAPeriodWasBilledAlreadyGoesOn() {
        paysWith(TestMethod.CARD_DECLINED);
        subscribe();
        collect();
        clock.set(day(9));
        bench.subscribe(bench.order(new SubscriptionId("extra"), ACME, "extra", 1));
        toDay(40);
        assertThat(state()).isEqualTo("canceled");
    }

    @Test
    void ofManyThatCollectAndPayAtOnceOneCharges() {
        paysWith(TestMethod.CARD_DECLINED);
        subscribe();
        collect();
        told();
        paysWith(TestMethod.CARD_OK);
        Race.of(8, thread -> {
            if (thread % 2 == 0) {
                collect();
            } else {
                engine.payInvoice().pay(number(0));
            }
            return thread;
        });

        assertThat(status(0)).isEqualTo("paid");
        assertThat(receivable(0).receipts().tries()).hasSize(2);
        assertThat(receivable(0).receipts().received()).isEqualTo(usd("50.00"));
        assertThat(told()).containsExactly("invoice.paid", "account.standing_changed good");
    }
}
