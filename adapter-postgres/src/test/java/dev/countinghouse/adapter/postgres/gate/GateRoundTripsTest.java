package dev.countinghouse.adapter.postgres.gate;

import static dev.countinghouse.billing.ports.driven.Samples.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.adapter.postgres.PostgresStorage;
import dev.countinghouse.adapter.postgres.database.CrashingDataSource;
import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.BoundKey;
import dev.countinghouse.billing.domain.gate.Reservation;
import dev.countinghouse.billing.domain.gate.ReservationId;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.ports.driven.Reservations;
import dev.countinghouse.billing.ports.driven.Reservations.Window;
import dev.countinghouse.billing.ports.driven.ReservationsContract;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Storage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A batch of calls waits for the database as often as one does, whatever it is held against. */
class GateRoundTripsTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final AccountId ACME = new AccountId("acme");

    /** It begins, is bound, commits. */
    private static final int TRANSACTION = 3;

    private final CrashingDataSource service =
            CrashingDataSource.beforeStep(DATABASE.direct(TestDatabase.SERVICE), Integer.MAX_VALUE);
    private final Storage storage = PostgresStorage.over(service, DATABASE.system());

    @BeforeEach
    void clear() {
        DATABASE.clear();
    }

    @Test
    void lockingAndSavingWaitOnceEachHoweverManyCallsAndLimits() {
        for (int calls : List.of(1, 200)) {
            for (int limits : List.of(0, 3, 50)) {
                assertThat(decide(calls, limits))
                        .as("%s calls against %s limits", calls, limits)
                        .isEqualTo(TRANSACTION + 2);
            }
        }
    }

    @Test
    void whatWasAdmittedIsReadAtOnceForAllRates() {
        assertThat(steps(calls -> calls.admitted(ACME, counts(50).keySet()))).isEqualTo(TRANSACTION + 1);
        assertThat(steps(calls -> calls.admitted(ACME, Set.of()))).isEqualTo(TRANSACTION);
    }

    private int decide(int calls, int limits) {
        Map<BoundKey, String> parts = IntStream.range(0, limits)
                .mapToObj(i -> new BoundKey("limit/" + i))
                .collect(Collectors.toMap(Function.identity(), any -> "1.5"));
        List<Reservation> some = IntStream.range(0, calls)
                .mapToObj(i -> ReservationsContract.reservation(calls + "-" + i, START.plusSeconds(60), parts))
                .toList();
        Set<ReservationId> ids = some.stream().map(each -> each.call().id()).collect(Collectors.toSet());
        return steps(reservations -> {
            reservations.lock(ACME, ids, START);
            reservations.save(ACME, some, counts(limits));
            return true;
        });
    }

    private static Map<Window, Fraction> counts(int limits) {
        return IntStream.range(0, limits)
                .mapToObj(i -> new Window(new BoundKey("limit/" + i), START))
                .collect(Collectors.toMap(Function.identity(), any -> Fraction.ONE));
    }

    private int steps(Function<Reservations, ?> work) {
        int before = service.steps();
        storage.transactions().inTransaction(Scope.of(ACME), () -> work.apply(storage.reservations()));
        return service.steps() - before;
    }
}
