package dev.countinghouse.app.rest.quota;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.app.rest.body.Decimals;
import dev.countinghouse.app.rest.body.EventBody;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.body.PeriodBody;
import dev.countinghouse.billing.domain.plan.Allowance;
import dev.countinghouse.billing.domain.plan.Limit;
import dev.countinghouse.billing.domain.subscription.Included;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driving.ExplainQuota.Basis;
import dev.countinghouse.billing.ports.driving.ExplainQuota.Explanation;
import dev.countinghouse.billing.ports.driving.ExplainQuota.SegmentUsed;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "QuotaExplanation", description = "The state of a quota with what it comes from")
public record QuotaExplanationBody(
        QuotaBody quota,
        @Schema(
                        description =
                                "Absent where nothing is counted: no running subscription, or nothing that includes the meter")
                @Nullable
                BasisBody basis,
        @Schema(description = "Those that count, by time") List<EventBody> events,
        @Schema(description = "Pass it as `cursor` for the next page of events; absent on the last") @Nullable
                String nextCursor) {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "QuotaBasis")
    public record BasisBody(
            @Schema(description = "The plan that holds now", examples = "standard") String plan,
            int version,
            @Schema(
                            description = "What happens beyond what is included",
                            enumeration = {"none", "soft", "hard"})
                    String cap,
            @Schema(description = "Whether the customer chose to have overage refused") boolean capped,
            @Schema(description = "How far above the limit calls are still admitted", examples = "10")
                    String gracePercent,
            @Schema(description = "ISO 8601; how long calls are still admitted from `reachedAt` on", examples = "PT24H")
                    String graceTime,
            @Schema(description = "Since when the limit of a soft cap is reached") @Nullable Instant reachedAt,
            @Schema(
                            description =
                                    "Where what is included comes from; they add up to it. None where a charge prices every"
                                            + " unit")
                    List<IncludedBody> included,
            @Schema(
                            description = "What the plan does to allowances when it is changed to",
                            enumeration = {"carry", "restart", "prorate"})
                    String onChange,
            @Schema(
                            description =
                                    "The time that counts: it begins with the period, or with a change that restarts or"
                                            + " prorates")
                    PeriodBody counted,
            @Schema(description = "What each part of it used; they add up to what is used")
                    List<SegmentBody> segments) {

        static BasisBody of(Basis basis) {
            Allowance allowance = basis.allowance();
            return new BasisBody(
                    basis.plan().plan().value(),
                    basis.plan().version(),
                    Fields.word(allowance.cap()),
                    basis.capped(),
                    Decimals.text(allowance.gracePercent()),
                    allowance.graceTime().toString(),
                    basis.reachedAt().orElse(null),
                    basis.included().stream().map(IncludedBody::of).toList(),
                    Fields.word(basis.onChange()),
                    PeriodBody.of(basis.counted()),
                    basis.segments().stream().map(SegmentBody::of).toList());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "IncludedUnits", description = "What one source includes")
    public record IncludedBody(
            String plan,
            int version,
            @Schema(description = "The phase of the plan whose allowance replaces the plan's own", examples = "trial")
                    @Nullable
                    String phase,
            @Schema(description = "The add-on subscription it comes with; absent for the main plan") @Nullable
                    String addOn,
            @Schema(description = "How many times the plan is taken") long quantity,
            @Schema(description = "The part that is left after a change that prorates", examples = "1") String share,
            @Schema(description = "Units included once; absent if unlimited", examples = "5000") @Nullable String each,
            @Schema(description = "each × quantity × share; absent if unlimited", examples = "10000") @Nullable
                    String total) {

        static IncludedBody of(Included included) {
            return new IncludedBody(
                    included.plan().plan().value(),
                    included.plan().version(),
                    included.phase().orElse(null),
                    included.addOn().map(SubscriptionId::value).orElse(null),
                    included.quantity(),
                    Decimals.text(included.share()),
                    units(included.each().included()),
                    units(included.total().included()));
        }

        private static @Nullable String units(Limit limit) {
            return limit instanceof Limit.Units units ? Decimals.text(units.quantity()) : null;
        }
    }

    @Schema(name = "SegmentUsed", description = "A part of the period under one set of terms")
    public record SegmentBody(
            PeriodBody period,
            String plan,
            int version,
            @Schema(description = "By how much it moved the count", examples = "4200") String used) {

        static SegmentBody of(SegmentUsed segment) {
            return new SegmentBody(
                    PeriodBody.of(segment.part()),
                    segment.plan().plan().value(),
                    segment.plan().version(),
                    Decimals.text(segment.used()));
        }
    }

    static QuotaExplanationBody of(Explanation explanation) {
        return new QuotaExplanationBody(
                QuotaBody.of(explanation.answer()),
                explanation.basis().map(BasisBody::of).orElse(null),
                explanation.events().stream().map(EventBody::of).toList(),
                explanation.next().map(EventBody::cursor).orElse(null));
    }
}
