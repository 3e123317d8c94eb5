package dev.countinghouse.app.rest.invoice;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.app.rest.body.Decimals;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.body.MoneyBody;
import dev.countinghouse.app.rest.body.PeriodBody;
import dev.countinghouse.billing.domain.invoice.InvoiceNumber;
import dev.countinghouse.billing.domain.invoice.LineItem;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.rating.RatedLine;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "InvoiceLine")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LineBody(
        @Schema(
                        description = "Unique within the invoice, the same however often it is previewed",
                        examples = "acme-main/standard@1/api_calls/usage/2026-01-01T00:00:00Z")
                String key,
        @Schema(examples = "API calls") String text,
        @Schema(enumeration = {"usage", "fee", "proration", "minimum_spend", "maximum_spend", "adjustment"})
                String kind,
        String subscription,
        String plan,
        int version,
        @Schema(description = "The plan's charge; * for bounds on the whole plan", examples = "api_calls")
                String charge,
        @Schema(description = "Absent for fees", examples = "api_calls") @Nullable String meter,
        @Schema(description = "What the line is for") PeriodBody period,
        @Schema(description = "What was used, in units of the meter", examples = "120000") String quantity,
        @Schema(description = "What is charged of it: the use beyond the allowance", examples = "20000")
                String chargedQuantity,
        @Schema(description = "What is charged, before discounts; negative for a credit") MoneyBody amount,
        @Schema(description = "The same before it was rounded") MoneyBody exactAmount,
        MoneyBody discount,
        @Schema(description = "How the exact amount came about; they add up to it") List<StepBody> steps,
        @Schema(
                        description = "For an adjustment, the invoice whose line it corrects, where there was one",
                        examples = "INV-000002")
                @Nullable
                String adjusts) {

    @Schema(name = "RatingStep", description = "So much, at that price, is that amount")
    public record StepBody(
            String text,
            @Schema(examples = "20000") String quantity,
            @Schema(description = "For people", examples = "0.001 USD") String price,
            MoneyBody amount) {}

    static LineBody of(LineItem line) {
        RatedLine rated = line.rated();
        return new LineBody(
                line.key(),
                rated.description(),
                Fields.word(rated.kind()),
                rated.subscription().value(),
                rated.plan().plan().value(),
                rated.plan().version(),
                rated.charge(),
                rated.meter().map(MeterKey::value).orElse(null),
                PeriodBody.of(rated.period()),
                Decimals.text(rated.used()),
                Decimals.text(rated.quantity()),
                MoneyBody.of(line.amount()),
                MoneyBody.of(rated.amount()),
                MoneyBody.of(line.discount()),
                rated.steps().stream()
                        .map(step -> new StepBody(
                                step.what(), Decimals.text(step.quantity()), step.price(), MoneyBody.of(step.amount())))
                        .toList(),
                line.adjusts().map(InvoiceNumber::toString).orElse(null));
    }
}
