package dev.countinghouse.app.rest.simulation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.body.MoneyBody;
import dev.countinghouse.billing.domain.simulation.SimulationJob;
import dev.countinghouse.billing.domain.simulation.SimulationTally.Total;
import dev.countinghouse.billing.ports.driving.SimulateAccounts.Progress;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "SimulationProgress", description = "How far a simulation is, and what its results so far come to")
public record SimulationProgressBody(
        String id,
        @Schema(enumeration = {"queued", "running", "done", "cancelled", "failed"}) String state,
        @Schema(description = "How many accounts it is about; absent while it is queued") @Nullable Long total,
        @Schema(description = "How many of them are compared") long done,
        @Schema(description = "How many cannot be; their results say why") long skipped,
        @Schema(description = "Periods that were over by then count") Instant orderedAt,
        @Nullable Instant finishedAt,
        @Schema(description = "Why it failed") @Nullable String failure,
        @Schema(description = "One per currency") List<TotalBody> totals) {

    @Schema(name = "SimulationTotal", description = "The sum of the results so far in one currency")
    public record TotalBody(
            long accounts,
            MoneyBody actual,
            MoneyBody simulated,
            @Schema(description = "Above 0 if more would have been charged") MoneyBody difference) {

        static TotalBody of(Total total) {
            return new TotalBody(
                    total.accounts(),
                    MoneyBody.of(total.actual()),
                    MoneyBody.of(total.simulated()),
                    MoneyBody.of(total.difference()));
        }
    }

    static SimulationProgressBody of(Progress progress) {
        SimulationJob job = progress.job();
        return new SimulationProgressBody(
                job.id().value(),
                Fields.word(job.state()),
                progress.total().orElse(null),
                progress.tally().compared(),
                progress.tally().skipped(),
                job.orderedAt(),
                job.finishedAt().orElse(null),
                job.failure().orElse(null),
                progress.tally().totals().stream().map(TotalBody::of).toList());
    }
}
