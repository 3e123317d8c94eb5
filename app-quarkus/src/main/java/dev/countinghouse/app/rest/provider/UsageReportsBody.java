package dev.countinghouse.app.rest.provider;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.billing.domain.report.MeterTally;
import dev.countinghouse.billing.domain.report.UsageReport;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(
        name = "UsageReports",
        description = "What the provider that invoices was told of an account's usage, and what not")
public record UsageReportsBody(
        @Schema(description = "Per meter and billing period, the oldest first") List<TotalBody> totals,
        @Schema(description = "The newest first") List<ReportBody> items) {

    @Schema(name = "UsageTotal")
    public record TotalBody(
            @Schema(description = "As the provider calls it", examples = "standard:llm_tokens") String meter,
            Instant from,
            Instant to,
            @Schema(
                            description = "What there is to be priced, in whole units of the meter at the provider",
                            examples = "1250000")
                    String total,
            @Schema(description = "What the provider was told of it", examples = "1250000") String told,
            @Schema(description = "Not told yet, or held back because the provider has no place for it", examples = "0")
                    String missing) {

        static TotalBody of(MeterTally tally) {
            return new TotalBody(
                    tally.meter(),
                    tally.period().start(),
                    tally.period().end(),
                    tally.total().toString(),
                    tally.told().toString(),
                    tally.missing().toString());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "UsageReport", description = "A difference of a total, told once")
    public record ReportBody(
            @Schema(description = "What the provider tells it apart by", examples = "chr_4b1c…") String id,
            String meter,
            @Schema(description = "The billing period it is of") Instant from,
            Instant to,
            @Schema(description = "The time it is told for") Instant at,
            @Schema(description = "May be negative", examples = "-200") String difference,
            @Schema(enumeration = {"open", "sent", "refused", "withdrawn"}) String state,
            @Schema(description = "How often it was sent, or was about to be") int tries,
            Instant madeAt,
            @Nullable Instant settledAt,
            @Schema(description = "Why it was refused or withdrawn, or what it waits for") @Nullable String reason) {

        static ReportBody of(UsageReport report) {
            UsageReport.Progress progress = report.progress();
            return new ReportBody(
                    report.id().value(),
                    report.meter(),
                    report.period().start(),
                    report.period().end(),
                    report.at(),
                    report.difference().toString(),
                    progress.state().name().toLowerCase(Locale.ROOT),
                    progress.tries(),
                    report.madeAt(),
                    progress.settledAt().orElse(null),
                    progress.reason().orElse(null));
        }
    }

    static UsageReportsBody of(List<MeterTally> tallies, List<UsageReport> reports) {
        return new UsageReportsBody(
                tallies.stream().map(TotalBody::of).toList(),
                reports.stream().map(ReportBody::of).toList());
    }
}
