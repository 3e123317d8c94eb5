package dev.countinghouse.app.rest.correction;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.billing.domain.correction.Backfill;
import dev.countinghouse.billing.domain.correction.Warrant;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Backfill", description = "Usage of a past time that is brought in as a whole")
public record BackfillBody(
        String id,
        Instant from,
        @Schema(description = "Not included") Instant to,
        @Schema(description = "open, applied or reverted", examples = "open") String state,
        @Schema(description = "How many events were loaded") long staged,
        @Schema(description = "How many events it brought; absent before it was applied") @Nullable Long counted,
        StepBody opened,
        @Nullable StepBody applied,
        @Nullable StepBody reverted) {

    @Schema(name = "BackfillStep")
    public record StepBody(String actor, String reason, Instant at) {

        static StepBody of(Warrant warrant) {
            return new StepBody(warrant.actor(), warrant.reason(), warrant.at());
        }
    }

    static BackfillBody of(Backfill backfill) {
        Backfill.@Nullable Applied applied =
                backfill.applied().isPresent() ? backfill.applied().get() : null;
        return new BackfillBody(
                backfill.id().value(),
                backfill.window().start(),
                backfill.window().end(),
                Fields.word(backfill.state()),
                backfill.staged(),
                applied == null ? null : Long.valueOf(applied.counted()),
                StepBody.of(backfill.opened()),
                applied == null ? null : StepBody.of(applied.warrant()),
                backfill.reverted().isPresent()
                        ? StepBody.of(backfill.reverted().get())
                        : null);
    }
}
