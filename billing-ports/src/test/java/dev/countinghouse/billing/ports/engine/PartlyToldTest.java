package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.gate.Call;
import dev.countinghouse.billing.domain.gate.Reservation;
import dev.countinghouse.billing.domain.gate.ReservationId;
import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driving.RecordProviderResponses;
import dev.countinghouse.billing.ports.driving.SettleCalls.Outcome;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import dev.countinghouse.billing.ports.lease.InProcessLeases;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A capture that tells a part of what was used is completed by what was reserved, whoever has decided the call. */
class PartlyToldTest extends GateCase {

    private static final Optional<String> UNTOLD = Optional.empty();

    private final AtomicBoolean away = new AtomicBoolean();
    private final InProcessLeases holder = new InProcessLeases("here", InstantSource.system());
    private final ForgetfulHolder leases = new ForgetfulHolder(() -> holder);

    @Override
    protected Storage emptyStorage() {
        return OutageTest.leaving(InMemoryStorage.empty(), away);
    }

    @Override
    protected BillingEngineBuilder wired(BillingEngineBuilder builder) {
        return builder.leases(leases, MINUTE);
    }

    @Test
    void ofACallThatTheStorageHasDecided() {
        bench.subscribe(ACME, "free");
        admitted(reserve(call("a", Map.of("tokens", 500, "user", "ann", "project", "search"))));
        for (int time = 0; time < 2; time++) {
            assertThat(used("a", UNTOLD, Map.of("tokens", 30, "user", "bob")))
                    .isEqualTo(Workbench.data(Map.of("tokens", 30, "user", "bob", "project", "search")));
        }
        assertThat(used("a", Optional.of("llm"), Map.of("tokens", 30, "user", "bob")))
                .as("its type may be told as well")
                .isEqualTo(Workbench.data(Map.of("tokens", 30, "user", "bob", "project", "search")));
        assertThat(capture("a", UNTOLD, Map.of("tokens", 31))).isInstanceOf(Outcome.Conflict.class);
        assertThat(used("tokens")).isEqualTo("30");
    }

    /** One look-up, in the step that settles: a holder that answers there need not have answered before. */
    @Test
    void ofACallThatALeaseHasDecided() {
        bench.subscribe(ACME, "free");
        admitted(reserve(call("a", Map.of("tokens", 50, "project", "search"))));
        leases.answersFinds = false;
        assertThat(used("a", UNTOLD, Map.of("tokens", 30)))
                .isEqualTo(Workbench.data(Map.of("tokens", 30, "project", "search")));
    }

    @Test
    void ofACallThatWasAdmittedWhileNobodyCouldDecide() {
        bench.engine
                .publishCatalogue()
                .publish(Workbench.catalogue(TEXT.replace("event: llm,", "event: llm, when_unavailable: admit,")));
        bench.subscribe(ACME, "free");
        admitted(consume("before", 10));
        away.set(true);
        leases.away = true;
        admitted(reserve(call("a", Map.of("tokens", 50, "project", "search"))));
        away.set(false);
        assertThat(used("a", UNTOLD, Map.of("tokens", 30)))
                .isEqualTo(Workbench.data(Map.of("tokens", 30, "project", "search")));
    }

    @Test
    void ofAProvidersResponseAllCountsAreItsOwn() {
        String type = RecordProviderResponses.EVENT_TYPE;
        bench.engine
                .publishCatalogue()
                .publish(Workbench.catalogue(TEXT.replace(
                                "plans:\n",
                                "  input: {unit: token, event: " + type
                                        + ", aggregation: sum, property: usage.input_tokens}\nplans:\n")
                        .replace(
                                "calls: {included: 100, cap: hard}\n",
                                "calls: {included: 100, cap: hard}\n      input: {included: 1000, cap: hard}\n")));
        bench.subscribe(ACME, "free");
        Map<String, Object> reserved = Map.of(
                "tokens", 9, "user", "ann", "usage.input_tokens", 5, "usage.output_tokens", 800, "cost.output", "0.1");
        admitted(reserve(new Call(new ReservationId("a"), ACME, type, Workbench.data(reserved), new TreeMap<>())));
        assertThat(used("a", Optional.of(type), Map.of("usage.input_tokens", 7)))
                .isEqualTo(Workbench.data(Map.of("tokens", 9, "user", "ann", "usage.input_tokens", 7)));
        assertThat(used("input")).isEqualTo("7");
    }

    @Test
    void usageOfAnotherTypeIsNotThatOfTheCall() {
        bench.subscribe(ACME, "free");
        admitted(reserve("a", 500));
        for (int time = 0; time < 2; time++) {
            assertThat(capture("a", Optional.of("look"), Map.of("tokens", 30)))
                    .isInstanceOfSatisfying(Outcome.Invalid.class, wrong -> assertThat(wrong.reason())
                            .contains("'look'", "'llm'", "'a'"));
        }
        assertThat(used("tokens")).isEqualTo("0");
        used("a", Optional.of("llm"), Map.of("tokens", 30));
        assertThat(capture("a", Optional.of("look"), Map.of("tokens", 30))).isInstanceOf(Outcome.Invalid.class);
        assertThat(used("tokens")).isEqualTo("30");
    }

    @Test
    void ofACallThatNobodyKnowsTheTypeHasToBeTold() {
        bench.subscribe(ACME, "free");
        assertThat(capture("lost", UNTOLD, Map.of("tokens", 30))).isInstanceOf(Outcome.Unknown.class);
        for (int time = 0; time < 2; time++) {
            assertThat(done("lost", Optional.of("llm"), Map.of("tokens", 30)).settled())
                    .hasValueSatisfying(end -> assertThat(end.late()).isTrue());
        }
        assertThat(used("tokens")).isEqualTo("30");
    }

    private EventData used(String id, Optional<String> type, Map<String, Object> told) {
        return done(id, type, told).settled().orElseThrow().used().orElseThrow();
    }

    private Reservation done(String id, Optional<String> type, Map<String, Object> told) {
        Outcome outcome = capture(id, type, told);
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done) outcome).reservation();
    }

    private Outcome capture(String id, Optional<String> type, Map<String, Object> told) {
        return bench.engine.settleCalls().capture(ACME, new ReservationId(id), type, Workbench.data(told));
    }
}
