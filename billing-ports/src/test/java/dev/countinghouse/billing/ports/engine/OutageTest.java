package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.domain.quota.Verdict.Reason.UNAVAILABLE;
import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.gate.ReservationId;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driven.Transactions;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.driving.AdmitCalls.Outcome;
import dev.countinghouse.billing.ports.driving.SettleCalls;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Calls while the storage is away: each meter says what becomes of them. */
class OutageTest extends GateCase {

    private final AtomicBoolean away = new AtomicBoolean();

    @Override
    protected Storage emptyStorage() {
        return leaving(InMemoryStorage.empty(), away);
    }

    /** Storage that cannot be reached for a while. */
    static Storage leaving(Storage behind, AtomicBoolean away) {
        Transactions transactions = new Transactions() {
            @Override
            public <T> T inTransaction(Scope scope, Supplier<T> work) {
                if (away.get()) {
                    throw new UnavailableException("nobody is there", new IllegalStateException("away"));
                }
                return behind.transactions().inTransaction(scope, work);
            }

            @Override
            public void requireNone() {
                behind.transactions().requireNone();
            }
        };
        RecordComponent[] ports = Storage.class.getRecordComponents();
        try {
            Object[] given = new Object[ports.length];
            for (int i = 0; i < ports.length; i++) {
                given[i] = ports[i].getType() == Transactions.class
                        ? transactions
                        : ports[i].getAccessor().invoke(behind);
            }
            Constructor<Storage> record = Storage.class.getDeclaredConstructor(
                    Arrays.stream(ports).map(RecordComponent::getType).toArray(Class<?>[]::new));
            return record.newInstance(given);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void open(String policy) {
        bench.engine
                .publishCatalogue()
                .publish(Workbench.catalogue(
                        TEXT.replace("event: llm,", "event: llm, when_unavailable: " + policy + ",")));
        bench.subscribe(ACME, "free");
        admitted(consume("before", 10));
    }

    @Test
    void callsAreRefusedWhereTheirMetersSaySo() {
        open("refuse");
        away.set(true);
        refused(consume("a", 1), UNAVAILABLE);
        refused(reserve("b", 1), UNAVAILABLE);
        refused(bench.engine.admitCalls().check(call("c", 1)), UNAVAILABLE);
        away.set(false);
        assertThat(bench.engine.settleCalls().recordOffline()).isZero();
        assertThat(used("tokens")).isEqualTo("10");
        admitted(consume("a", 990));
    }

    @Test
    void callsThatAreAdmittedAllTheSameAreRecordedAfterwardsAndOnce() {
        open("admit");
        away.set(true);
        admitted(consume("a", 600));
        admitted(consume("a", 600));
        admitted(consume("b", 600));
        admitted(reserve("c", 70));
        assertThatThrownBy(() -> bench.engine.settleCalls().recordOffline()).isInstanceOf(UnavailableException.class);
        assertThatThrownBy(() -> capture("c", 60)).isInstanceOf(UnavailableException.class);

        away.set(false);
        assertThat(bench.engine.settleCalls().recordOffline()).isEqualTo(2);
        assertThat(bench.engine.settleCalls().recordOffline()).isZero();
        assertThat(used("tokens"))
                .as("10 + 600 + 600: the limit of 1,000 is passed")
                .isEqualTo("1210");
        capture("c", 60);
        assertThat(used("tokens")).isEqualTo("1270");
        assertThat(consume("a", 600)).isInstanceOf(Outcome.Admitted.class);
        assertThat(used("tokens")).isEqualTo("1270");
    }

    @Test
    void whatIsReservedWhileTheStorageIsAwayIsNotKnownForEver() {
        open("admit");
        away.set(true);
        admitted(reserve("c", 70));
        bench.clock.advance(MINUTE);
        admitted(reserve("d", 1));
        away.set(false);
        assertThat(bench.engine.settleCalls().capture(ACME, new ReservationId("c"), Optional.empty()))
                .isInstanceOf(SettleCalls.Outcome.Unknown.class);
        assertThat(bench.engine.settleCalls().capture(call("c", Map.of("tokens", 60))))
                .isInstanceOf(SettleCalls.Outcome.Done.class);
        assertThat(used("tokens")).isEqualTo("70");
    }
}
