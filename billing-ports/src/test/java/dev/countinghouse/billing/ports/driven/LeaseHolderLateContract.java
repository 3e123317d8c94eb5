package dev.countinghouse.billing.ports.driven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.gate.BoundKey;
import dev.countinghouse.billing.domain.gate.Reservation.State;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.ports.driven.LeaseHolder.Drawn;
import dev.countinghouse.billing.ports.driven.LeaseHolder.Held;
import dev.countinghouse.billing.ports.driven.LeaseHolder.Order;
import dev.countinghouse.billing.ports.driven.LeaseHolder.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Calls whose time is over: what they took goes back once, what they were is known for whoever comes late. */
public abstract class LeaseHolderLateContract extends LeaseHolderCase {

    private static final Instant LATER = EXPIRES.plusSeconds(1);

    @Test
    void whatHasExpiredIsKnownAsThatForADay() {
        lend(TOKENS, 1, "10");
        spend("one", TOKENS, "4");
        assertThat(find("one", EXPIRES.minusNanos(1000))).map(Held::state).contains(State.OPEN);
        Held expired = held("one", State.EXPIRED, true);
        assertThat(find("one", EXPIRES)).contains(expired);
        assertThat(left(TOKENS, EXPIRES)).isEqualTo(Fraction.of(10));
        assertThat(find("one", EXPIRES.plus(Duration.ofDays(1)).minusNanos(1000)))
                .contains(expired);
        assertThat(find("one", NOW)).as("it went back, whatever the time is").contains(expired);
    }

    @Test
    void whatIsCapturedLateWentBackOnceAndIsKnownAsCaptured() {
        lend(TOKENS, 1, "10");
        spend("seen", TOKENS, "4");
        spend("unseen", TOKENS, "5");
        spend("in-time", TOKENS, "1");
        assertThat(capture("in-time", EXPIRES.minusNanos(1000))).contains(heldOf(1, "in-time", State.CAPTURED, false));
        // nobody has come since its time was over
        assertThat(capture("unseen", EXPIRES)).contains(heldOf(5, "unseen", State.CAPTURED, true));
        assertThat(left(TOKENS, EXPIRES)).isEqualTo(Fraction.of(9));
        assertThat(capture("seen", LATER)).contains(held("seen", State.CAPTURED, true));

        for (String id : List.of("seen", "unseen")) {
            assertThat(capture(id, LATER.plusSeconds(1)).orElseThrow())
                    .isEqualTo(capture(id, NOW).orElseThrow());
            assertThat(release(id, LATER)).as("it stays so").isEqualTo(find(id, LATER));
            assertThat(holder.spend(
                            new Wish(id).at(LATER, UNTIL).of(TOKENS, "1").order()))
                    .isEqualTo(new Outcome.Known(find(id, LATER).orElseThrow()));
        }
        assertThat(find("seen", LATER.plus(Duration.ofDays(1)).minusNanos(1000)))
                .contains(held("seen", State.CAPTURED, true));
        assertThat(left(TOKENS, LATER.plusSeconds(2))).isEqualTo(Fraction.of(9));
    }

    @Test
    void whatIsReleasedLateWentBackOnceAndStaysReleased() {
        lend(TOKENS, 1, "10");
        spend("seen", TOKENS, "4");
        spend("unseen", TOKENS, "5");
        assertThat(release("unseen", EXPIRES)).contains(heldOf(5, "unseen", State.RELEASED, true));
        assertThat(left(TOKENS, EXPIRES)).isEqualTo(Fraction.of(10));
        assertThat(release("seen", LATER)).contains(held("seen", State.RELEASED, true));
        assertThat(release("seen", LATER)).contains(held("seen", State.RELEASED, true));
        assertThat(capture("seen", NOW)).contains(held("seen", State.RELEASED, true));
        assertThat(left(TOKENS, LATER)).isEqualTo(Fraction.of(10));
    }

    @Test
    void anIdThatNobodyHasEndedIsFree() {
        lend(TOKENS, 1, "10");
        spend("one", TOKENS, "4");
        holder.spend(new Wish("slot").slot(1).order());
        Wish again = new Wish("one").at(LATER, UNTIL).of(TOKENS, "7").slot(1);
        assertThat(holder.spend(again.order())).isEqualTo(left(Map.of(TOKENS, "3", AT_ONCE, "0")));
        Held captured = capture("one", UNTIL.minusSeconds(1)).orElseThrow();
        assertThat(captured.expiresAt()).isEqualTo(UNTIL);
        assertThat(captured.late()).isFalse();
        assertThat(left(TOKENS, UNTIL.minusSeconds(1))).isEqualTo(Fraction.of(3));
    }

    @Test
    void aCallThatTookNothingIsKnownAsWell() {
        holder.spend(new Wish("free").order());
        holder.spend(new Wish("again").order());
        Held late = new Held(call(ACME, "free"), NOW, EXPIRES, new TreeMap<>(), State.CAPTURED, true);
        assertThat(find("free", EXPIRES)).map(Held::state).contains(State.EXPIRED);
        assertThat(capture("free", EXPIRES)).contains(late);
        assertThat(find("free", NOW)).contains(late);
        assertThat(holder.spend(new Wish("again").at(EXPIRES, UNTIL).order())).isEqualTo(left(Map.of()));
    }

    /** Its slots are somebody else's by then, and stay so. */
    @Test
    void whoIsLateFreesNobodyElsesSlots() {
        holder.spend(new Wish("one").slot(1).order());
        holder.spend(new Wish("two").at(EXPIRES, UNTIL).slot(1).order());
        capture("one", LATER);
        assertThat(holder.spend(new Wish("three").at(LATER, UNTIL).slot(1).order()))
                .isEqualTo(full(AT_ONCE, 1));
    }

    @Test
    void whatIsUndoneLateIsNotKnownAnyMoreAndDoesNotGoBackTwice() {
        lend(TOKENS, 1, "10");
        Order seen = new Wish("seen").of(TOKENS, "3").rate("2", "9").slot(1).order();
        holder.spend(seen);
        assertThat(left(TOKENS, EXPIRES)).isEqualTo(Fraction.of(10));
        holder.undo(seen);
        assertThat(find("seen", NOW)).isEmpty();
        assertThat(left(TOKENS, LATER)).isEqualTo(Fraction.of(10));
        Wish rate = new Wish("rate").at(LATER, UNTIL).rate("1", "9");
        assertThat(holder.spend(rate.order())).as("the rate is free").isEqualTo(left(Map.of(PER_MINUTE, "8")));

        Order late = new Wish("late").of(TOKENS, "3").order();
        holder.spend(late);
        capture("late", LATER);
        holder.undo(late);
        assertThat(find("late", LATER)).map(Held::state).contains(State.CAPTURED);
        assertThat(left(TOKENS, LATER.plusSeconds(1))).isEqualTo(Fraction.of(10));
    }

    @Test
    void ofManyWhoAreLateEachIsToldTheSameAndItWentBackOnce() {
        lend(TOKENS, 1, "10");
        for (int round = 0; round < 20; round++) {
            String id = "c" + round;
            spend(id, TOKENS, "10");
            List<Optional<Held>> ends = Race.of(8, i -> i % 2 == 0 ? capture(id, EXPIRES) : release(id, EXPIRES));
            assertThat(ends).doesNotContain(Optional.empty()).containsOnly(ends.get(0));
            assertThat(ends.get(0).orElseThrow().late()).isTrue();
            assertThat(left(TOKENS, EXPIRES)).isEqualTo(Fraction.of(10));
        }
    }

    private static Held held(String id, State state, boolean late) {
        return heldOf(4, id, state, late);
    }

    private static Held heldOf(long tokens, String id, State state, boolean late) {
        TreeMap<BoundKey, Drawn> drawn = new TreeMap<>();
        drawn.put(TOKENS, new Drawn(1, Fraction.of(tokens)));
        return new Held(call(ACME, id), NOW, EXPIRES, drawn, state, late);
    }
}
