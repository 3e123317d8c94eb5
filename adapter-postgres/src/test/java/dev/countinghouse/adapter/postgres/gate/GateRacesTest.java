package dev.countinghouse.adapter.postgres.gate;

import static dev.countinghouse.billing.ports.driven.Samples.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.countinghouse.adapter.postgres.PostgresStorage;
import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.BoundKey;
import dev.countinghouse.billing.domain.gate.Reservation;
import dev.countinghouse.billing.domain.gate.ReservationId;
import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.ports.driven.Reservations.State;
import dev.countinghouse.billing.ports.driven.Reservations.Window;
import dev.countinghouse.billing.ports.driven.ReservationsContract;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Storage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who waits for whom, and what he finds then. */
@Timeout(60)
class GateRacesTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final AccountId ACME = new AccountId("acme");
    private static final BoundKey TOKENS = new BoundKey("meter/tokens");
    private static final Reservation EXPIRED =
            ReservationsContract.reservation("late", START.minusSeconds(1), Map.of());

    private final Storage storage = PostgresStorage.over(DATABASE.service(), DATABASE.system());

    @BeforeEach
    void clear() {
        DATABASE.clear();
    }

    /** There is no row of the account that could be locked. */
    @Test
    void whoComesSecondWaitsAndSeesWhatTheFirstHasSaved() {
        Reservation first = ReservationsContract.reservation("first", START.plusSeconds(60), Map.of(TOKENS, "7"));

        CompletableFuture<State> second = in(() -> {
            storage.reservations().lock(ACME, Set.of(), START);
            CompletableFuture<State> other = CompletableFuture.supplyAsync(() -> in(
                    () -> storage.reservations().lock(ACME, Set.of(first.call().id()), START)));
            awaitOneWhoWaits();
            storage.reservations().save(ACME, List.of(first), Map.of());
            return other;
        });

        assertThat(second.join())
                .isEqualTo(new State(Map.of(first.call().id(), first), Map.of(TOKENS, Fraction.of(7))));
    }

    @Test
    void anotherAccountDoesNotWait() {
        AccountId other = new AccountId("globex");
        State state = in(() -> {
            storage.reservations().lock(ACME, Set.of(), START);
            return CompletableFuture.supplyAsync(
                            () -> storage.transactions().inTransaction(Scope.of(other), () -> storage.reservations()
                                    .lock(other, Set.of(), START)))
                    .join();
        });

        assertThat(state).isEqualTo(new State(Map.of(), Map.of()));
    }

    @Test
    void whatIsCapturedMeanwhileIsKept() {
        save(EXPIRED);
        Reservation captured = EXPIRED.captured(EventData.EMPTY, START);

        CompletableFuture<Integer> forgotten = in(() -> {
            save(captured);
            CompletableFuture<Integer> other = CompletableFuture.supplyAsync(() -> forget(9));
            awaitOneWhoWaits();
            return other;
        });

        assertThat(forgotten.join()).isZero();
        assertThat(find("late")).contains(captured);
    }

    @Test
    void whatIsForgottenMeanwhileIsCapturedAllTheSame() {
        save(EXPIRED);
        Reservation captured = EXPIRED.captured(EventData.EMPTY, START);

        CompletableFuture<Boolean> settled = storage.transactions().inTransaction(Scope.SYSTEM, () -> {
            assertThat(storage.reservations().forget(START, 9)).isEqualTo(1);
            CompletableFuture<Boolean> other = CompletableFuture.supplyAsync(() -> in(() -> {
                assertThat(find("late")).contains(EXPIRED);
                save(captured);
                return true;
            }));
            awaitOneWhoWaits();
            return other;
        });

        assertThat(settled.join()).isTrue();
        assertThat(find("late")).contains(captured);
    }

    @Test
    void neverMoreThanWasAskedForAndUntilNothingIsLeft() {
        for (int i = 0; i < 3; i++) {
            save(ReservationsContract.reservation("r" + i, START.minusSeconds(3 - i), Map.of()));
        }
        Map<Window, Fraction> counts = IntStream.range(0, 5)
                .mapToObj(i -> new Window(new BoundKey("limit/" + i), START.minusSeconds(60)))
                .collect(Collectors.toMap(Function.identity(), any -> Fraction.ONE));
        in(() -> {
            storage.reservations().save(ACME, List.of(), counts);
            return true;
        });

        assertThat(forget(2)).isEqualTo(2);
        assertThat(find("r0")).as("the oldest go first").isEmpty();
        assertThat(find("r2")).isPresent();
        assertThat(in(() -> storage.reservations().admitted(ACME, counts.keySet())))
                .hasSize(3);
        assertThat(forget(2)).isEqualTo(2);
        assertThat(forget(2)).as("of either, whichever is more").isEqualTo(1);
        assertThat(forget(2)).isZero();
        assertThat(in(() -> storage.reservations().admitted(ACME, counts.keySet())))
                .isEmpty();
    }

    @Test
    void onlyTheSystemForgets() {
        assertThatIllegalStateException()
                .isThrownBy(() -> in(() -> storage.reservations().forget(START, 9)));
    }

    private int forget(int limit) {
        return storage.transactions()
                .inTransaction(Scope.SYSTEM, () -> storage.reservations().forget(START, limit));
    }

    private void save(Reservation reservation) {
        in(() -> {
            storage.reservations().lock(ACME, Set.of(), START);
            storage.reservations().save(ACME, List.of(reservation), Map.of());
            return true;
        });
    }

    private Optional<Reservation> find(String id) {
        return in(() -> storage.reservations().find(ACME, new ReservationId(id)));
    }

    private <T> T in(Supplier<T> work) {
        return storage.transactions().inTransaction(Scope.of(ACME), work);
    }

    private static void awaitOneWhoWaits() {
        try (Connection connection = DATABASE.superuser().getConnection()) {
            while (!Thread.currentThread().isInterrupted()) {
                ResultSet waiting = connection
                        .createStatement()
                        .executeQuery("select from pg_stat_activity"
                                + " where datname = current_database() and wait_event_type = 'Lock'");
                if (waiting.next()) {
                    return;
                }
                Thread.onSpinWait();
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
