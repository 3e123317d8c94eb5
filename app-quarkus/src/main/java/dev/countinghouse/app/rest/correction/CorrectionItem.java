package dev.countinghouse.app.rest.correction;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.ports.driving.CorrectUsage.Outcome;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "CorrectionItem", description = "What became of one correction")
public record CorrectionItem(
        String source,
        String id,
        Status status,
        @Schema(description = "Of a rejected one, what is wrong") @Nullable String field,
        @Schema(description = "Of a rejected one, what is there and what would be right") @Nullable String reason) {

    @Schema(
            name = "CorrectionStatus",
            description = "corrected: done. unchanged: it was so already. unknown: the account has no such event."
                    + " rejected: not done.")
    public enum Status {
        CORRECTED,
        UNCHANGED,
        UNKNOWN,
        REJECTED;

        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static CorrectionItem of(EventKey key, Outcome outcome) {
        if (outcome instanceof Outcome.Rejected rejected) {
            return new CorrectionItem(key.source(), key.id(), Status.REJECTED, rejected.field(), rejected.reason());
        }
        return new CorrectionItem(key.source(), key.id(), status(outcome), null, null);
    }

    private static Status status(Outcome outcome) {
        if (outcome instanceof Outcome.Corrected) {
            return Status.CORRECTED;
        }
        return outcome instanceof Outcome.Unchanged ? Status.UNCHANGED : Status.UNKNOWN;
    }
}
