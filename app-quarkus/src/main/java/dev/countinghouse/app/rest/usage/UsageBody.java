package dev.countinghouse.app.rest.usage;

import dev.countinghouse.app.rest.body.Decimals;
import dev.countinghouse.app.rest.body.Filters;
import dev.countinghouse.billing.ports.driving.ReadUsage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "Usage", description = "How much was used of a meter, by window and group")
public record UsageBody(
        @Schema(examples = "llm_tokens") String meter,
        List<String> groupBy,
        @Schema(description = "In the order of time, without gaps") List<Window> windows) {

    @Schema(name = "UsageWindow", description = "The time from `from` up to, but without, `to`")
    public record Window(
            Instant from,
            Instant to,
            @Schema(description = "Groups with usage; empty without any") List<Quantity> quantities) {}

    @Schema(name = "GroupQuantity")
    public record Quantity(
            @Schema(description = "Value by dimension; \"\" where usage does not carry one") Map<String, String> group,
            @Schema(
                            description = "Decimal number of the meter's unit; of levels over time, their average",
                            examples = "1200")
                    String quantity) {}

    static UsageBody of(ReadUsage.Query query, List<ReadUsage.Window> windows) {
        return new UsageBody(
                query.meter().value(),
                query.groupBy(),
                windows.stream()
                        .map(window -> new Window(
                                window.period().start(),
                                window.period().end(),
                                window.quantities().entrySet().stream()
                                        .map(entry -> new Quantity(
                                                Filters.named(query.groupBy(), entry.getKey()),
                                                Decimals.text(entry.getValue())))
                                        .toList()))
                        .toList());
    }
}
