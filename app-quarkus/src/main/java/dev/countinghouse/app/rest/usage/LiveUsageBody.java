package dev.countinghouse.app.rest.usage;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.app.rest.body.Decimals;
import dev.countinghouse.app.rest.body.MoneyBody;
import dev.countinghouse.app.rest.body.StepBody;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.rating.RatedLine;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "LiveUsage", description = "What the usage of the current billing period costs so far")
public record LiveUsageBody(
        Instant asOf,
        List<Line> lines,
        @Schema(description = "Of the settled lines, before discounts and tax; absent without lines") @Nullable
                MoneyBody total) {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "LiveUsageLine")
    public record Line(
            String subscription,
            @Schema(description = "Plan and version", examples = "team@1") String plan,
            String charge,
            String description,
            @Nullable String meter,
            Instant from,
            Instant to,
            @Schema(description = "What the meter counted") String used,
            @Schema(description = "What is charged of it: the use beyond the allowance") String quantity,
            @Schema(description = "Exact, before it is settled") MoneyBody amount,
            @Schema(description = "As it would stand on an invoice line") MoneyBody settled,
            @Schema(description = "How the amount came about; they add up to it") List<StepBody> steps) {}

    static LiveUsageBody of(Instant asOf, List<RatedLine> lines) {
        return new LiveUsageBody(
                asOf,
                lines.stream().map(LiveUsageBody::line).toList(),
                lines.stream()
                        .map(line -> line.amount().settle())
                        .reduce(Money::plus)
                        .map(MoneyBody::of)
                        .orElse(null));
    }

    private static Line line(RatedLine line) {
        return new Line(
                line.subscription().value(),
                line.plan().toString(),
                line.charge(),
                line.description(),
                line.meter().map(MeterKey::value).orElse(null),
                line.period().start(),
                line.period().end(),
                Decimals.text(line.used()),
                Decimals.text(line.quantity()),
                MoneyBody.of(line.amount()),
                MoneyBody.of(line.amount().settle()),
                line.steps().stream().map(StepBody::of).toList());
    }
}
