package dev.countinghouse.billing.domain.subscription;

import static dev.countinghouse.billing.domain.subscription.LifecycleTest.changed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.plan.PlanSketch;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import dev.countinghouse.billing.domain.rating.FeeLines;
import dev.countinghouse.billing.domain.rating.Story;
import dev.countinghouse.billing.domain.subscription.Lifecycle.Anchor;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An add-on stays in step with its main subscription. */
class FollowTest {

    private static final PlanVersion MONTHLY =
            PlanSketch.plan("monthly").fee("30.00").build();
    private static final PlanVersion ANNUAL =
            PlanSketch.plan("annual").every("year", "month").fee("300.00").build();
    private static final PlanVersion PACK =
            PlanSketch.addOn("pack").fee("31.00").build();
    private static final Map<PlanVersionId, PlanVersion> PLANS =
            Map.of(MONTHLY.id(), MONTHLY, ANNUAL.id(), ANNUAL, PACK.id(), PACK);

    private static Instant at(String date) {
        return Instant.parse(date + "T00:00:00Z");
    }

    private static Subscription main(Anchor anchor) {
        return Lifecycle.start(
                new SubscriptionId("main"),
                new AccountId("acme"),
                MONTHLY,
                1,
                at("2026-01-01"),
                ZoneId.of("UTC"),
                anchor,
                false);
    }

    private static Subscription pack(Subscription main) {
        return Lifecycle.startAddOn(new SubscriptionId("pack"), main, PACK, 1, at("2026-01-01"));
    }

    @Test
    void itFollowsIntoANewCycleAndItsFeeIsCreditedAndChargedAnew() {
        Subscription before = main(Anchor.START);
        Subscription after = changed(Lifecycle.changeNow(before, MONTHLY, ANNUAL, 1, at("2026-01-11")));
        Subscription followed = Lifecycle.follow(pack(before), before, after);
        assertThat(followed.periodAt(at("2026-01-20")).actual())
                .isEqualTo(after.periodAt(at("2026-01-20")).actual());
        FeeLines fees = new FeeLines(followed, PLANS::get);
        assertThat(Story.settled(fees.prorations(followed.periodAt(at("2026-01-05")))))
                .containsExactly("pack base -21.00");
        assertThat(Story.settled(fees.inAdvanceAt(at("2026-01-11")))).containsExactly("pack base 31.00");
    }

    @Test
    void onTheCalendarThereIsNothingToFollow() {
        Subscription before = main(Anchor.CALENDAR);
        Subscription after = changed(Lifecycle.changeNow(before, MONTHLY, ANNUAL, 1, at("2026-01-11")));
        assertThat(Lifecycle.follow(pack(before), before, after)).isEqualTo(pack(before));
    }

    @Test
    void itEndsWithTheMainSubscriptionAndGoesOnWithIt() {
        Subscription before = main(Anchor.START);
        Subscription ending = changed(Lifecycle.cancelAtPeriodEnd(before, MONTHLY, at("2026-01-11")));
        Subscription followed = Lifecycle.follow(pack(before), before, ending);
        assertThat(followed.ending()).contains(new Ending(at("2026-02-01"), false));
        Subscription resumed = changed(Lifecycle.resume(ending, at("2026-01-12")));
        assertThat(Lifecycle.follow(followed, ending, resumed)).isEqualTo(pack(before));
    }

    @Test
    void oneThatEndsEarlierOfItselfKeepsItsEnd() {
        Subscription before = main(Anchor.START);
        Subscription earlier = changed(Lifecycle.cancelNow(pack(before), at("2026-01-10"), true));
        Subscription ending = changed(Lifecycle.cancelAtPeriodEnd(before, MONTHLY, at("2026-01-11")));
        assertThat(Lifecycle.follow(earlier, before, ending)).isEqualTo(earlier);
    }

    @Test
    void whatIsScheduledIsFollowedAndDroppedAgain() {
        Subscription before = main(Anchor.START);
        Subscription scheduled = changed(Lifecycle.changeAtPeriodEnd(before, MONTHLY, ANNUAL, 1, at("2026-01-11")));
        Subscription followed = Lifecycle.follow(pack(before), before, scheduled);
        assertThat(followed.scheduledAfter(at("2026-01-11"))).hasSize(1);
        Subscription dropped = changed(Lifecycle.dropScheduledChange(scheduled, at("2026-01-12")));
        assertThat(Lifecycle.follow(followed, scheduled, dropped)).isEqualTo(pack(before));
    }
}
