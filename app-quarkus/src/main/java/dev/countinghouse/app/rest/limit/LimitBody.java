package dev.countinghouse.app.rest.limit;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.app.rest.body.Decimals;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.billing.domain.gate.LimitMeasure;
import dev.countinghouse.billing.domain.gate.UsageLimit;
import dev.countinghouse.billing.domain.metering.MeterKey;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Limit", description = "How much an account or a part of it may use in a time")
public record LimitBody(
        @Schema(examples = "per-user") String id,
        @Schema(enumeration = {"quantity", "calls", "concurrency"}) String measure,
        @Schema(description = "Of a quantity", examples = "shop_tokens") @Nullable String meter,
        @Schema(description = "Absent for the whole account", examples = "user") @Nullable String dimension,
        @Schema(description = "Absent if each value of the dimension has a limit of its own") @Nullable String value,
        @Schema(
                        description = "Absent of calls at the same time",
                        enumeration = {"minute", "hour", "day", "period"})
                @Nullable
                String window,
        @Schema(description = "Units or calls", examples = "1000") String most) {

    static LimitBody of(UsageLimit limit) {
        LimitMeasure measure = limit.measure();
        boolean atOnce = measure instanceof LimitMeasure.Concurrency;
        return new LimitBody(
                limit.id().value(),
                atOnce ? "concurrency" : measure instanceof LimitMeasure.Calls ? "calls" : "quantity",
                measure.meter().map(MeterKey::value).orElse(null),
                limit.part().map(UsageLimit.Part::dimension).orElse(null),
                limit.part().flatMap(UsageLimit.Part::value).orElse(null),
                atOnce ? null : Fields.word(limit.window()),
                Decimals.text(limit.most()));
    }
}
