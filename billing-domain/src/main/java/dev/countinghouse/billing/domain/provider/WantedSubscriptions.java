package dev.countinghouse.billing.domain.provider;

import dev.countinghouse.billing.domain.access.SecretHash;
import dev.countinghouse.billing.domain.plan.Coupon;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import dev.countinghouse.billing.domain.subscription.Ending;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a provider has to have of a main subscription and its add-ons as of an instant. While nothing of them is invoiced, as on
 * a free plan or one that credits pay for, he has nothing: what he had ends, and when something is again, he gets another one.
 *
 * @param begun one for each time in which something is or was invoiced, the first one first
 * @param lookAt when there is something to tell him that he does not do by himself
 */
public record WantedSubscriptions(List<WantedSubscription> begun, Optional<Instant> lookAt) {

    /** What was scheduled has happened there by then, or is late. */
    private static final Duration AFTER = Duration.ofHours(1);

    private static final int LONGEST_ID = 64;

    public WantedSubscriptions {
        begun = List.copyOf(begun);
    }

    /**
     * @param addOns of the same account
     * @param plans each plan version that one of them is on, at any time
     */
    public static WantedSubscriptions of(
            Subscription main,
            List<Subscription> addOns,
            Function<PlanVersionId, PlanVersion> plans,
            References references,
            Instant now) {
        List<WantedSubscription> begun = new ArrayList<>();
        List<Instant> looks = new ArrayList<>();
        for (Span span : new Stages(main, addOns, plans, references).spans()) {
            if (span.start().isAfter(now)) {
                looks.add(span.start());
            } else {
                begun.add(wanted(main, span, begun.size(), references, now));
                looks(span, now).forEach(looks::add);
            }
        }
        return new WantedSubscriptions(
                begun, looks.stream().filter(now::isBefore).min(Instant::compareTo));
    }

    private static Stream<Instant> looks(Span span, Instant now) {
        return Stream.concat(
                        span.end().map(Ending::at).stream(),
                        span.after(now).filter(span::hasMoreAfter).map(Stage::from).stream())
                .map(at -> at.plus(AFTER));
    }

    private static WantedSubscription wanted(
            Subscription main, Span span, int before, References references, Instant now) {
        return new WantedSubscription(
                before == 0 ? main.id() : again(main.id(), before + 1),
                main.account(),
                span.start(),
                span.trialEnd(),
                span.periodEnd(now),
                span.every(now),
                span.at(now),
                span.after(now),
                span.end(),
                main.isPausedAt(now),
                coupons(main, before).map(references::coupon).toList(),
                now);
    }

    /** Those that are given for one invoice were, on the first one. */
    private static Stream<Coupon> coupons(Subscription main, int before) {
        return main.coupons().stream()
                .filter(coupon -> before == 0 || coupon.duration().equals(Coupon.Duration.FOREVER));
    }

    /** There it is another one, for which it needs a name of its own. */
    private static SubscriptionId again(SubscriptionId id, int number) {
        String suffix = ":again:" + number;
        int room = LONGEST_ID - suffix.length();
        String name = id.value().length() <= room
                ? id.value()
                : SecretHash.of(id.value()).hex().substring(0, 40);
        return new SubscriptionId(name + suffix);
    }
}
