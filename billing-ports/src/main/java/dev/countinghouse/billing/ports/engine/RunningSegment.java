package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.subscription.BillingPeriod;
import dev.countinghouse.billing.domain.subscription.Segment;
import dev.countinghouse.billing.domain.subscription.Segments;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.ports.driven.Subscribed;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a subscription that admits usage is in at an instant: the segment, and all segments of its period. */
record RunningSegment(Subscription subscription, BillingPeriod period, Segment segment, List<Segment> all) {

    static Optional<RunningSegment> at(AccountView view, Instant now) {
        return view.mainAt(now)
                .map(Subscribed::subscription)
                .filter(main -> main.state(now).admitsUsage())
                .map(main -> {
                    BillingPeriod period = main.periodAt(now);
                    List<Segment> all = Segments.of(main, view.addOns(), view::plan, period);
                    Segment segment = all.stream()
                            .filter(each -> each.part().contains(now))
                            .findFirst()
                            .orElseThrow();
                    return new RunningSegment(main, period, segment, all);
                });
    }
}
