package dev.countinghouse.billing.ports.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.ports.driven.PaymentGateway;
import dev.countinghouse.billing.ports.standin.TestMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a purchase after it was paid, where nobody is told: the provider is asked again, ever more rarely. */
public abstract class SettledPurchasesContract extends PurchaseCase {

    /** The days, counted from now, on which somebody is asked about. */
    private List<Integer> looks(int days) {
        List<Integer> looks = new ArrayList<>();
        for (int day = 1; day <= days; day++) {
            bench.clock.advance(Duration.ofDays(1));
            if (engine.resumePurchases().resume(10) > 0) {
                looks.add(day);
            }
        }
        return looks;
    }

    @Test
    void aDisputeThatNobodyToldOfIsFoundAndTakesTheCreditsBackOnce() {
        buy("25.00");
        spend("s", "10");
        provider.openDispute(key(FIRST), "fraudulent");
        assertThat(resume()).as("minutes later").isZero();
        assertThat(available()).isEqualTo("15");

        assertThat(looks(1)).containsExactly(1);
        assertThat(available()).isEqualTo("-10");
        assertThat(told()).containsExactly("credits.purchased", "credits.disputed");
        List<String> history = history();
        receiveAll();
        looks(40);
        assertThat(history()).as("after the notice came and many looks").isEqualTo(history);
        verify();
    }

    @Test
    void aRefundMadeElsewhereThatNobodyToldOfIsFound() {
        buy("25.00");
        provider.refundFromOutside(key(FIRST), usd("5.00"));
        looks(1);

        assertThat(available()).isEqualTo("20");
        assertThat(purchase(FIRST).refunded()).isEqualTo(usd("5.00"));
        assertThat(history()).containsExactly("purchase purchase/first", "refund purchase/first");
    }

    @Test
    void thereAreTenLooksInHalfAYear() {
        buy("25.00");
        assertThat(looks(400)).containsExactly(1, 3, 7, 15, 31, 63, 95, 127, 159, 191);
    }

    /** After two looks the next would be four days later. */
    @Test
    void aLookThatFailsIsMadeAgainHoursLater() {
        buy("25.00");
        looks(3);
        provider.openDispute(key(FIRST), "fraudulent");
        FailingStorage outage = new FailingStorage(bench.storage, 1, FailingStorage.Moment.BEFORE);
        BillingEngine cutOff = over(outage.failing(PaymentGateway.class, provider));
        bench.clock.advance(Duration.ofDays(4));
        outage.arm();
        assertThatThrownBy(() -> cutOff.resumePurchases().resume(10))
                .hasMessageContaining("acme could not be asked about its purchases");
        assertThat(resume()).as("minutes later").isZero();

        bench.clock.advance(Duration.ofHours(4));
        assertThat(resume()).isEqualTo(1);
        assertThat(available()).isEqualTo("0");
    }

    @Test
    void oneThatFailedIsNotLookedAt() {
        paysWith(TestMethod.CARD_DECLINED);
        buy("25.00");
        assertThat(looks(40)).isEmpty();
    }

    @Test
    void anOpenDisputeIsWatchedUntilItIsDecided() {
        buy("25.00");
        provider.openDispute(key(FIRST), "fraudulent");
        receiveAll();
        looks(300);
        provider.closeDispute(key(FIRST), true);

        int looks = looks(32).size();
        assertThat(available()).isEqualTo("25");
        assertThat(looks + looks(400).size())
                .as("the one that found it, and ten after it")
                .isEqualTo(11);
    }
}
