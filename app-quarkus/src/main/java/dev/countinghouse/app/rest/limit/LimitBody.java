package dev.countinghouse.app.rest.limit;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.app.rest.body.Decimals;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.billing.domain.gate.LimitInForce;
import dev.countinghouse.billing.domain.limit.LimitMeasure;
import dev.countinghouse.billing.domain.limit.UsageLimit;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import java.util.List;
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
        @Schema(description = "Units or calls", examples = "1000") String most,
        @Schema(
                        description =
                                "`account` if it is the account's own, which replaces one of its plans with this id",
                        enumeration = {"plan", "account"})
                String source,
        @Schema(
                        description =
                                "Plans and versions that have it, of which it is the sum; if it is the account's own,"
                                        + " those whose it replaces",
                        examples = "[\"team@1\"]")
                List<String> plans) {

    static LimitBody of(LimitInForce inForce) {
        UsageLimit limit = inForce.limit();
        LimitMeasure measure = limit.measure();
        boolean atOnce = measure instanceof LimitMeasure.Concurrency;
        return new LimitBody(
                limit.id().value(),
                measure.word(),
                measure.meter().map(MeterKey::value).orElse(null),
                limit.part().map(UsageLimit.Part::dimension).orElse(null),
                limit.part().flatMap(UsageLimit.Part::value).orElse(null),
                atOnce ? null : Fields.word(limit.window()),
                Decimals.text(limit.most()),
                Fields.word(inForce.source()),
                inForce.plans().stream().map(PlanVersionId::toString).toList());
    }
}
