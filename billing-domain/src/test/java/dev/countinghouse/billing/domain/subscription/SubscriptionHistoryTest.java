package dev.countinghouse.billing.domain.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.metering.EventUsage;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Proration;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import dev.countinghouse.billing.domain.rating.RatedLine;
import dev.countinghouse.billing.domain.rating.Rater;
import dev.countinghouse.billing.domain.rating.Story;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whatever is done to a subscription, its periods tile its life, segments tile each period, and nothing throws. */
class SubscriptionHistoryTest extends RandomHistories {

    @Test
    void periodsTileTheLifeOfASubscriptionAndSegmentsTileEachPeriod() {
        rounds(400, round -> {
            sketchPlans(List.of(Proration.values()));
            Subscription subscription = randomHistory();
            Instant end = subscription
                    .ending()
                    .map(Ending::at)
                    .orElse(subscription.startedAt().plus(HORIZON));
            Instant at = subscription.startedAt();
            List<RatedLine> fees = new ArrayList<>(fees(subscription).inAdvanceAt(at));
            while (at.isBefore(end)) {
                BillingPeriod period = subscription.periodAt(at);
                assertThat(period.actual().start()).isEqualTo(at);
                assertThat(period.whole().contains(period.actual())).isTrue();
                Instant inside =
                        instantBetween(period.actual().start(), period.actual().end());
                assertThat(subscription.periodAt(inside)).isEqualTo(period);
                assertSegmentsTile(subscription, period);
                fees.addAll(fees(subscription).prorations(period));
                fees.addAll(fees(subscription).inArrears(segments(subscription, period)));
                at = period.actual().end();
                fees.addAll(fees(subscription).inAdvanceAt(at));
            }
            assertNothingIsCreditedThatWasNotCharged(fees);
        });
    }

    private void assertSegmentsTile(Subscription subscription, BillingPeriod period) {
        List<Segment> segments = segments(subscription, period);
        Instant at = period.actual().start();
        for (Segment segment : segments) {
            assertThat(segment.part().start()).isEqualTo(at);
            assertThat(segment.share().signum()).isPositive();
            assertThat(segment.share()).isLessThanOrEqualTo(Fraction.ONE);
            assertThat(segment.countedFrom()).isBetween(period.actual().start(), at);
            assertThat(segment.term()).isEqualTo(subscription.termAt(at));
            at = segment.part().end();
        }
        assertThat(at).isEqualTo(period.actual().end());
        new Rater(Story::meter, true).rate(subscription.id(), segments, new EventUsage(List.of()), at);
    }

    /** At no time has more of a plan's fee been credited than was charged for it. */
    private static void assertNothingIsCreditedThatWasNotCharged(List<RatedLine> fees) {
        Map<PlanVersionId, Fraction> balance = new HashMap<>();
        fees.forEach(line -> balance.merge(line.plan(), line.amount().value(), Fraction::plus));
        assertThat(balance.values())
                .allSatisfy(left -> assertThat(left.signum()).isNotNegative());
    }
}
