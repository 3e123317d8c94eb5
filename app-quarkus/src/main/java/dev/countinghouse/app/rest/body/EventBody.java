package dev.countinghouse.app.rest.body;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.metering.Value;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An event behind a number, and its place in the pages of them. */
@Schema(name = "ExplainedEvent")
public record EventBody(
        String source,
        String id,
        String type,
        String subject,
        Instant time,
        @Schema(description = "Its data, each value by its path", examples = "{\"usage.input\": 3}")
                Map<String, Object> data) {

    private static final int CURSOR_PARTS = 3;

    public static EventBody of(UsageEvent event) {
        return new EventBody(
                event.key().source(),
                event.key().id(),
                event.type(),
                event.subject(),
                event.time(),
                data(event.data()));
    }

    /** Each value by its path. */
    public static Map<String, Object> data(EventData values) {
        Map<String, Object> data = new TreeMap<>();
        values.values().forEach((path, value) -> data.put(path, json(value)));
        return data;
    }

    private static Object json(Value value) {
        if (value instanceof Value.Numeric numeric) {
            // its own digits: 40 is kept as 4E+1
            return new BigDecimal(numeric.asText());
        }
        return value instanceof Value.Flag flag ? flag.flag() : value.asText();
    }

    public static String cursor(UsageEvent event) {
        return Cursor.of(
                event.time().toString(), event.key().source(), event.key().id());
    }

    /** The place of the event a page goes on behind: of the event itself only time and key matter. */
    public static Optional<UsageEvent> after(@Nullable String cursor, AccountId account) {
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
