package dev.countinghouse.app.rest.invoice;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.app.rest.body.Cursor;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.metering.Value;
import dev.countinghouse.billing.ports.driving.ExplainInvoice.Explanation;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "Explanation", description = "A line with the events behind it, in pages")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExplanationBody(
        LineBody line,
        @Schema(description = "By time; none for a fee") List<EventBody> events,
        @Schema(description = "Pass it as `cursor` for the next page of events; absent on the last") @Nullable
                String nextCursor) {

    private static final int CURSOR_PARTS = 3;

    @Schema(name = "ExplainedEvent")
    public record EventBody(
            String source,
            String id,
            String type,
            String subject,
            Instant time,
            @Schema(description = "Its data, each value by its path", examples = "{\"usage.input\": 3}")
                    Map<String, Object> data) {

        private static EventBody of(UsageEvent event) {
            Map<String, Object> data = new TreeMap<>();
            event.data().values().forEach((path, value) -> data.put(path, json(value)));
            return new EventBody(
                    event.key().source(), event.key().id(), event.type(), event.subject(), event.time(), data);
        }

        private static Object json(Value value) {
            if (value instanceof Value.Numeric numeric) {
                // its own digits: 40 is kept as 4E+1
                return new BigDecimal(numeric.asText());
            }
            return value instanceof Value.Flag flag ? flag.flag() : value.asText();
        }
    }

    static ExplanationBody of(Explanation explanation) {
        return new ExplanationBody(
                LineBody.of(explanation.line()),
                explanation.events().stream().map(EventBody::of).toList(),
                explanation.next().map(ExplanationBody::cursor).orElse(null));
    }

    private static String cursor(UsageEvent event) {
        return Cursor.of(
                event.time().toString(), event.key().source(), event.key().id());
    }

    /** The place of the event a page goes on behind: of the event itself only time and key matter. */
    static Optional<UsageEvent> after(@Nullable String cursor, AccountId account) {
        return Cursor.parse(cursor, CURSOR_PARTS).map(parts -> {
            try {
                return new UsageEvent(
                        account,
                        new EventKey(parts.get(1), parts.get(2)),
                        "any",
                        account.value(),
                        Instant.parse(parts.get(0)),
                        EventData.EMPTY);
            } catch (IllegalArgumentException | DateTimeException madeUp) {
                throw Cursor.wrong(String.valueOf(cursor));
            }
        });
    }
}
