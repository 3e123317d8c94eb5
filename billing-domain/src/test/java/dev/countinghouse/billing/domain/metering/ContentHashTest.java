package dev.countinghouse.billing.domain.metering;

import static dev.countinghouse.billing.domain.metering.Events.data;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.Seeded;
import dev.countinghouse.billing.domain.account.AccountId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentHashTest extends Seeded {

    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    /** Worked out with another SHA-256: the hash is stored, so it may never change. */
    @Test
    void isTheHashOfEveryPartAfterItsLength() {
        assertThat(hash("call", "acme", data("model", "größer", "n", new BigDecimal("1.50"), "ok", true)))
                .isEqualTo("46a4e8f9e8e7d3f39879378984955ac9536075b77c6812ba567b709d10430a13");
    }

    @Test
    void theOrderOfKeysTheTimeAndTheKeyDoNotMatter() {
        UsageEvent event = Events.event("1", TIME, "a", 1, "b", "x", "c", false);
        UsageEvent retried = Events.event("2", TIME.plusSeconds(9), "c", false, "b", "x", "a", 1);
        assertThat(retried.contentHash()).isEqualTo(event.contentHash());
        assertThat(event.contentHash()).matches("[0-9a-f]{64}");
    }

    @ParameterizedTest
    @CsvSource({"1.0, 1", "1e2, 100", "0.50, 0.5", "-0, 0", "0e9, 0.00", "1e999, 10e998"})
    void oneNumberHasOneHashHoweverItIsWritten(String one, String other) {
        assertThat(hash("call", "acme", data("n", new BigDecimal(one))))
                .isEqualTo(hash("call", "acme", data("n", new BigDecimal(other))));
    }

    @Test
    void kindsOfValuesAreToldApart() {
        List<String> hashes = List.of(
                hash("call", "acme", data("n", 1)),
                hash("call", "acme", data("n", "1")),
                hash("call", "acme", data("n", "1.0")),
                hash("call", "acme", data("n", "")),
                hash("call", "acme", data("n", true)),
                hash("call", "acme", data("n", "true")),
                hash("call", "acme", data()),
                hash("call", "acm", data()),
                hash("call", "acmen", data()),
                hash("calla", "cme", data()));
        assertThat(hashes).doesNotHaveDuplicates();
    }

    @Test
    void partsThatReadTheSameInARowAreToldApart() {
        List<String> hashes = List.of(
                hash("call", "acme", data("a", "b", "c", "d")),
                hash("call", "acme", data("a", "b4:textc1:d")),
                hash("call", "acme", data("a", "b1:c4:text1:d")),
                hash("call", "acme", data("a1:b", "c", "d", "")),
                hash("call", "acme4:a", data("b", "c")));
        assertThat(hashes).doesNotHaveDuplicates();
    }

    @Test
    void aNumberOfAFewCharactersDoesNotFillTheMemory() {
        assertThat(new Value.Numeric(new BigDecimal("1e1000000000")).asText()).isEqualTo("1E+1000000000");
        assertThat(new Value.Numeric(new BigDecimal("1e-1000000000")).asText()).isEqualTo("1E-1000000000");
        assertThat(data("n", new BigDecimal("1e1000000000")).number("n")).isEmpty();
        assertThat(data("n", new BigDecimal("1e-1000000000")).number("n")).isEmpty();
        assertThat(data("n", "1e1000000000").number("n")).isEmpty();
    }

    /** Two contents have one hash exactly if they are equal. */
    @Test
    void anyChangeOfContentChangesTheHash() {
        Map<String, List<Object>> contents = new HashMap<>();
        rounds(20_000, round -> {
            String type = word() + "t";
            String subject = word();
            EventData data = anyData();
            List<Object> content = List.of(type, subject, data);
            assertThat(contents.computeIfAbsent(hash(type, subject, data), hash -> content))
                    .isEqualTo(content);
        });
        assertThat(contents.values()).doesNotHaveDuplicates();
    }

    private EventData anyData() {
        Map<String, Value> values = new TreeMap<>();
        for (long left = between(0, 3); left > 0; left--) {
            values.put(word(), anyValue());
        }
        return EventData.of(values);
    }

    private Value anyValue() {
        return switch (random.nextInt(3)) {
            case 0 -> new Value.Text(word());
            case 1 -> new Value.Numeric(new BigDecimal(between(-12, 12) + oneOf(List.of("", ".0", ".10", ".1", "e1"))));
            default -> new Value.Flag(random.nextBoolean());
        };
    }

    /** Short words of few letters, so that equal contents do occur. */
    private String word() {
        StringBuilder word = new StringBuilder();
        for (long left = between(0, 2); left > 0; left--) {
            word.append(oneOf(List.of("a", "b", "1", ":", "é", "😀", "true")));
        }
        return word.toString();
    }

    private static String hash(String type, String subject, EventData data) {
        UsageEvent event = new UsageEvent(new AccountId("acme"), new EventKey("s", "1"), type, subject, TIME, data);
        assertThat(HexFormat.of().parseHex(event.contentHash())).hasSize(32);
        return event.contentHash();
    }
}
