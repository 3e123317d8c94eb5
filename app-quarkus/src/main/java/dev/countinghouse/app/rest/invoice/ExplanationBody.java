package dev.countinghouse.app.rest.invoice;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.app.rest.body.EventBody;
import dev.countinghouse.billing.ports.driving.ExplainInvoice.Explanation;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "Explanation", description = "A line with the events behind it, in pages")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExplanationBody(
        LineBody line,
        @Schema(description = "By time; none for a fee") List<EventBody> events,
        @Schema(description = "Pass it as `cursor` for the next page of events; absent on the last") @Nullable
                String nextCursor) {

    static ExplanationBody of(Explanation explanation) {
        return new ExplanationBody(
                LineBody.of(explanation.line()),
                explanation.events().stream().map(EventBody::of).toList(),
                explanation.next().map(EventBody::cursor).orElse(null));
    }
}
