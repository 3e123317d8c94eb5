package dev.countinghouse.app.rest.usage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.ports.driving.RecordUsage;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What became of one event. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "EventItem", description = "What became of one event of the request")
public record EventItem(
        @Schema(description = "As sent; absent where it could not be read", examples = "req-4711") @Nullable String id,
        @Schema(description = "As sent; absent where it could not be read", examples = "gateway") @Nullable
                String source,
        Status status,
        @Schema(
                        description =
                                "Of an accepted event, how many meters count it; with 0 it is kept and counts as soon as one"
                                        + " does",
                        examples = "1")
                @Nullable
                Integer matched,
        @Schema(description = "Of a rejected event, the attribute that is wrong", examples = "data.tokens") @Nullable
                String field,
        @Schema(description = "Of a rejected event, what is there and what would be right") @Nullable String reason) {

    @Schema(
            name = "EventStatus",
            description = "accepted: recorded. duplicate: recorded before with the same content, a success. conflict: "
                    + "recorded before with other content, the first stays. rejected: not recorded.")
    public enum Status {
        ACCEPTED,
        DUPLICATE,
        CONFLICT,
        REJECTED;

        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static EventItem rejected(@Nullable String id, @Nullable String source, String field, String reason) {
        return new EventItem(id, source, Status.REJECTED, null, field, reason);
    }

    static EventItem of(EventKey key, RecordUsage.Outcome outcome) {
        if (outcome instanceof RecordUsage.Outcome.Rejected rejected) {
            return rejected(key.id(), key.source(), rejected.field(), rejected.reason());
        }
        Integer matched = outcome instanceof RecordUsage.Outcome.Accepted accepted ? accepted.matched() : null;
        return new EventItem(key.id(), key.source(), status(outcome), matched, null, null);
    }

    static Status status(RecordUsage.Outcome outcome) {
        if (outcome instanceof RecordUsage.Outcome.Accepted) {
            return Status.ACCEPTED;
        }
        if (outcome instanceof RecordUsage.Outcome.Duplicate) {
            return Status.DUPLICATE;
        }
        return outcome instanceof RecordUsage.Outcome.Conflict ? Status.CONFLICT : Status.REJECTED;
    }
}
