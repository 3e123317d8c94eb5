package dev.countinghouse.billing.ports.acceptance;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.ports.driving.RecordProviderResponses.Outcome;
import dev.countinghouse.billing.ports.driving.RecordProviderResponses.ProviderResponse;
import dev.countinghouse.billing.ports.driving.RecordUsage;
import dev.countinghouse.billing.ports.engine.Workbench;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** X8: responses that count different kinds of usage are all recorded, and each meter counts what there is for it. */
class X8ResponseUsageTest {

    private final Workbench bench = Workbench.at(
            "2026-03-01T00:00:00Z",
            Workbench.catalogue(
                    """
                    catalogue: 1
                    currency: USD
                    meters:
                      input: {unit: token, event: llm.response, aggregation: sum, property: usage.input_tokens}
                      output: {unit: token, event: llm.response, aggregation: sum, property: usage.output_tokens}
                      cached: {unit: token, event: llm.response, aggregation: sum, property: usage.cache_read_tokens}
                      duration: {unit: second, event: other, aggregation: sum, property: seconds}
                    plans:
                      team: {name: Team, every: month, charges: {base: {name: Base, fee: 1.00}}}
                    """));

    @BeforeEach
    void subscribed() {
        bench.open(ACME).subscribe(ACME, "team");
    }

    @Test
    void anEmbeddingIsRecordedThoughItHasNoOutput() {
        assertThat(recorded("embeddings", "{\"model\": \"text-embedding-3-small\", \"usage\": {\"prompt_tokens\": 9}}"))
                .isEqualTo(new RecordUsage.Outcome.Accepted(1));
        assertThat(bench.engine.readCost().cost(ACME, march(), List.of())).hasSize(1);
    }

    @Test
    void anAnswerWithoutCachedTokensIsCountedByTheOtherMeters() {
        assertThat(recorded(
                        "chat", "{\"model\": \"gpt-4o\", \"usage\": {\"prompt_tokens\": 9, \"completion_tokens\": 3}}"))
                .isEqualTo(new RecordUsage.Outcome.Accepted(2));
    }

    @Test
    void anEventOfOnesOwnStillNeedsItsNumber() {
        List<RecordUsage.Outcome> outcomes = bench.engine
                .recordUsage()
                .record(List.of(bench.submission(ACME, "other", bench.clock.instant(), Map.of())));

        assertThat(outcomes).singleElement().isInstanceOf(RecordUsage.Outcome.Rejected.class);
    }

    private RecordUsage.Outcome recorded(String flavour, String body) {
        Outcome outcome = bench.engine
                .recordProviderResponses()
                .record(List.of(new ProviderResponse(
                        new EventKey("bench", flavour),
                        "acme",
                        bench.clock.instant(),
                        "openai",
                        flavour,
                        body,
                        new TreeMap<>())))
                .get(0);
        assertThat(outcome).isInstanceOf(Outcome.Understood.class);
        return ((Outcome.Understood) outcome).recorded();
    }

    private static Period march() {
        return new Period(Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-04-01T00:00:00Z"));
    }
}
