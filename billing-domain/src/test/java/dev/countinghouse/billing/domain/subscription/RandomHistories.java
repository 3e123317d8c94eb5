package dev.countinghouse.billing.domain.subscription;

import dev.countinghouse.billing.domain.Seeded;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.period.Proration;
import dev.countinghouse.billing.domain.plan.ChangePolicy.AllowanceOnChange;
import dev.countinghouse.billing.domain.plan.PlanSketch;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import dev.countinghouse.billing.domain.rating.FeeLines;
import dev.countinghouse.billing.domain.rating.Models;
import dev.countinghouse.billing.domain.subscription.Lifecycle.Anchor;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Random plans and what a restless customer does with them. */
abstract class RandomHistories extends Seeded {

    static final Duration HORIZON = Duration.ofDays(1_200);

    private static final List<String> ZONES = List.of(
            "UTC", "Europe/Berlin", "America/New_York", "Pacific/Kiritimati", "Etc/GMT+12", "Australia/Lord_Howe");

    final List<PlanVersion> plans = new ArrayList<>();
    final Map<PlanVersionId, PlanVersion> byId = new HashMap<>();

    final void sketchPlans(List<Proration> prorations) {
        plans.clear();
        byId.clear();
        for (int i = 0; i < 4; i++) {
            PlanSketch sketch = PlanSketch.plan("plan-" + i);
            if (random.nextBoolean()) {
                sketch.trial(oneOf(List.of("14 days", "1 month", "2 months")), "sum", 10);
            }
            if (random.nextBoolean()) {
                sketch.phase(oneOf(List.of("10 days", "1 month", "3 months")), "50");
            }
            boolean annual = random.nextBoolean();
            sketch.every(annual ? "year" : "month", random.nextInt(4) == 0 && annual ? "year" : "month")
                    .onChange(oneOf(List.of(AllowanceOnChange.values())), oneOf(prorations))
                    .fee(String.valueOf(between(0, 500)))
                    .includes("sum", 100)
                    .usage("sum", Models.graduated("0 0.10 1.00", "50 0.05 0"));
            PlanVersion plan = sketch.build();
            plans.add(plan);
            byId.put(plan.id(), plan);
        }
    }

    final Subscription randomHistory() {
        ZoneId zone = ZoneId.of(oneOf(ZONES));
        Instant now = instantBetween(Instant.parse("2023-10-01T00:00:00Z"), Instant.parse("2024-12-01T00:00:00Z"));
        if (random.nextBoolean()) {
            now = Instant.ofEpochSecond(now.getEpochSecond() / 86_400 * 86_400);
        }
        Subscription subscription = Lifecycle.start(
                new SubscriptionId("s"),
                new AccountId("acme"),
                oneOf(plans),
                between(1, 3),
                now,
                zone,
                oneOf(List.of(Anchor.values())),
                random.nextBoolean());
        for (int i = 0; i < between(0, 12); i++) {
            now = next(subscription, now);
            Subscription before = subscription;
            subscription = operation(subscription, now).fold(changed -> changed, refused -> before);
        }
        return subscription;
    }

    /** Later, often at exactly the instant at which something else happens. */
    private Instant next(Subscription subscription, Instant now) {
        if (random.nextInt(3) == 0 && !subscription.hasEndedBy(now)) {
            return subscription.periodAt(now).actual().end();
        }
        return random.nextInt(4) == 0 ? now : now.plusSeconds(between(1, 86_400L * 60));
    }

    private SubscriptionChange operation(Subscription subscription, Instant now) {
        PlanVersion from = byId.get(subscription.termAt(now).plan());
        return switch (random.nextInt(9)) {
            case 0, 1, 2 -> Lifecycle.changeNow(subscription, from, oneOf(plans), between(1, 3), now);
            case 3 -> Lifecycle.changeAtPeriodEnd(subscription, from, oneOf(plans), between(1, 3), now);
            case 4 -> Lifecycle.pause(subscription, now);
            case 5, 6 -> Lifecycle.resume(subscription, now);
            case 7 -> Lifecycle.cancelAtPeriodEnd(subscription, from, now);
            default ->
                random.nextInt(3) == 0
                        ? Lifecycle.cancelNow(subscription, now, random.nextBoolean())
                        : Lifecycle.dropScheduledChange(subscription, now);
        };
    }

    final List<Segment> segments(Subscription subscription, BillingPeriod period) {
        return Segments.of(subscription, List.of(), byId::get, period);
    }

    final FeeLines fees(Subscription subscription) {
        return new FeeLines(subscription, byId::get);
    }
}
