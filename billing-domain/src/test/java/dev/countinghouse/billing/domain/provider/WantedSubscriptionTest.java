package dev.countinghouse.billing.domain.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.period.Interval;
import dev.countinghouse.billing.domain.plan.Coupon;
import dev.countinghouse.billing.domain.plan.CouponKey;
import dev.countinghouse.billing.domain.subscription.Ending;
import dev.countinghouse.billing.domain.subscription.Lifecycle;
import dev.countinghouse.billing.domain.subscription.Lifecycle.Anchor;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WantedSubscriptionTest extends WantedCase {

    @Test
    void nothingIsWantedBeforeItBegins() {
        assertThat(all(STARTED, "2026-03-09"))
                .isEqualTo(new WantedSubscriptions(List.of(), Optional.of(at("2026-03-10"))));
    }

    @Test
    void aStartIsItsFeesAndUsageFromThereOn() {
        assertThat(wanted(STARTED, "2026-03-10"))
                .isEqualTo(new WantedSubscription(
                        new SubscriptionId("s"),
                        new AccountId("acme"),
                        at("2026-03-10"),
                        Optional.empty(),
                        at("2026-04-10"),
                        Interval.parse("month"),
                        stage("2026-03-10", true, TWO_PRO),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        List.of(),
                        at("2026-03-10")));
    }

    @Test
    void aPeriodEndsWhereOursDoes() {
        assertThat(wanted(STARTED, "2026-04-10").periodEnd()).isEqualTo(at("2026-05-10"));
        assertThat(wanted(STARTED, "2026-05-09").periodEnd()).isEqualTo(at("2026-05-10"));
        Subscription onCalendar = pro(false, Anchor.CALENDAR);
        assertThat(wanted(onCalendar, "2026-03-10").periodEnd()).isEqualTo(at("2026-04-01"));
    }

    @Test
    void anUpgradeCountsFromItsInstant() {
        Subscription upgraded = done(Lifecycle.changeNow(STARTED, PRO, MAX, 2, at("2026-03-20")));

        assertThat(wanted(upgraded, "2026-03-25").current())
                .isEqualTo(stage("2026-03-20", false, fee("max_base", 2), usage("max_calls")));
        assertThat(wanted(upgraded, "2026-03-25").periodEnd()).isEqualTo(at("2026-04-10"));
    }

    @Test
    void anotherQuantityCountsFromItsInstant() {
        Subscription more = done(Lifecycle.changeNow(STARTED, PRO, PRO, 7, at("2026-03-20")));

        assertThat(wanted(more, "2026-03-20").current())
                .isEqualTo(stage("2026-03-20", false, fee("pro_base", 7), usage("pro_calls")));
    }

    @Test
    void anotherIntervalBeginsAPeriod() {
        Subscription yearly = done(Lifecycle.changeNow(STARTED, PRO, YEAR, 1, at("2026-03-20")));

        assertThat(wanted(yearly, "2026-03-25").current()).isEqualTo(stage("2026-03-20", true, fee("year_base", 1)));
        assertThat(wanted(yearly, "2026-03-25").periodEnd()).isEqualTo(at("2027-03-20"));
        assertThat(wanted(yearly, "2026-03-25").every()).isEqualTo(Interval.parse("year"));
    }

    @Test
    void aDowngradeIsNextUntilItIsThere() {
        Subscription later = done(Lifecycle.changeAtPeriodEnd(STARTED, PRO, MAX, 1, at("2026-03-20")));
        Stage max = stage("2026-04-10", false, fee("max_base", 1), usage("max_calls"));

        assertThat(wanted(later, "2026-03-25").current()).isEqualTo(stage("2026-03-10", true, TWO_PRO));
        assertThat(wanted(later, "2026-03-25").next()).contains(max);
        assertThat(wanted(later, "2026-04-10").current()).isEqualTo(max);
        assertThat(wanted(later, "2026-04-10").next()).isEmpty();
        Subscription dropped = done(Lifecycle.dropScheduledChange(later, at("2026-03-26")));
        assertThat(wanted(dropped, "2026-03-26").next()).isEmpty();
    }

    @Test
    void anEndAtOnceCreditsOrDoesNot() {
        for (boolean credit : new boolean[] {true, false}) {
            Subscription ended = done(Lifecycle.cancelNow(STARTED, at("2026-03-20"), credit));
            WantedSubscription wanted = wanted(ended, "2026-03-21");
            assertThat(wanted.end()).contains(new Ending(at("2026-03-20"), credit));
            assertThat(wanted.hasEnded()).isTrue();
            assertThat(wanted.current()).isEqualTo(stage("2026-03-10", true, TWO_PRO));
        }
    }

    @Test
    void whatWouldComeBehindTheEndNeverDoes() {
        Subscription later = done(Lifecycle.changeAtPeriodEnd(STARTED, PRO, MAX, 1, at("2026-03-15")));
        Subscription ended = done(Lifecycle.cancelNow(later, at("2026-03-20"), false));

        assertThat(wanted(ended, "2026-03-20").next()).isEmpty();
        assertThat(wanted(ended, "2026-05-20").current()).isEqualTo(stage("2026-03-10", true, TWO_PRO));
    }

    @Test
    void anEndAtThePeriodsEndIsKnownBeforeAndCanBeTakenBack() {
        Subscription ending = done(Lifecycle.cancelAtPeriodEnd(STARTED, PRO, at("2026-03-20")));

        assertThat(wanted(ending, "2026-03-20").end()).contains(new Ending(at("2026-04-10"), false));
        assertThat(wanted(ending, "2026-03-20").hasEnded()).isFalse();
        assertThat(wanted(ending, "2026-04-10").hasEnded()).isTrue();
        Subscription resumed = done(Lifecycle.resume(ending, at("2026-03-25")));
        assertThat(wanted(resumed, "2026-03-25").end()).isEmpty();
    }

    @Test
    void aPauseIsSeenWhileItLasts() {
        Subscription paused = done(Lifecycle.pause(STARTED, at("2026-03-20")));
        assertThat(wanted(paused, "2026-03-19").paused()).isFalse();
        assertThat(wanted(paused, "2026-03-20").paused()).isTrue();
        assertThat(wanted(done(Lifecycle.resume(paused, at("2026-03-22"))), "2026-03-22")
                        .paused())
                .isFalse();
    }

    @Test
    void addOnsComeAndGo() {
        Subscription one = addOn("a", STARTED, "2026-03-15");
        Subscription two = done(Lifecycle.cancelAtPeriodEnd(addOn("b", STARTED, "2026-03-18"), MORE, at("2026-03-19")));

        assertThat(wanted(STARTED, "2026-03-14", one, two).next())
                .contains(stage(
                        "2026-03-15",
                        false,
                        fee("pro_base", 2),
                        usage("pro_calls"),
                        fee("more_base", 3),
                        usage("more_mails")));
        WantedSubscription both = wanted(STARTED, "2026-03-20", one, two);
        assertThat(both.current())
                .as("the same price once, in the quantity of both")
                .isEqualTo(
                        stage("2026-03-18", false, fee("more_base", 6), usage("more_mails"), TWO_PRO[0], TWO_PRO[1]));
        assertThat(both.next())
                .contains(stage("2026-04-10", false, fee("more_base", 3), usage("more_mails"), TWO_PRO[0], TWO_PRO[1]));
    }

    @Test
    void whatAnAddOnFollowsIsNoChangeOfItsOwn() {
        Subscription ending = done(Lifecycle.cancelAtPeriodEnd(STARTED, PRO, at("2026-03-20")));
        Subscription followed = Lifecycle.follow(addOn("a", STARTED, "2026-03-15"), STARTED, ending);

        assertThat(wanted(ending, "2026-03-21", followed).next()).isEmpty();
        assertThat(wanted(ending, "2026-04-11", followed).current().from()).isEqualTo(at("2026-03-15"));
    }

    @Test
    void couponsComeInTheOrderTheyWereGiven() {
        Coupon.Discount off = new Coupon.Discount.AmountOff(Money.parse("1.00", USD));
        Subscription cheaper = STARTED.withCoupon(new Coupon(new CouponKey("b"), "B", off, Coupon.Duration.ONCE))
                .withCoupon(new Coupon(new CouponKey("a"), "A", off, Coupon.Duration.ONCE));

        assertThat(wanted(cheaper, "2026-03-10").coupons())
                .containsExactly(new CouponReference("off_b"), new CouponReference("off_a"));
    }
}
