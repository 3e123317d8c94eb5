package dev.countinghouse.app.rest.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        @Schema(description = "Where credits are missing") @JsonUnwrapped @Nullable Shortage shortage,
        @Schema(hidden = true) @JsonIgnore Map<String, Object> more) {

    /** The media type of a problem. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** Members that only some kinds of problems have, as RFC 9457 allows. */
    @JsonAnyGetter
    public Map<String, Object> members() {
        return more;
    }

    Problem with(Map<String, Object> members) {
        return new Problem(type, title, status, detail, errors, shortage, members);
    }

    /** The same without one of these members. */
    public Problem without(String member) {
        Map<String, Object> fewer = new LinkedHashMap<>(more);
        fewer.remove(member);
        return with(fewer);
    }

    /** What was wanted, what there is, and where to get more. */
    @Schema(name = "CreditShortage")
    public record Shortage(Credits wanted, Credits available, String buy) {}

    @Schema(name = "ProblemCredits")
    public record Credits(String amount, String unit) {}

    /** @param field path inside of the body, or the name of the parameter; empty for the body as a whole */
    @Schema(name = "FieldError")
    public record FieldError(String field, String message) {}
}
