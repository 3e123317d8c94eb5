package dev.countinghouse.app.rest.subscription;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.body.PeriodBody;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.subscription.Ending;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.domain.subscription.Term;
import dev.countinghouse.billing.ports.driving.ReadSubscriptions.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "Subscription", description = "An account on a plan")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SubscriptionBody(
        String id,
        @Schema(examples = "acme") String account,
        @Schema(enumeration = {"main", "add_on"}) String role,
        @Schema(enumeration = {"pending", "trialing", "active", "past_due", "restricted", "paused", "canceled"})
                String state,
        @Schema(description = "The plan it is on now", examples = "standard") String plan,
        @Schema(description = "The version of the plan it is on", examples = "1") int version,
        @Schema(description = "How many times the plan is taken", examples = "1") long quantity,
        Instant startedAt,
        @Schema(description = "The billing period that is running") @Nullable PeriodBody currentPeriod,
        @Schema(description = "When its trial ends, or ended") @Nullable Instant trialEndsAt,
        @Schema(description = "What it changes to later") @Nullable ScheduledBody scheduledChange,
        @Schema(description = "When it ends, or ended") @Nullable Instant endsAt,
        @Schema(description = "When the next invoice falls due; an add-on stands on those of the main subscription")
                @Nullable
                Instant nextDueAt,
        @Schema(description = "Meters whose overage is refused instead of charged") List<String> cappedMeters,
        @Schema(description = "Coupons given to it") List<String> coupons,
        @Schema(description = "Counts changes; it is the ETag. Absent in a preview") @Nullable Long revision) {

    @Schema(name = "ScheduledChange")
    public record ScheduledBody(String plan, int version, long quantity, Instant at) {}

    public static SubscriptionBody of(Standing standing) {
        return of(standing.subscription(), standing.asOf(), standing.nextDueAt().orElse(null), standing.revision());
    }

    /** One that is not stored. */
    static SubscriptionBody of(Subscription subscription, Instant asOf) {
        return of(subscription, asOf, null, null);
    }

    private static SubscriptionBody of(
            Subscription subscription, Instant asOf, @Nullable Instant nextDueAt, @Nullable Long revision) {
        Term term = subscription.termAt(asOf);
        return new SubscriptionBody(
                subscription.id().value(),
                subscription.account().value(),
                Fields.word(subscription.role()),
                subscription.state(asOf).name(),
                term.plan().plan().value(),
                term.plan().version(),
                term.quantity(),
                subscription.startedAt(),
                currentPeriod(subscription, asOf).orElse(null),
                trialEnd(subscription).orElse(null),
                scheduledChange(subscription, asOf).orElse(null),
                subscription.ending().map(Ending::at).orElse(null),
                nextDueAt,
                subscription.capped().stream().map(MeterKey::value).toList(),
                subscription.coupons().stream()
                        .map(coupon -> coupon.key().value())
                        .toList(),
                revision);
    }

    private static Optional<PeriodBody> currentPeriod(Subscription subscription, Instant asOf) {
        return asOf.isBefore(subscription.startedAt()) || subscription.hasEndedBy(asOf)
                ? Optional.empty()
                : Optional.of(PeriodBody.of(subscription.periodAt(asOf).actual()));
    }

    private static Optional<Instant> trialEnd(Subscription subscription) {
        List<Term> terms = subscription.terms();
        return terms.get(0).trial() && terms.size() > 1
                ? Optional.of(terms.get(1).from())
                : Optional.empty();
    }

    /** The end of a trial is no change as long as the plan stays. */
    private static Optional<ScheduledBody> scheduledChange(Subscription subscription, Instant asOf) {
        Term now = subscription.termAt(asOf);
        return subscription.scheduledAfter(asOf).stream()
                .filter(term -> !term.plan().equals(now.plan()) || term.quantity() != now.quantity())
                .findFirst()
                .map(term -> new ScheduledBody(
                        term.plan().plan().value(), term.plan().version(), term.quantity(), term.from()));
    }
}
