package dev.countinghouse.app.rest.body;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.billing.domain.cost.CostSum;
import dev.countinghouse.billing.domain.cost.ProviderCost;
import dev.countinghouse.billing.domain.money.Amount;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What providers charge us. The parts add up to the total, digit for digit. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Cost", description = "What providers charge, exact; the parts add up to the total")
public record CostBody(
        @Schema(description = "ISO 4217 code; providers charge in USD", examples = "USD") String currency,
        @Schema(description = "Decimal number", examples = "0.0025") String input,
        @Schema(description = "Decimal number", examples = "0.01") String output,
        @Schema(
                        description =
                                "Decimal number; what is neither input nor output, such as searches; absent if nothing",
                        examples = "0.01")
                @Nullable
                String other,
        @Schema(description = "Decimal number", examples = "0.0125") String total) {

    /** A price per hour may not end: a part is cut here, as it is in the recorded event. */
    private static final int DECIMALS = 30;

    public static CostBody of(ProviderCost cost) {
        return of(cost.input(), cost.output(), cost.other());
    }

    public static CostBody of(CostSum sum) {
        return of(sum.input(), sum.output(), sum.other());
    }

    private static CostBody of(Amount input, Amount output, Amount other) {
        BigDecimal in = decimal(input);
        BigDecimal out = decimal(output);
        BigDecimal more = decimal(other);
        return new CostBody(
                input.currency().getCurrencyCode(),
                text(in),
                text(out),
                more.signum() == 0 ? null : text(more),
                text(in.add(out).add(more)));
    }

    private static BigDecimal decimal(Amount amount) {
        String exact = amount.value().toString();
        return exact.indexOf('/') < 0 ? new BigDecimal(exact) : amount.value().round(DECIMALS, RoundingMode.HALF_UP);
    }

    private static String text(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
