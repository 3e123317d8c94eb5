package dev.countinghouse.app.rest.limit;

import dev.countinghouse.app.rest.body.Decimals;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.limit.LimitId;
import dev.countinghouse.billing.domain.limit.LimitMeasure;
import dev.countinghouse.billing.domain.limit.LimitWindow;
import dev.countinghouse.billing.domain.limit.UsageLimit;
import dev.countinghouse.billing.domain.metering.MeterKey;
import jakarta.validation.constraints.NotBlank;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "LimitTerms", description = "How much an account or a part of it may use in a time")
public record LimitTermsBody(
        @Schema(
                        description = "`quantity` is so many units of a meter, `calls` so many calls that are admitted,"
                                + " `concurrency` so many that run at the same time; `quantity` where absent",
                        examples = "quantity")
                @Nullable
                String measure,
        @Schema(description = "Of a quantity: one that adds up or counts", examples = "shop_tokens") @Nullable
                String meter,
        @Schema(
                        description =
                                "Only calls that carry it, such as `project`, `user`, `api_key` or `model`; absent for"
                                        + " the whole account",
                        examples = "user")
                @Nullable
                String dimension,
        @Schema(description = "Only this value of the dimension; absent for a limit of each value's own") @Nullable
                String value,
        @Schema(
                        description =
                                "`minute` and `hour` are those of the clock, UTC, and count what was admitted; `day`"
                                        + " is the account's, `period` its billing period, and they count what was recorded and is"
                                        + " outstanding. `period` where absent; calls take `minute` or `hour`, concurrency none",
                        examples = "day")
                @Nullable
                String window,
        @Schema(description = "Units or calls, above 0", examples = "1000") @NotBlank String most) {

    private static final List<String> MEASURES = List.of("quantity", "calls", "concurrency");

    UsageLimit toLimit(LimitId id) {
        LimitMeasure measured = toMeasure();
        LimitWindow time = window == null ? LimitWindow.PERIOD : Fields.word("window", window, LimitWindow.class);
        if (measured instanceof LimitMeasure.Concurrency && window != null) {
            throw ProblemException.invalid("window", "is '" + window + "', calls at the same time have none");
        }
        if (measured instanceof LimitMeasure.Calls && !time.isRate()) {
            throw ProblemException.invalid(
                    "window",
                    (window == null ? "is missing" : "is '" + window + "'")
                            + ", calls are limited by minute or hour: for longer times limit a meter that counts them");
        }
        return Fields.read(
                "most", most, text -> new UsageLimit(id, measured, part(), time, Decimals.parse("most", text)));
    }

    private LimitMeasure toMeasure() {
        String named = measure == null ? "quantity" : measure;
        if (!MEASURES.contains(named)) {
            throw ProblemException.invalid("measure", "is '" + named + "', it must be one of " + MEASURES);
        }
        if (named.equals("quantity")) {
            return new LimitMeasure.Quantity(Optional.ofNullable(meter)
                    .map(key -> Fields.read("meter", key, MeterKey::new))
                    .orElseThrow(() -> ProblemException.invalid(
                            "meter", "is missing: a quantity is of a meter; for calls say so as 'measure'")));
        }
        if (meter != null) {
            throw ProblemException.invalid("meter", "is '" + meter + "', only a quantity is of a meter");
        }
        return named.equals("calls") ? new LimitMeasure.Calls() : new LimitMeasure.Concurrency();
    }

    private Optional<UsageLimit.Part> part() {
        if (dimension == null) {
            if (value != null) {
                throw ProblemException.invalid("dimension", "is missing: '" + value + "' is a value of one");
            }
            return Optional.empty();
        }
        return Optional.of(
                Fields.read("dimension", dimension, name -> new UsageLimit.Part(name, Optional.ofNullable(value))));
    }
}
