package dev.countinghouse.billing.ports.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.plan.Charge;
import dev.countinghouse.billing.domain.plan.ChargeKey;
import dev.countinghouse.billing.domain.pricing.ChargedUse;
import dev.countinghouse.billing.domain.pricing.Steps;
import dev.countinghouse.billing.ports.catalogue.charge.ModelCodecs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Currency;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds {@code docs/catalogue.md} to what it says: every snippet loads, every worked number is computed. */
class CatalogueDocsTest {

    private static final Pattern SNIPPET = Pattern.compile("```yaml\n([^`]*)```\n((?:\n- `[^\n]*)*)");
    private static final Pattern WORKED = Pattern.compile("- `(.+?)` costs `(.+?)`");
    private static final Pattern EVENTS = Pattern.compile("events of (\\w+)(?: at (\\S+))?: (.*)");
    private static final String FRAME =
            """
            catalogue: 1
            currency: USD
            meters:
              llm_tokens: {unit: token, event: llm.tokens, aggregation: sum, property: tokens, dimensions: [model, token_type, api_key]}
              runs: {unit: run, event: agent.run, aggregation: count}
              payments: {unit: USD, event: payment, aggregation: sum, property: value}
              tool_calls: {unit: call, event: tool.call, aggregation: count, numbers: [cost]}
            """;
    private static final Map<MeterKey, Meter> METERS =
            CatalogueReader.read("frame", FRAME).orThrow().meters();

    static Stream<MatchResult> snippets() throws IOException {
        return SNIPPET.matcher(page()).results();
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void everySnippetLoads(MatchResult snippet) {
        String text = snippet.group(1);
        if (text.startsWith("catalogue:")) {
            CatalogueReader.read("snippet", text).orThrow();
        } else if (text.matches("(?s)(plans|coupons|products|credits):.*")) {
            CatalogueReader.read("snippet", FRAME + text).orThrow();
        } else {
            charge(text);
        }
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void everyWorkedNumberIsRight(MatchResult snippet) {
        WORKED.matcher(snippet.group(2)).results().forEach(worked -> {
            String amount = charge(snippet.group(1))
                    .model()
                    .amount(use(worked.group(1)), Steps.NONE)
                    .toString();
            assertThat(amount).as(worked.group(1)).isEqualTo(worked.group(2));
        });
    }

    static Stream<String> models() {
        return ModelCodecs.names().stream();
    }

    @ParameterizedTest
    @MethodSource("models")
    void everyModelHasASectionWithAWorkedNumber(String model) throws IOException {
        String section = Arrays.stream(page().split("\n### "))
                .filter(each -> each.startsWith("`" + model + "`"))
                .findFirst()
                .orElse("");
        assertThat(section).contains("```yaml", model + ":").containsPattern(WORKED);
    }

    private static Charge charge(String text) {
        return CatalogueReader.readCharge(new ChargeKey("snippet"), text, METERS, Currency.getInstance("USD"))
                .orThrow();
    }

    /** {@code 1000}, {@code 1000 of model=gpt-4o token_type=input}, or {@code events of cost: 0.05, 0.15}. */
    private static ChargedUse use(String text) {
        return EVENTS.matcher(text)
                .results()
                .findFirst()
                .<ChargedUse>map(CatalogueDocsTest::events)
                .orElseGet(() -> {
                    String[] parts = text.split(" of ");
                    return parts.length == 1 ? Use.of(text) : Use.of(parts[0], dimensions(parts[1]));
                });
    }

    private static Use events(MatchResult events) {
        Use use = Use.ofEvents();
        String time = events.group(2) == null ? "2026-01-05T12:00:00Z" : events.group(2);
        for (String value : events.group(3).split(", ")) {
            use.event(time, events.group(1), value);
        }
        return use;
    }

    private static Map<String, String> dimensions(String text) {
        return Arrays.stream(text.split(" "))
                .map(pair -> pair.split("="))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("..", "docs", "catalogue.md"));
    }
}
