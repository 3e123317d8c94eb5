package dev.countinghouse.app.rest.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** RFC 9457 problem details. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(description = "RFC 9457 problem details")
public record Problem(
        @Schema(
                        description = "Stable identifier of the kind of problem",
                        examples = "urn:countinghouse:problem:invalid-input")
                String type,
        String title,
        int status,
        @Schema(description = "What is wrong with this call and what would be right") String detail,
        @Schema(description = "Each field that is wrong, or each reason, where there may be several")
                List<FieldError> errors,
        @Schema(description = "Where credits are missing") @JsonUnwrapped @Nullable Shortage shortage) {

    /** The media type of a problem. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** What was wanted, what there is, and where to get more. */
    @Schema(name = "CreditShortage")
    public record Shortage(Credits wanted, Credits available, String buy) {}

    @Schema(name = "ProblemCredits")
    public record Credits(String amount, String unit) {}

    /** @param field path inside of the body, or the name of the parameter; empty for the body as a whole */
    @Schema(name = "FieldError")
    public record FieldError(String field, String message) {}
}
