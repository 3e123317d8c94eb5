package dev.countinghouse.adapter.postgres.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.Seeded;
import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.domain.metering.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whatever an event holds, it comes back. */
class StoredDataTest extends Seeded {

    @Test
    void dataComesBackAsItWas() {
        rounds(2_000, round -> {
            Map<String, Value> values = new TreeMap<>();
            for (int i = random.nextInt(5); i >= 0; i--) {
                values.put(text(), value());
            }
            EventData data = EventData.of(values);
            assertThat(EventDataJson.read(EventDataJson.write(data))).isEqualTo(data);
        });
    }

    @Test
    void numbersThatWouldFillTheMemoryAreKeptShort() {
        EventData data = EventData.of(Map.of("n", new Value.Numeric(new BigDecimal("-1.5e999999999"))));

        assertThat(EventDataJson.write(data)).hasSizeLessThan(60);
        assertThat(EventDataJson.read(EventDataJson.write(data))).isEqualTo(data);
    }

    @Test
    void textKeepsWhatADatabaseRefuses() {
        for (String text :
                List.of("", "plain", "\0", "a\0b", "\uD800", "x\uDC00y", "\uD83D\uDE00", "\u001A", "\u001A0000")) {
            assertThat(StorableText.read(StorableText.write(text))).isEqualTo(text);
            assertThat(StorableText.write(text)).doesNotContain("\0");
        }
    }

    private Value value() {
        return switch (random.nextInt(3)) {
            case 0 -> new Value.Flag(random.nextBoolean());
            case 1 -> new Value.Text(text());
            default ->
                new Value.Numeric(
                        new BigDecimal(new BigInteger(random.nextInt(200), random), random.nextInt(300) - 150));
        };
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append((char) (random.nextBoolean() ? random.nextInt(128) : random.nextInt(0x10000)));
        }
        return text.toString();
    }
}
