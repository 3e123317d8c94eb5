package dev.countinghouse.app.rest.correction;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.body.Times;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.app.rest.usage.UsageData;
import dev.countinghouse.billing.domain.correction.Warrant;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.ports.driving.CorrectUsage;
import dev.countinghouse.billing.ports.driving.CorrectUsage.Step;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "CorrectionOrder")
public record CorrectionOrderBody(
        @Schema(description = "Why, for the record", examples = "The gateway counted retries")
                @NotBlank
                @Size(max = Warrant.LONGEST_REASON)
                String reason,
        @NotEmpty @Size(max = CorrectUsage.MOST_STEPS) List<@NotNull @Valid StepBody> corrections) {

    @Schema(name = "CorrectionAction", description = "void: it is not to count. amend: it is to count as this")
    public enum Action {
        VOID,
        AMEND
    }

    @Schema(name = "EventCorrection", description = "What is absent of an amended event stays as it is")
    public record StepBody(
            @NotNull Action action,
            @Schema(description = "Of the event", examples = "gateway") @NotBlank @Size(max = EventKey.MAX_LENGTH)
                    String source,
            @Schema(description = "Of the event", examples = "req-4711") @NotBlank @Size(max = EventKey.MAX_LENGTH)
                    String id,
            @Schema(description = "RFC 3339", examples = "2026-01-31T10:00:00Z") @Nullable String time,
            @Schema(examples = "llm.tokens") @Nullable String type,
            @Schema(implementation = Object.class, description = "All of it, as when it is recorded") @Nullable
                    JsonNode data) {

        private Step step(String field) {
            EventKey key = new EventKey(source, id);
            if (action == Action.AMEND) {
                return new Step.Amend(
                        key,
                        Optional.ofNullable(time).map(text -> Times.parse(field + ".time", text)),
                        Optional.ofNullable(type),
                        Optional.ofNullable(data).map(node -> UsageData.of(field + ".data", node)));
            }
            if (time != null || type != null || data != null) {
                throw ProblemException.invalid(
                        field, "has action '" + Fields.word(action) + "', which takes no time, type or data");
            }
            return new Step.Void(key);
        }
    }

    List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < corrections.size(); i++) {
            steps.add(corrections.get(i).step("corrections[" + i + "]"));
        }
        return steps;
    }
}
