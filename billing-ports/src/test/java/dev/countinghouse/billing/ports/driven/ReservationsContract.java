package dev.countinghouse.billing.ports.driven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.HoldId;
import dev.countinghouse.billing.domain.gate.BoundKey;
import dev.countinghouse.billing.domain.gate.Call;
import dev.countinghouse.billing.domain.gate.Lease;
import dev.countinghouse.billing.domain.gate.Reservation;
import dev.countinghouse.billing.domain.gate.ReservationId;
import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.domain.metering.Value;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.plan.FeatureKey;
import dev.countinghouse.billing.ports.driven.Reservations.Window;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

public abstract class ReservationsContract extends StorageContract {

    private static final AccountId ACME = new AccountId("acme");
    private static final AccountId GLOBEX = new AccountId("globex");
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.000001Z");
    private static final BoundKey TOKENS = new BoundKey("meter/tokens");
    private static final BoundKey ANN = new BoundKey("limit/each/ann \"é\"");

    @Test
    void aReservationIsKeptAsItIsAndAsItBecomes() {
        Reservation open = reservation("one", NOW.plusSeconds(60), Map.of(TOKENS, "100.5", ANN, "1"));
        save(open);
        assertThat(find("one")).contains(open);
        assertThat(in(GLOBEX, () -> reservations().find(GLOBEX, open.call().id())))
                .isEmpty();

        Reservation captured = open.captured(data("7.25"), NOW.plusSeconds(61));
        save(captured);
        assertThat(find("one")).contains(captured);
        Reservation released = reservation("two", NOW.plusSeconds(60), Map.of()).released(NOW.plusSeconds(1));
        save(released);
        assertThat(find("two")).contains(released);
    }

    @Test
    void oneWhoseTimeWasOverCanBeReplaced() {
        save(reservation("one", NOW.plusSeconds(60), Map.of(TOKENS, "5")));
        Reservation again = reservation("one", NOW.plusSeconds(600), Map.of(ANN, "2"));
        save(again);

        assertThat(find("one")).contains(again);
        assertThat(lock(NOW).outstanding()).isEqualTo(Map.of(ANN, Fraction.of(2)));
    }

    @Test
    void whatOpenOnesTakeIsSummedByBound() {
        save(
                reservation("a", NOW.plusSeconds(60), Map.of(TOKENS, "0.000000000000000001", ANN, "1")),
                reservation("b", NOW.plusSeconds(30), Map.of(TOKENS, "9223372036854775808")),
                reservation("c", NOW.plusSeconds(60), Map.of(TOKENS, "4")).released(NOW),
                reservation("d", NOW.plusSeconds(60), Map.of(TOKENS, "8")).captured(data("8"), NOW),
                reservation("e", NOW.plusSeconds(60), Map.of(new BoundKey("budget/none"), "0")));

        Reservations.State state = lock(NOW, "a", "c", "unknown");
        assertThat(state.known().keySet()).extracting(ReservationId::value).containsExactlyInAnyOrder("a", "c");
        assertThat(state.outstanding())
                .isEqualTo(Map.of(TOKENS, Fraction.parse("9223372036854775808.000000000000000001"), ANN, Fraction.ONE));
        assertThat(lock(NOW.plusSeconds(30)).outstanding().get(TOKENS))
                .as("b's time is over at that instant")
                .isEqualTo(Fraction.parse("0.000000000000000001"));
        assertThat(lock(NOW.plusSeconds(60)).outstanding()).isEmpty();
        assertThat(in(GLOBEX, () -> reservations().lock(GLOBEX, Set.of(), NOW)).outstanding())
                .isEmpty();
    }

    @Test
    void whatWasAdmittedIsCountedByWindow() {
        Window minute = new Window(ANN, NOW);
        Window next = new Window(ANN, NOW.plusSeconds(60));
        count(Map.of(minute, Fraction.parse("0.5")));
        count(Map.of(minute, Fraction.of(2), next, Fraction.ONE));

        assertThat(in(ACME, () -> reservations().admitted(ACME, Set.of(minute, next, new Window(TOKENS, NOW)))))
                .isEqualTo(Map.of(minute, Fraction.parse("2.5"), next, Fraction.ONE));
        assertThat(in(GLOBEX, () -> reservations().admitted(GLOBEX, Set.of(minute))))
                .isEmpty();
        assertThat(in(ACME, () -> reservations().admitted(ACME, Set.of()))).isEmpty();
    }

    @Test
    void openOnesAreListedById() {
        save(
                reservation("b", NOW.plusSeconds(60), Map.of()),
                reservation("a", NOW.plusSeconds(60), Map.of()),
                reservation("B", NOW.plusSeconds(60), Map.of()),
                reservation("gone", NOW.plusSeconds(60), Map.of()).released(NOW),
                reservation("over", NOW, Map.of()));

        assertThat(open(Optional.empty(), 2)).containsExactly("B", "a");
        assertThat(open(Optional.of("a"), 2)).containsExactly("b");
    }

    @Test
    void whatIsOverIsForgottenAndNothingElse() {
        save(
                reservation("open", NOW.plusSeconds(60), Map.of()),
                reservation("expired", NOW.minusSeconds(1), Map.of()),
                reservation("settled", NOW.plusSeconds(60), Map.of()).released(NOW.minusSeconds(1)));
        count(Map.of(new Window(ANN, NOW), Fraction.ONE, new Window(ANN, NOW.minusSeconds(1)), Fraction.ONE));

        assertThat(asSystem(() -> reservations().forget(NOW, 1))).isEqualTo(1);
        assertThat(asSystem(() -> reservations().forget(NOW, 9))).isEqualTo(1);
        assertThat(asSystem(() -> reservations().forget(NOW, 9))).isZero();
        assertThat(find("open")).isPresent();
        assertThat(find("expired")).isEmpty();
        assertThat(find("settled")).isEmpty();
        assertThat(in(ACME, () -> reservations()
                        .admitted(ACME, Set.of(new Window(ANN, NOW), new Window(ANN, NOW.minusSeconds(1))))))
                .containsOnlyKeys(new Window(ANN, NOW));
    }

    @Test
    void whatIsLentIsOutstandingUntilItIsReportedOrEnds() {
        Lease one = Lease.first(ACME, "redis", TOKENS).grant(Fraction.parse("100.5"), NOW.plusSeconds(60));
        Lease other = Lease.first(ACME, "host", TOKENS).grant(Fraction.of(7), NOW.plusSeconds(30));
        lend(one, other);
        save(reservation("a", NOW.plusSeconds(60), Map.of(TOKENS, "2")));
        assertThat(lock(NOW).outstanding()).isEqualTo(Map.of(TOKENS, Fraction.parse("109.5")));
        assertThat(leases("redis")).isEqualTo(Map.of(TOKENS, one));

        Lease reported = one.report(Fraction.of(100));
        Lease next = reported.next().grant(Fraction.of(3), NOW.plusSeconds(90));
        lend(reported, next);
        assertThat(lock(NOW).outstanding()).isEqualTo(Map.of(TOKENS, Fraction.parse("12.5")));
        assertThat(leases("redis")).isEqualTo(Map.of(TOKENS, next));
        assertThat(lock(NOW.plusSeconds(30)).outstanding()).isEqualTo(Map.of(TOKENS, Fraction.parse("5.5")));
        assertThat(lock(NOW.plusSeconds(90)).outstanding()).isEmpty();

        asSystem(() -> reservations().forget(NOW.plusSeconds(91), 9));
        assertThat(leases("redis")).isEqualTo(Map.of(TOKENS, next));
        assertThat(leases("host")).isEqualTo(Map.of(TOKENS, other));
        undone(Scope.of(ACME), () -> {
            reservations().lock(ACME, Set.of(), NOW);
            reservations().lend(ACME, List.of(next.next(), other.report(Fraction.ONE)));
        });
        assertThat(leases("redis")).isEqualTo(Map.of(TOKENS, next));
        assertThat(leases("host")).isEqualTo(Map.of(TOKENS, other));
    }

    @Test
    void listsTheLeasesThatHaveNotEnded() {
        Lease ended = Lease.first(ACME, "redis", TOKENS).grant(Fraction.of(5), NOW);
        Lease next =
                ended.next().grant(Fraction.parse("3.25"), NOW.plusSeconds(90)).report(Fraction.ONE);
        Lease ann = Lease.first(ACME, "redis", ANN).grant(Fraction.of(2), NOW.plusSeconds(1));
        Lease host = Lease.first(ACME, "host", TOKENS).grant(Fraction.of(7), NOW.plusSeconds(30));
        lend(ended, next, ann, host);
        assertThat(in(ACME, () -> reservations().leases(ACME, NOW)))
                .containsExactlyElementsOf(
                        Stream.of(host, ann, next).sorted(Lease.ORDER).toList())
                .hasSize(3);
        assertThat(in(ACME, () -> reservations().leases(ACME, NOW.plusSeconds(90))))
                .isEmpty();
        assertThat(in(GLOBEX, () -> reservations().leases(GLOBEX, NOW))).isEmpty();
    }

    private void lend(Lease... leases) {
        run(ACME, () -> {
            reservations().lock(ACME, Set.of(), NOW);
            reservations().lend(ACME, List.of(leases));
        });
    }

    private Map<BoundKey, Lease> leases(String holder) {
        return in(ACME, () -> reservations().leases(ACME, holder, Set.of(TOKENS, ANN)));
    }

    @Test
    void whatATransactionDidIsUndoneWithIt() {
        Reservation kept = reservation("kept", NOW.plusSeconds(60), Map.of(TOKENS, "1"));
        save(kept);
        undone(Scope.of(ACME), () -> {
            reservations().lock(ACME, Set.of(), NOW);
            reservations()
                    .save(
                            ACME,
                            List.of(kept.released(NOW), reservation("new", NOW.plusSeconds(60), Map.of(TOKENS, "1"))),
                            Map.of(new Window(ANN, NOW), Fraction.ONE));
        });
        assertThat(find("kept")).contains(kept);
        assertThat(find("new")).isEmpty();
        assertThat(lock(NOW).outstanding()).isEqualTo(Map.of(TOKENS, Fraction.ONE));
        assertThat(in(ACME, () -> reservations().admitted(ACME, Set.of(new Window(ANN, NOW)))))
                .isEmpty();
    }

    /** Also the first ones of an account, before there is anything to lock. */
    @Test
    void onlyOneAtATimeDecides() throws InterruptedException, ExecutionException {
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            List<Future<Boolean>> admitted = IntStream.range(0, 64)
                    .mapToObj(i -> callers.submit(() -> takeOneOf(10, "r" + i)))
                    .toList();
            int passed = 0;
            for (Future<Boolean> each : admitted) {
                passed += each.get() ? 1 : 0;
            }
            assertThat(passed).isEqualTo(10);
            assertThat(lock(NOW).outstanding()).isEqualTo(Map.of(TOKENS, Fraction.of(10)));
        } finally {
            callers.shutdownNow();
        }
    }

    private boolean takeOneOf(int most, String id) {
        return in(ACME, () -> {
            Fraction taken =
                    reservations().lock(ACME, Set.of(), NOW).outstanding().getOrDefault(TOKENS, Fraction.ZERO);
            boolean passes = taken.compareTo(Fraction.of(most)) < 0;
            if (passes) {
                reservations().save(ACME, List.of(reservation(id, NOW.plusSeconds(60), Map.of(TOKENS, "1"))), Map.of());
            }
            return passes;
        });
    }

    // ---------------------------------------------------------------- words

    private Reservations reservations() {
        return storage.reservations();
    }

    private void save(Reservation... some) {
        run(ACME, () -> {
            reservations().lock(ACME, Set.of(), NOW);
            reservations().save(ACME, List.of(some), Map.of());
        });
    }

    private void count(Map<Window, Fraction> more) {
        run(ACME, () -> {
            reservations().lock(ACME, Set.of(), NOW);
            reservations().save(ACME, List.of(), more);
        });
    }

    private Reservations.State lock(Instant now, String... ids) {
        Set<ReservationId> wanted =
                Set.copyOf(List.of(ids).stream().map(ReservationId::new).toList());
        return in(ACME, () -> reservations().lock(ACME, wanted, now));
    }

    private Optional<Reservation> find(String id) {
        return in(ACME, () -> reservations().find(ACME, new ReservationId(id)));
    }

    private List<String> open(Optional<String> after, int limit) {
        return in(ACME, () -> reservations().open(ACME, NOW, after.map(ReservationId::new), limit)).stream()
                .map(each -> each.call().id().value())
                .toList();
    }

    private static EventData data(String tokens) {
        return EventData.of(
                Map.of("tokens", new Value.Numeric(new BigDecimal(tokens)), "user", new Value.Text("ann \"é\"")));
    }

    public static Reservation reservation(String id, Instant expiresAt, Map<BoundKey, String> parts) {
        TreeMap<BoundKey, Fraction> taken = new TreeMap<>();
        parts.forEach((key, part) -> taken.put(key, Fraction.parse(part)));
        TreeMap<FeatureKey, String> features = new TreeMap<>();
        features.put(new FeatureKey("models"), "gpt-4o");
        features.put(new FeatureKey("tools"), "");
        Call call = new Call(new ReservationId(id), ACME, "llm.call", data("100.5"), features);
        return new Reservation(
                call,
                NOW,
                expiresAt,
                taken,
                List.of(new HoldId("gate/" + id + "/a"), new HoldId("gate/" + id + "/b")),
                Optional.empty());
    }
}
