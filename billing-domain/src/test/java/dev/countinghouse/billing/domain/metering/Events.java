package dev.countinghouse.billing.domain.metering;

import dev.countinghouse.billing.domain.account.AccountId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Events for tests, of type {@code call}: numbers are written as such, {@code "3"} is text. */
public final class Events {

    public static final String TYPE = "call";

    private static final AccountId ACCOUNT = new AccountId("acme");

    private Events() {}

    /** An event with the given id; {@code data} is path, value, path, value … */
    public static UsageEvent event(String id, Instant time, Object... data) {
        return new UsageEvent(ACCOUNT, new EventKey("test", id), TYPE, "acme", time, data(data));
    }

    public static UsageEvent event(String id, String time, Object... data) {
        return event(id, Instant.parse(time), data);
    }

    public static EventData data(Object... pathsAndValues) {
        Map<String, Value> values = new TreeMap<>();
        for (int i = 0; i < pathsAndValues.length; i += 2) {
            values.put(pathsAndValues[i].toString(), value(pathsAndValues[i + 1]));
        }
        return EventData.of(values);
    }

    private static Value value(Object value) {
        if (value instanceof Boolean flag) {
            return new Value.Flag(flag);
        }
        return value instanceof Number number
                ? new Value.Numeric(new BigDecimal(number.toString()))
                : new Value.Text(value.toString());
    }
}
