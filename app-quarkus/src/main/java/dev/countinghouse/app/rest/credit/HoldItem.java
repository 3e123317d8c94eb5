package dev.countinghouse.app.rest.credit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.countinghouse.app.rest.body.CreditsBody;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.billing.domain.credit.HoldOutcome;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "CreditHoldItem", description = "What became of one step")
public record HoldItem(
        @Schema(examples = "job-4711") String hold,
        Status status,
        @Schema(description = "As it is, where there is one") @Nullable HoldBody state,
        @Schema(description = "Where credits are missing") @Nullable CreditsBody wanted,
        @Schema(description = "Where credits are missing") @Nullable CreditsBody available,
        @Schema(description = "Of a conflict") @Nullable String reason) {

    @Schema(
            name = "CreditHoldStatus",
            description = "done: by this step or an earlier one. insufficient: nothing was held. conflict: the id is of"
                    + " other content, or the hold has ended another way. unknown: there is no such hold.")
    public enum Status {
        DONE,
        INSUFFICIENT,
        CONFLICT,
        UNKNOWN;

        @JsonValue
        public String text() {
            return Fields.word(this);
        }
    }

    static HoldItem of(String hold, HoldOutcome outcome) {
        if (outcome instanceof HoldOutcome.Done done) {
            return new HoldItem(hold, Status.DONE, HoldBody.of(done), null, null, null);
        }
        if (outcome instanceof HoldOutcome.Insufficient few) {
            return new HoldItem(
                    hold,
                    Status.INSUFFICIENT,
                    null,
                    CreditsBody.of(few.wanted()),
                    CreditsBody.of(few.available()),
                    null);
        }
        if (outcome instanceof HoldOutcome.Conflict conflict) {
            return new HoldItem(hold, Status.CONFLICT, HoldBody.of(conflict.earlier()), null, null, conflict.reason());
        }
        return new HoldItem(hold, Status.UNKNOWN, null, null, null, null);
    }
}
