package dev.countinghouse.app.rest.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

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
                List<FieldError> errors) {

    /** The media type of a problem. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** @param field path inside of the body, or the name of the parameter; empty for the body as a whole */
    @Schema(name = "FieldError")
    public record FieldError(String field, String message) {}
}
