package dev.countinghouse.app.rest.credit;

import dev.countinghouse.app.rest.body.PeriodBody;
import dev.countinghouse.billing.domain.credit.CreditSummary;
import dev.countinghouse.billing.domain.period.Period;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "CreditSummary", description = "What happened to the credits of an account in a time")
public record SummaryBody(
        PeriodBody period, @Schema(description = "None of an account that never had credits") List<UnitBody> units) {

    @Schema(name = "CreditSummaryOfUnit", description = "Opening and the changes add up to closing")
    public record UnitBody(
            @Schema(examples = "USD") String unit,
            @Schema(description = "What there was, held credits included", examples = "0") String opening,
            @Schema(
                            description = "By kind of entry: above 0 came, below 0 went",
                            examples = "{\"grant\": \"20\", \"capture\": \"-7.5\"}")
                    Map<String, String> changes,
            @Schema(
                            description = "On what: lines of usage, products, holds that were captured",
                            examples = "{\"job-4711\": \"7.5\"}")
                    Map<String, String> spent,
            @Schema(examples = "12.5") String closing) {

        private static UnitBody of(CreditSummary summary) {
            Map<String, String> changes = new TreeMap<>();
            summary.changes().forEach((kind, credits) -> changes.put(kind.key(), credits.toDecimal()));
            Map<String, String> spent = new TreeMap<>();
            summary.spent().forEach((about, credits) -> spent.put(about, credits.toDecimal()));
            return new UnitBody(
                    summary.unit().code(),
                    summary.opening().toDecimal(),
                    changes,
                    spent,
                    summary.closing().toDecimal());
        }
    }

    static SummaryBody of(Period period, List<CreditSummary> summaries) {
        return new SummaryBody(
                PeriodBody.of(period), summaries.stream().map(UnitBody::of).toList());
    }
}
