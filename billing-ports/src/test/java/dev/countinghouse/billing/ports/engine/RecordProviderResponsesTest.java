package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.cost.CostOutcome;
import dev.countinghouse.billing.domain.cost.UsageKind;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.ports.driving.RecordProviderResponses.Outcome;
import dev.countinghouse.billing.ports.driving.RecordProviderResponses.ProviderResponse;
import dev.countinghouse.billing.ports.driving.RecordUsage;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class RecordProviderResponsesTest {

    private static final String BODY =
            """
            {"model": "gpt-4o", "usage": {"prompt_tokens": 1000, "completion_tokens": 100}}""";

    private final Workbench bench = Shop.opened();

    @Test
    void aResponseIsReadPricedAndRecordedOnce() {
        assertThat(record(response("1", BODY)))
                .singleElement()
                .isInstanceOfSatisfying(Outcome.Understood.class, understood -> {
                    assertThat(understood.provider()).isEqualTo("openai");
                    assertThat(understood.model()).isEqualTo("gpt-4o");
                    assertThat(understood.usage().count(UsageKind.INPUT_TOKENS)).isEqualTo(1_000);
                    assertThat(understood.cost()).isInstanceOf(CostOutcome.Priced.class);
                    assertThat(understood.recorded()).isEqualTo(new RecordUsage.Outcome.Accepted(0));
                });
        assertThat(recorded(record(response("1", BODY)))).isEqualTo(new RecordUsage.Outcome.Duplicate());
        assertThat(recorded(record(response("1", BODY.replace("1000", "1001")))))
                .isEqualTo(new RecordUsage.Outcome.Conflict());
        assertThat(cost()).isEqualTo("0.0035 USD");
    }

    @Test
    void whatCannotBeReadDoesNotHoldBackTheOthers() {
        List<Outcome> outcomes =
                record(response("1", "{"), response("2", BODY), response("3", "[]"), response("4", BODY));

        assertThat(outcomes)
                .extracting(outcome -> outcome.getClass().getSimpleName())
                .containsExactly("NotUnderstood", "Understood", "NotUnderstood", "Understood");
        assertThat(StoredState.of(bench.storage).events())
                .extracting(event -> event.key().id())
                .containsExactly("2", "4");
    }

    @Test
    void pricingRecordsNothing() {
        StoredState before = StoredState.of(bench.storage);
        assertThat(bench.engine.recordProviderResponses().price(List.of(response("1", BODY))))
                .hasOnlyElementsOfType(Outcome.Understood.class);

        assertThat(StoredState.of(bench.storage)).isEqualTo(before);
    }

    @Test
    void aModelNobodyKnowsIsRecordedWithoutACost() {
        assertThat(record(response("1", BODY.replace("gpt-4o", "unheard-of"))))
                .singleElement()
                .isInstanceOfSatisfying(Outcome.Understood.class, understood -> {
                    assertThat(understood.cost()).isNotInstanceOf(CostOutcome.Priced.class);
                    assertThat(understood.recorded()).isInstanceOf(RecordUsage.Outcome.Accepted.class);
                });
        assertThat(cost()).isEqualTo("nothing");
    }

    @Test
    void aResponseWithoutUsageIsEstimatedAndMarkedSo() {
        String aborted =
                """
                {"model": "gpt-4o", "choices": [{"message": {"role": "assistant", "content": "Hello there"}}]}""";

        assertThat(record(response("1", aborted))).hasOnlyElementsOfType(Outcome.Understood.class);
        assertThat(StoredState.of(bench.storage).events()).singleElement().satisfies(event -> assertThat(
                        event.data().text("usage.estimated"))
                .isEqualTo("true"));
    }

    @Test
    void aRefusalToRecordIsPartOfTheAnswer() {
        ProviderResponse unknown = response("1", "nobody", bench.clock.instant(), "openai", "chat", BODY, Map.of());

        assertThat(recorded(record(unknown)).toString()).contains("nobody");
        assertThat(StoredState.of(bench.storage).events()).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> wrongInputIsRefusedByNameAndChangesNothing() {
        return WrongInput.to(bench)
                .isRefused("no JSON", () -> record(response("1", "{\"model\":")), "response", "JSON")
                .isRefused("nothing", () -> record(response("1", "")), "response")
                .isRefused("null", () -> record(response("1", "null")), "response")
                .isRefused("more than one value", () -> record(response("1", BODY + BODY)), "response", "JSON")
                .isRefused("a text", () -> record(response("1", "\"hello\"")), "response")
                .isRefused("no usage and no text", () -> record(response("1", "{\"model\": \"gpt-4o\"}")), "response")
                .isRefused(
                        "a negative count",
                        () -> record(response("1", BODY.replace("100}", "-1}"))),
                        "completion_tokens",
                        "-1")
                .isRefused(
                        "a count that is no number",
                        () -> record(response("1", BODY.replace("100}", "\"many\"}"))),
                        "completion_tokens")
                .isRefused(
                        "a count out of range",
                        () -> record(response("1", BODY.replace("100}", "99999999999999999999}"))),
                        "completion_tokens")
                .isRefused("nesting without end", () -> record(response("1", "[".repeat(100_000))), "response")
                .isRefused("an unknown provider", () -> record(from("opnai", "chat")), "provider", "'opnai'")
                .isRefused("an unknown API", () -> record(from("openai", "telegraph")), "'telegraph'", "chat")
                .isRefused("provider as dimension", () -> record(with("provider")), "dimensions", "'provider'")
                .isRefused("model as dimension", () -> record(with("model")), "dimensions", "'model'")
                .isRefused("usage as dimension", () -> record(with("usage.input")), "dimensions", "'usage.input'")
                .isRefused("cost as dimension", () -> record(with("cost.status")), "dimensions", "'cost.status'")
                .tests();
    }

    private ProviderResponse response(String id, String body) {
        return response(id, "acme", bench.clock.instant(), "openai", "chat", body, Map.of("project", "one"));
    }

    private ProviderResponse from(String provider, String flavour) {
        return response("1", "acme", bench.clock.instant(), provider, flavour, BODY, Map.of());
    }

    private ProviderResponse with(String dimension) {
        return response("1", "acme", bench.clock.instant(), "openai", "chat", BODY, Map.of(dimension, "x"));
    }

    private static ProviderResponse response(
            String id,
            String subject,
            Instant time,
            String provider,
            String flavour,
            String body,
            Map<String, String> dimensions) {
        return new ProviderResponse(
                new EventKey("test", id), subject, time, provider, flavour, body, new TreeMap<>(dimensions));
    }

    private List<Outcome> record(ProviderResponse... responses) {
        return bench.engine.recordProviderResponses().record(Arrays.asList(responses));
    }

    private static RecordUsage.Outcome recorded(List<Outcome> outcomes) {
        return ((Outcome.Understood) outcomes.get(0)).recorded();
    }

    private String cost() {
        Period march = new Period(Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-04-01T00:00:00Z"));
        return bench.engine.readCost().cost(ACME, march, List.of()).values().stream()
                .map(sum -> sum.total().toString())
                .findFirst()
                .orElse("nothing");
    }
}
