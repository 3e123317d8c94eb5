package dev.countinghouse.billing.domain.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.plan.Coupon;
import dev.countinghouse.billing.domain.plan.CouponKey;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.subscription.Ending;
import dev.countinghouse.billing.domain.subscription.Lifecycle;
import dev.countinghouse.billing.domain.subscription.Lifecycle.Anchor;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** While nothing is invoiced there is nothing at the provider. */
class WantedSubscriptionsTest extends WantedCase {

    private static final Subscription ON_FREE = start("s", FREE, false);

    private static Subscription start(String id, PlanVersion plan, boolean trial) {
        return Lifecycle.start(
                new SubscriptionId(id), new AccountId("acme"), plan, 1, at("2026-03-10"), UTC, Anchor.START, trial);
    }

    private static Subscription to(PlanVersion from, PlanVersion to, String at, Subscription subscription) {
        return done(Lifecycle.changeNow(subscription, from, to, 1, at(at)));
    }

    private static Optional<Instant> hourAfter(String date) {
        return Optional.of(at(date).plusSeconds(3600));
    }

    @Test
    void whatCostsNothingNeedsNone() {
        assertThat(all(ON_FREE, "2026-05-10")).isEqualTo(new WantedSubscriptions(List.of(), Optional.empty()));
    }

    @Test
    void itBeginsWithWhatIsInvoicedAndEndsWithIt() {
        Subscription upgraded = to(FREE, PRO, "2026-03-20", ON_FREE);
        WantedSubscription first = wanted(upgraded, "2026-03-21");
        assertThat(first.id()).isEqualTo(upgraded.id());
        assertThat(first.start()).isEqualTo(at("2026-03-20"));
        assertThat(first.chargedFrom()).isEqualTo(at("2026-03-20"));
        assertThat(first.current()).isEqualTo(stage("2026-03-20", true, fee("pro_base", 1), usage("pro_calls")));
        assertThat(first.periodEnd()).as("the period goes on").isEqualTo(at("2026-04-10"));
        assertThat(first.end()).isEmpty();

        Subscription later = done(Lifecycle.changeAtPeriodEnd(upgraded, PRO, FREE, 1, at("2026-03-25")));
        assertThat(wanted(later, "2026-03-25").end()).contains(new Ending(at("2026-04-10"), true));
        assertThat(wanted(later, "2026-03-25").next()).isEmpty();
        assertThat(all(later, "2026-03-25").lookAt()).isEqualTo(hourAfter("2026-04-10"));
        assertThat(wanted(later, "2026-04-10").hasEnded()).isTrue();
        assertThat(all(later, "2026-04-11").lookAt()).isEmpty();
    }

    @Test
    void whatIsInvoicedAgainIsAnotherOneThere() {
        Subscription again =
                to(FREE, MAX, "2026-04-20", to(PRO, FREE, "2026-04-01", to(FREE, PRO, "2026-03-20", ON_FREE)));

        List<WantedSubscription> both = all(again, "2026-05-01").begun();
        assertThat(both).extracting(each -> each.id().value()).containsExactly("s", "s:again:2");
        assertThat(both.get(0).end()).contains(new Ending(at("2026-04-01"), true));
        assertThat(both.get(1).start()).isEqualTo(at("2026-04-20"));
        assertThat(both.get(1).current()).isEqualTo(stage("2026-04-20", true, fee("max_base", 1), usage("max_calls")));
        assertThat(both.get(1).end()).isEmpty();
        assertThat(all(again, "2026-04-19").begun()).hasSize(1);
        assertThat(all(again, "2026-04-19").lookAt()).contains(at("2026-04-20"));
    }

    @Test
    void aLongNameIsAnotherOneThereToo() {
        Subscription main = start("x".repeat(64), FREE, false);
        Subscription again =
                to(FREE, MAX, "2026-04-20", to(PRO, FREE, "2026-04-01", to(FREE, PRO, "2026-03-20", main)));

        assertThat(wanted(again, "2026-05-01").id().value())
                .endsWith(":again:2")
                .hasSizeLessThanOrEqualTo(64);
    }

    @Test
    void whatWasGivenForOneInvoiceIsNotGivenAgain() {
        Coupon.Discount off = new Coupon.Discount.AmountOff(Money.parse("1.00", USD));
        Subscription cheaper = ON_FREE.withCoupon(new Coupon(new CouponKey("a"), "A", off, Coupon.Duration.ONCE))
                .withCoupon(new Coupon(new CouponKey("b"), "B", off, Coupon.Duration.FOREVER));
        Subscription again =
                to(FREE, MAX, "2026-04-20", to(PRO, FREE, "2026-04-01", to(FREE, PRO, "2026-03-20", cheaper)));

        assertThat(all(again, "2026-05-01").begun())
                .extracting(each -> each.coupons().toString())
                .containsExactly("[off_a, off_b]", "[off_b]");
    }

    @Test
    void anAddOnToAFreePlanIsInvoicedForItself() {
        Subscription addOn =
                done(Lifecycle.cancelAtPeriodEnd(addOn("a", ON_FREE, "2026-03-15"), MORE, at("2026-03-16")));

        WantedSubscription wanted = wanted(ON_FREE, "2026-03-20", addOn);
        assertThat(wanted.id()).isEqualTo(ON_FREE.id());
        assertThat(wanted.current()).isEqualTo(stage("2026-03-15", true, fee("more_base", 3), usage("more_mails")));
        assertThat(wanted.end()).contains(new Ending(at("2026-04-10"), true));
    }

    @Test
    void aTrialThatIsLeftForSomethingFreeEnds() {
        Subscription trial = pro(true, Anchor.START);
        Subscription left = done(Lifecycle.changeNow(trial, PRO, FREE, 1, at("2026-03-15")));

        WantedSubscription wanted = wanted(left, "2026-03-16");
        assertThat(wanted.id()).isEqualTo(trial.id());
        assertThat(wanted.start()).isEqualTo(at("2026-03-10"));
        assertThat(wanted.trialEnd()).contains(at("2026-03-15"));
        assertThat(wanted.current()).isEqualTo(stage("2026-03-15", true, TWO_PRO));
        assertThat(wanted.end()).contains(new Ending(at("2026-03-15"), true));

        Subscription scheduled = done(Lifecycle.changeAtPeriodEnd(trial, PRO, FREE, 1, at("2026-03-15")));
        WantedSubscription ending = wanted(scheduled, "2026-03-16");
        assertThat(ending.isInTrial()).isTrue();
        assertThat(ending.periodEnd()).isEqualTo(at("2026-03-24"));
        assertThat(ending.end()).contains(new Ending(at("2026-03-24"), true));
    }

    /** Whatever is scheduled behind it can be taken back. */
    @Test
    void aTrialOfSomethingFreeIsNotThere() {
        Subscription trial = start("s", FREE, true);
        Subscription later = done(Lifecycle.changeAtPeriodEnd(trial, FREE, PRO, 1, at("2026-03-12")));

        assertThat(all(later, "2026-03-12"))
                .isEqualTo(new WantedSubscriptions(List.of(), Optional.of(at("2026-03-24"))));
        WantedSubscription wanted = wanted(later, "2026-03-24");
        assertThat(wanted.start()).isEqualTo(at("2026-03-24"));
        assertThat(wanted.trialEnd()).isEmpty();
    }

    @Test
    void ofSeveralChangesToComeTheSecondIsToldAfterTheFirst() {
        Subscription addOn =
                done(Lifecycle.cancelAtPeriodEnd(addOn("a", STARTED, "2026-03-15"), MORE, at("2026-03-16")));
        Subscription early = addOn("b", STARTED, "2026-03-20");

        assertThat(all(STARTED, "2026-03-16", addOn, early).lookAt()).isEqualTo(hourAfter("2026-03-20"));
        assertThat(all(STARTED, "2026-03-21", addOn, early).lookAt()).isEmpty();
    }
}
