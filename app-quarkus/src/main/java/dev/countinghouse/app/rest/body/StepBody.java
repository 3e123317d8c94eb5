package dev.countinghouse.app.rest.body;

import dev.countinghouse.billing.domain.pricing.Step;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "Step", description = "So much of this, at that price, makes this amount")
public record StepBody(
        @Schema(description = "What is priced", examples = "up to 1000") String what,
        @Schema(description = "Decimal number of units", examples = "1000") String quantity,
        @Schema(description = "In words", examples = "0.10 USD each") String price,
        @Schema(description = "Exact") MoneyBody amount) {

    public static StepBody of(Step step) {
        return new StepBody(step.what(), Decimals.text(step.quantity()), step.price(), MoneyBody.of(step.amount()));
    }
}
