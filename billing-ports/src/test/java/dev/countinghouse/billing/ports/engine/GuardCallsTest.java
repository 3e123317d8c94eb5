package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.gate.Call;
import dev.countinghouse.billing.domain.gate.ReservationId;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.quota.Verdict;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driving.GuardCalls.Guarded;
import dev.countinghouse.billing.ports.driving.GuardCalls.RefusedException;
import dev.countinghouse.billing.ports.driving.WeighModelCalls.Expected;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls as the code that makes them has them decided and recorded. */
class GuardCallsTest extends GateCase {

    private static final String MODELS =
            """
            catalogue: 1
            currency: USD
            meters:
              tokens_in: {unit: token, event: llm.response, aggregation: sum, property: usage.input_tokens}
              tokens_out: {unit: token, event: llm.response, aggregation: sum, property: usage.output_tokens}
            plans:
              some:
                every: month
                allowances:
                  tokens_in: {included: 10000, cap: hard}
                  tokens_out: {included: 1000, cap: hard}
                charges:
                  base: {name: Some, fee: 0.00}
            """;

    private final AtomicBoolean away = new AtomicBoolean();

    @Override
    protected Storage emptyStorage() {
        return OutageTest.leaving(InMemoryStorage.empty(), away);
    }

    @BeforeEach
    void subscribe() {
        bench.subscribe(ACME, "free");
    }

    private Guarded guarded(String id, long most) {
        return bench.engine.guardCalls().open(call(id, most), MINUTE);
    }

    @Test
    void whatWasUsedIsRecordedAndTheRestIsFree() {
        try (Guarded running = guarded("a", 1_000)) {
            assertThatThrownBy(() -> guarded("b", 1))
                    .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(
                                    refused.decision().verdict())
                            .isEqualTo(new Verdict.Refused(Verdict.Reason.HARD_CAP)));
            running.used(Workbench.data(Map.of("tokens", 300)));
        }
        assertThat(used("tokens")).isEqualTo("300");
        guarded("b", 700).close();
        assertThat(used("tokens")).isEqualTo("300");
        admitted(reserve("c", 700));
    }

    @Test
    void aStreamThatBreaksOffIsRecordedAsFarAsItWent() {
        assertThatThrownBy(() -> {
                    try (Guarded running = guarded("a", 1_000)) {
                        for (int chunk : List.of(40, 2, 1)) {
                            running.count("tokens", chunk);
                        }
                        throw new IllegalStateException("the line is dead");
                    }
                })
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the line is dead");
        assertThat(used("tokens")).isEqualTo("43");
        assertThat(used("calls")).isEqualTo("1");
        admitted(reserve("b", 957));
    }

    @Test
    void aCallThatNeverRanLeavesNothing() {
        assertThatThrownBy(() -> {
                    try (Guarded running = guarded("a", 1_000)) {
                        throw new IllegalStateException(
                                "no connection, " + running.decision().admits());
                    }
                })
                .isInstanceOf(IllegalStateException.class);
        assertThat(used("calls")).isEqualTo("0");
        admitted(reserve("b", 1_000));
    }

    /** gpt-4o: 2.50 USD per million tokens in, 10.00 out. */
    @Test
    void aModelCallThatBreaksOffCostsWhatWasCounted() {
        Workbench models = Workbench.at("2026-03-10T12:00:00Z", Workbench.catalogue(MODELS));
        models.open(ACME).subscribe(ACME, "some");
        Call call = models.engine
                .weighModelCalls()
                .before(
                        new ReservationId("m"),
                        ACME,
                        new Expected("openai", "gpt-4o", 4_000, 900, new TreeMap<>(Map.of("user", "ann"))),
                        new TreeMap<>(),
                        models.clock.instant());
        try (Guarded running = models.engine.guardCalls().open(call, Duration.ofMinutes(5))) {
            assertThat(running.decision().admits()).isTrue();
            running.count("usage.output_tokens", 100);
            running.count("usage.output_tokens", 23);
        }
        Period march = new Period(
                models.clock.instant().minusSeconds(1), models.clock.instant().plusSeconds(1));
        assertThat(models.used(ACME, "tokens_in", march)).hasToString("4000");
        assertThat(models.used(ACME, "tokens_out", march)).hasToString("123");
        assertThat(models.engine.readCost().cost(ACME, march, List.of()).values())
                .singleElement()
                .satisfies(cost -> assertThat(cost.total()).hasToString("0.01123 USD"));
    }

    @Test
    void whatCannotBeRecordedNowIsRecordedAfterwards() {
        Guarded running = guarded("a", 500);
        away.set(true);
        running.count("tokens", 70);
        running.close();
        away.set(false);
        assertThat(used("tokens")).isEqualTo("0");
        assertThat(bench.engine.settleCalls().recordOffline()).isEqualTo(1);
        assertThat(used("tokens")).isEqualTo("70");
        admitted(reserve("b", 930));
    }
}
