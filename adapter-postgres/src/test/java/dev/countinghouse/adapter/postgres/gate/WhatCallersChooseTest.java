package dev.countinghouse.adapter.postgres.gate;

import static dev.countinghouse.billing.ports.driven.Samples.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.adapter.postgres.PostgresStorage;
import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.BoundKey;
import dev.countinghouse.billing.domain.gate.Call;
import dev.countinghouse.billing.domain.gate.Reservation;
import dev.countinghouse.billing.domain.gate.ReservationId;
import dev.countinghouse.billing.domain.limit.LimitId;
import dev.countinghouse.billing.domain.limit.LimitMeasure;
import dev.countinghouse.billing.domain.limit.LimitWindow;
import dev.countinghouse.billing.domain.limit.UsageLimit;
import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.metering.Value;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.plan.FeatureKey;
import dev.countinghouse.billing.ports.driven.Reservations.State;
import dev.countinghouse.billing.ports.driven.Reservations.Window;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Storage;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Usage may carry any text and any number, so a call that becomes usage may, too. */
class WhatCallersChooseTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final AccountId ACME = new AccountId("acme");
    private static final String NINES = "9".repeat(40);
    private static final String TINY = "0." + "0".repeat(39) + "1";

    private final Storage storage = PostgresStorage.over(DATABASE.service(), DATABASE.system());

    @BeforeEach
    void clear() {
        DATABASE.clear();
    }

    static List<String> texts() {
        // what neither compresses nor fits a page of an index
        StringBuilder noise = new StringBuilder();
        new Random(7).ints(20_000, 0x4E00, 0x9FFF).forEach(noise::appendCodePoint);
        return List.of(
                "\0",
                "half \uD83D of a pair",
                "\u001A0000",
                "a,\"b\\{c}'; -- %_ NULL\n\t",
                "NULL",
                "é\uD83D\uDE00",
                noise.toString());
    }

    @ParameterizedTest
    @MethodSource("texts")
    void anyTextComesBackAndIsCounted(String text) {
        BoundKey bound = BoundKey.of(new LimitId("each"), text);
        Reservation call = reservation("one", text, Map.of(bound, Fraction.ONE));
        Window window = new Window(bound, START);
        Map<Window, Fraction> one =
                Map.of(window, Fraction.ONE, new Window(bound, START.plusSeconds(60)), Fraction.ONE);
        save(List.of(call), one);
        save(List.of(call.captured(data(text), START)), one);
        save(List.of(reservation("two", text, Map.of(bound, Fraction.of(3)))), Map.of());

        assertThat(in(() -> storage.reservations().find(ACME, new ReservationId("one"))))
                .contains(call.captured(data(text), START));
        assertThat(lock().outstanding()).isEqualTo(Map.of(bound, Fraction.of(3)));
        assertThat(in(() -> storage.reservations().admitted(ACME, Set.of(window))))
                .isEqualTo(Map.of(window, Fraction.of(2)));
    }

    @Test
    void sumsMayHaveMoreDigitsThanANumber() {
        BoundKey bound = new BoundKey("meter/tokens");
        Fraction most = Fraction.parse(NINES);
        Fraction least = Fraction.parse(TINY);
        Window window = new Window(bound, START);
        save(List.of(reservation("a", "", Map.of(bound, most))), Map.of(window, most));
        save(List.of(reservation("b", "", Map.of(bound, most))), Map.of(window, most));
        save(List.of(reservation("c", "", Map.of(bound, least))), Map.of(window, least));

        Fraction sum = most.plus(most).plus(least);
        assertThat(lock().outstanding()).isEqualTo(Map.of(bound, sum));
        assertThat(in(() -> storage.reservations().admitted(ACME, Set.of(window))))
                .isEqualTo(Map.of(window, sum));
    }

    @Test
    void aLimitMayBeForAnyTextAndOfAnyNumber() {
        for (String text : List.of("\0", "half \uD83D of a pair", "\u001A0000", "NULL")) {
            for (String most : List.of(NINES, TINY)) {
                UsageLimit limit = new UsageLimit(
                        new LimitId("one"),
                        new LimitMeasure.Quantity(new MeterKey("tokens")),
                        Optional.of(new UsageLimit.Part(text, Optional.of(text))),
                        LimitWindow.DAY,
                        Fraction.parse(most));
                in(() -> storage.limits().save(ACME, limit));
                assertThat(in(() -> storage.limits().of(ACME))).containsExactly(limit);
            }
        }
    }

    private static Reservation reservation(String id, String text, Map<BoundKey, Fraction> parts) {
        Call call = new Call(
                new ReservationId(id), ACME, text, data(text), new TreeMap<>(Map.of(new FeatureKey("models"), text)));
        return new Reservation(call, START, START.plusSeconds(60), new TreeMap<>(parts), List.of(), Optional.empty());
    }

    private static EventData data(String text) {
        return EventData.of(Map.of(
                "user" + text,
                Value.of(text),
                "flag",
                new Value.Flag(true),
                "huge",
                new Value.Numeric(new BigDecimal("1e999999999")),
                "cents",
                new Value.Numeric(new BigDecimal("1.50"))));
    }

    private void save(List<Reservation> some, Map<Window, Fraction> more) {
        in(() -> {
            storage.reservations().lock(ACME, Set.of(), START);
            storage.reservations().save(ACME, some, more);
            return true;
        });
    }

    private State lock() {
        return in(() -> storage.reservations().lock(ACME, Set.of(), START));
    }

    private <T> T in(Supplier<T> work) {
        return storage.transactions().inTransaction(Scope.of(ACME), work);
    }
}
