package dev.countinghouse.app.rest.cost;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.app.rest.body.CostBody;
import dev.countinghouse.app.rest.body.Decimals;
import dev.countinghouse.app.rest.body.EventBody;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.body.MoneyBody;
import dev.countinghouse.app.rest.body.PeriodBody;
import dev.countinghouse.billing.domain.cost.CostStep;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.rating.RatedLine;
import dev.countinghouse.billing.ports.driving.ExplainMargin.Explanation;
import dev.countinghouse.billing.ports.driving.ExplainMargin.ModelCost;
import dev.countinghouse.billing.ports.driving.ExplainMargin.PricedEvent;
import dev.countinghouse.billing.ports.driving.ExplainMargin.Share;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "MarginExplanation", description = "The margin of a group with the lines and responses behind it")
public record MarginExplanationBody(
        Instant asOf,
        MarginBody.GroupMargin margin,
        @Schema(description = "The group's shares of lines; they add up to its revenue") List<ShareBody> revenue,
        @Schema(description = "They add up to the provider cost") List<ModelCostBody> costs,
        @Schema(description = "The responses, by time") List<PricedEventBody> events,
        @Schema(description = "Pass it as `cursor` for the next page of events; absent on the last") @Nullable
                String nextCursor) {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "RevenueShare", description = "A group's part of a line")
    public record ShareBody(
            @Schema(examples = "API calls") String text,
            @Schema(enumeration = {"usage", "fee", "minimum_spend", "maximum_spend"}) String kind,
            String subscription,
            String plan,
            int version,
            @Schema(description = "The plan's charge; * for bounds on the whole plan") String charge,
            @Schema(description = "Absent for fees and bounds") @Nullable String meter,
            PeriodBody period,
            @Schema(description = "What is split") MoneyBody amount,
            @Schema(
                            description =
                                    "What falls to the group of `weights`: use of the meter, or what use came to for a fee",
                            examples = "1200")
                    String weight,
            @Schema(description = "The sum of the weights of all groups", examples = "4800") String weights,
            @Schema(description = "To twelve decimals") MoneyBody part) {

        static ShareBody of(Share share) {
            RatedLine line = share.line();
            return new ShareBody(
                    line.description(),
                    Fields.word(line.kind()),
                    line.subscription().value(),
                    line.plan().plan().value(),
                    line.plan().version(),
                    line.charge(),
                    line.meter().map(MeterKey::value).orElse(null),
                    PeriodBody.of(line.period()),
                    MoneyBody.of(share.whole()),
                    Decimals.text(share.weight()),
                    Decimals.text(share.weights()),
                    MoneyBody.of(share.part()));
        }
    }

    @Schema(name = "ModelCost", description = "What responses of a model cost")
    public record ModelCostBody(String provider, String model, CostBody cost) {

        static ModelCostBody of(ModelCost cost) {
            return new ModelCostBody(cost.provider(), cost.model(), CostBody.of(cost.cost()));
        }
    }

    @Schema(name = "PricedEvent", description = "A response with its cost")
    public record PricedEventBody(
            EventBody event,
            @Schema(description = "As it was recorded") CostBody cost,
            @Schema(
                            description =
                                    "By the price book, adding up to the cost; none where the book says something else today")
                    List<CostStepBody> steps) {

        static PricedEventBody of(PricedEvent priced) {
            return new PricedEventBody(
                    EventBody.of(priced.event()),
                    CostBody.of(priced.cost()),
                    priced.steps().stream().map(CostStepBody::of).toList());
        }
    }

    @Schema(name = "CostStep", description = "So many units of a kind, at that price, cost that")
    public record CostStepBody(
            @Schema(examples = "input_tokens") String kind,
            @Schema(examples = "1200") long count,
            @Schema(description = "For people", examples = "2.50 USD per 1000000") String price,
            MoneyBody amount) {

        static CostStepBody of(CostStep step) {
            return new CostStepBody(
                    step.kind().countName(), step.count(), step.rate().toString(), MoneyBody.of(step.amount()));
        }
    }

    static MarginExplanationBody of(Instant asOf, Map<String, String> group, Explanation explanation) {
        return new MarginExplanationBody(
                asOf,
                MarginBody.group(group, explanation.margin()),
                explanation.revenue().stream().map(ShareBody::of).toList(),
                explanation.costs().stream().map(ModelCostBody::of).toList(),
                explanation.events().stream().map(PricedEventBody::of).toList(),
                explanation.next().map(EventBody::cursor).orElse(null));
    }
}
