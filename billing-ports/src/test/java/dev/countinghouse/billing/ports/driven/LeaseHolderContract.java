package dev.countinghouse.billing.ports.driven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.BoundKey;
import dev.countinghouse.billing.domain.gate.Reservation.State;
import dev.countinghouse.billing.domain.gate.ReservationId;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.ports.driven.LeaseHolder.Drawn;
import dev.countinghouse.billing.ports.driven.LeaseHolder.Held;
import dev.countinghouse.billing.ports.driven.LeaseHolder.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Leases, and the calls that draw on them. */
public abstract class LeaseHolderContract extends LeaseHolderCase {

    @Test
    void itsNameIsOneThatStoragesKeep() {
        assertThat(holder.name()).matches("[a-z0-9-]{1,64}");
    }

    @Test
    void aCallDrawsOnAllItsLeases() {
        lend(TOKENS, 3, "100");
        lend(COST, 5, "2.5");
        Outcome spent = holder.spend(new Wish("one")
                .of(TOKENS, "40")
                .of(COST, "0.25")
                .rate("1", "10")
                .slot(2)
                .order());

        assertThat(spent).isEqualTo(left(Map.of(TOKENS, "60", COST, "2.25", PER_MINUTE, "9", AT_ONCE, "1")));
        TreeMap<BoundKey, Drawn> drawn = new TreeMap<>();
        drawn.put(TOKENS, new Drawn(3, Fraction.of(40)));
        drawn.put(COST, new Drawn(5, Fraction.parse("0.25")));
        assertThat(find("one", NOW)).contains(new Held(call(ACME, "one"), NOW, EXPIRES, drawn, State.OPEN, false));
    }

    @Test
    void aCallThatTakesNothingIsKnownAsWell() {
        assertThat(holder.spend(new Wish("free").order())).isEqualTo(left(Map.of()));
        assertThat(find("free", NOW))
                .contains(new Held(call(ACME, "free"), NOW, EXPIRES, new TreeMap<>(), State.OPEN, false));
        assertThat(holder.spend(new Wish("free").at(EXPIRES, UNTIL).order())).isEqualTo(left(Map.of()));
    }

    @Test
    void withoutALeaseOrWithTooLittleOfOneNothingIsTaken() {
        lend(TOKENS, 2, "10");
        Wish both =
                new Wish("both").of(TOKENS, "10").of(COST, "1").rate("1", "5").slot(1);
        assertThat(holder.spend(both.order())).isEqualTo(lacking(COST, 0));
        assertThat(spend("much", TOKENS, "10.000001")).isEqualTo(lacking(TOKENS, 2));
        Wish none = new Wish("none").of(TOKENS, "11").of(COST, "0");
        assertThat(holder.spend(none.order())).isEqualTo(new Outcome.Lacking(Map.of(TOKENS, 2L, COST, 0L)));

        assertThat(find("both", NOW)).isEmpty();
        lend(COST, 1, "1");
        assertThat(holder.spend(both.order()))
                .as("lease, rate and slot are as they were")
                .isEqualTo(left(Map.of(TOKENS, "0", COST, "0", PER_MINUTE, "4", AT_ONCE, "0")));
    }

    @Test
    void aRateOrSlotsThatAreUsedUpTakeNothing() {
        lend(TOKENS, 1, "10");
        holder.spend(new Wish("a").rate("4", "5").slot(3).order());
        Wish rate = new Wish("b").of(TOKENS, "1").rate("2", "5").slot(3);
        assertThat(holder.spend(rate.order())).isEqualTo(full(PER_MINUTE, 4));
        Wish slot = new Wish("c").of(TOKENS, "1").rate("1", "5").slot(1);
        assertThat(holder.spend(slot.order())).isEqualTo(full(AT_ONCE, 1));
        Wish all = new Wish("d").of(TOKENS, "1").rate("2", "5").slot(0);
        assertThat(holder.spend(all.order()))
                .isEqualTo(new Outcome.Full(Map.of(PER_MINUTE, Fraction.of(4), AT_ONCE, Fraction.ONE)));
        Wish lease = new Wish("e").of(TOKENS, "11").rate("2", "5").slot(0);
        assertThat(holder.spend(lease.order())).isEqualTo(lacking(TOKENS, 1));

        Wish fits = new Wish("f").of(TOKENS, "10").rate("1", "5").slot(3);
        assertThat(holder.spend(fits.order())).isEqualTo(left(Map.of(TOKENS, "0", PER_MINUTE, "0", AT_ONCE, "1")));
    }

    @Test
    void ratesAreCountedByTheirTimeAndDoNotComeBack() {
        holder.spend(new Wish("a").rate("3", "3").slot(9).order());
        release("a", NOW);
        assertThat(holder.spend(new Wish("b").rate("1", "3").order())).isEqualTo(full(PER_MINUTE, 3));
        Wish next = new Wish("c").at(EXPIRES, UNTIL).rate(PER_MINUTE, "1.5", "3", EXPIRES);
        assertThat(holder.spend(next.order())).isEqualTo(left(Map.of(PER_MINUTE, "1.5")));
        Wish other = new Wish("d").rate(new BoundKey("limit/other"), "1", "3", NOW);
        assertThat(holder.spend(other.order())).isEqualTo(left(Map.of(new BoundKey("limit/other"), "2")));
        Wish lowered = new Wish("e").at(EXPIRES, UNTIL).rate(PER_MINUTE, "0", "1", EXPIRES);
        assertThat(holder.spend(lowered.order()))
                .isEqualTo(new Outcome.Full(Map.of(PER_MINUTE, Fraction.parse("1.5"))));
    }

    @Test
    void slotsAreFreeWhenACallEnds() {
        for (String id : List.of("captured", "released", "expiring")) {
            assertThat(holder.spend(new Wish(id).slot(3).order())).isInstanceOf(Outcome.Spent.class);
        }
        assertThat(holder.spend(new Wish("x").slot(3).order())).isEqualTo(full(AT_ONCE, 3));
        capture("captured", NOW);
        capture("captured", NOW);
        assertThat(holder.spend(new Wish("y").slot(3).order())).isEqualTo(left(Map.of(AT_ONCE, "0")));
        release("released", NOW);
        release("released", NOW);
        assertThat(holder.spend(new Wish("z").at(NOW, UNTIL).slot(3).order())).isEqualTo(left(Map.of(AT_ONCE, "0")));
        assertThat(holder.spend(new Wish("later").at(EXPIRES, UNTIL).slot(3).order()))
                .as("two have expired, one is open")
                .isEqualTo(left(Map.of(AT_ONCE, "1")));
    }

    @Test
    void whatIsKnownIsNotTakenAgain() {
        lend(TOKENS, 1, "10");
        spend("one", TOKENS, "4");
        Held held = find("one", NOW).orElseThrow();
        assertThat(spend("one", TOKENS, "99")).isEqualTo(new Outcome.Known(held));
        assertThat(left(TOKENS, NOW)).isEqualTo(Fraction.of(6));
        Held captured = capture("one", NOW).orElseThrow();
        assertThat(holder.spend(new Wish("one").at(EXPIRES, UNTIL).order())).isEqualTo(new Outcome.Known(captured));
    }

    @Test
    void aCaptureKeepsWhatWasDrawnAndIsAnsweredAgainForADay() {
        lend(TOKENS, 1, "10");
        spend("one", TOKENS, "4");
        Held captured = capture("one", NOW.plusSeconds(59)).orElseThrow();

        assertThat(captured.state()).isEqualTo(State.CAPTURED);
        assertThat(captured.drawn()).isEqualTo(Map.of(TOKENS, new Drawn(1, Fraction.of(4))));
        assertThat(captured.call()).isEqualTo(call(ACME, "one"));
        Instant nextDay = NOW.plusSeconds(59).plus(Duration.ofDays(1)).minusNanos(1000);
        assertThat(capture("one", nextDay)).contains(captured);
        assertThat(release("one", nextDay)).as("it stays so").contains(captured);
        assertThat(find("one", nextDay)).contains(captured);
        assertThat(left(TOKENS, NOW.plusSeconds(61))).isEqualTo(Fraction.of(6));
    }

    @Test
    void aReleaseGivesBackOnce() {
        lend(TOKENS, 1, "10");
        spend("one", TOKENS, "4");
        Held released = release("one", NOW.plusSeconds(59)).orElseThrow();

        assertThat(released.state()).isEqualTo(State.RELEASED);
        assertThat(release("one", EXPIRES)).contains(released);
        assertThat(capture("one", NOW)).as("it stays so").contains(released);
        assertThat(left(TOKENS, NOW.plusSeconds(61))).isEqualTo(Fraction.of(10));
    }

    @Test
    void howeverManyExpireAllOfThemGoBackBeforeTheNext() {
        lend(TOKENS, 1, "230");
        for (int i = 0; i < 230; i++) {
            assertThat(holder.spend(new Wish("r" + i).of(TOKENS, "1").slot(230).order()))
                    .isInstanceOf(Outcome.Spent.class);
        }
        Wish all = new Wish("all").at(EXPIRES, UNTIL).of(TOKENS, "230").slot(230);
        assertThat(holder.spend(all.order())).isEqualTo(left(Map.of(TOKENS, "0", AT_ONCE, "229")));
    }

    @Test
    void oneThatExpiresTakesOnlyItsOwnTime() {
        lend(TOKENS, 1, "10");
        holder.spend(
                new Wish("short").at(NOW, NOW.plusSeconds(1)).of(TOKENS, "3").order());
        holder.spend(new Wish("long").of(TOKENS, "4").order());
        assertThat(left(TOKENS, NOW.plusSeconds(1))).isEqualTo(Fraction.of(6));
        assertThat(capture("long", EXPIRES.minusNanos(1000))).isPresent();
    }

    @Test
    void aLeaseIsNotDrawnOnByCallsThatOutliveIt() {
        holder.lend(ACME, TOKENS, 4, Fraction.of(10), EXPIRES);
        Wish late = new Wish("late").at(NOW, EXPIRES.plusNanos(1000)).of(TOKENS, "1");
        assertThat(holder.spend(late.order())).isEqualTo(lacking(TOKENS, 4));
        assertThat(spend("just", TOKENS, "1")).isEqualTo(left(Map.of(TOKENS, "9")));
        holder.lend(ACME, TOKENS, 4, Fraction.ZERO, EXPIRES.plusSeconds(1));
        holder.lend(ACME, TOKENS, 4, Fraction.ONE, NOW);
        assertThat(holder.spend(late.order())).as("the later of two").isEqualTo(left(Map.of(TOKENS, "9")));
    }

    @Test
    void aHigherEpochReplacesAndALowerOneAddsNothing() {
        lend(TOKENS, 2, "10");
        spend("old", TOKENS, "4");
        lend(TOKENS, 2, "1");
        assertThat(left(TOKENS, NOW)).isEqualTo(Fraction.of(7));
        lend(TOKENS, 1, "100");
        assertThat(left(TOKENS, NOW)).isEqualTo(Fraction.of(7));
        holder.lend(ACME, TOKENS, 11, Fraction.of(5), EXPIRES);
        assertThat(spend("new", TOKENS, "5.1")).isEqualTo(lacking(TOKENS, 11));
        assertThat(holder.spend(new Wish("until").at(NOW, UNTIL).of(TOKENS, "1").order()))
                .as("the time of the lease before is not its own")
                .isEqualTo(lacking(TOKENS, 11));
        lend(TOKENS, 9, "100");
        assertThat(left(TOKENS, NOW)).as("9 is lower than 11").isEqualTo(Fraction.of(5));

        assertThat(release("old", NOW)).isPresent();
        assertThat(left(TOKENS, NOW)).as("drawn of another epoch").isEqualTo(Fraction.of(5));
    }

    @Test
    void whatExpiresOfAnotherEpochIsLost() {
        lend(TOKENS, 1, "10");
        spend("old", TOKENS, "4");
        lend(TOKENS, 2, "1");
        assertThat(left(TOKENS, EXPIRES)).isEqualTo(Fraction.ONE);
    }

    @Test
    void aRecallHasEachBoundLackAndKeepsCalls() {
        lend(TOKENS, 2, "10");
        lend(COST, 7, "10");
        holder.lend(GLOBEX, TOKENS, 1, Fraction.ONE, UNTIL);
        spend("one", TOKENS, "4");
        holder.recall(ACME);

        Wish both = new Wish("two").of(TOKENS, "0").of(COST, "1");
        assertThat(holder.spend(both.order())).isEqualTo(new Outcome.Lacking(Map.of(TOKENS, 0L, COST, 0L)));
        assertThat(holder.spend(new Wish("g").by(GLOBEX).of(TOKENS, "1").order()))
                .isEqualTo(left(Map.of(TOKENS, "0")));
        assertThat(capture("one", NOW).orElseThrow().state()).isEqualTo(State.CAPTURED);
        lend(TOKENS, 1, "9");
        assertThat(spend("three", TOKENS, "1")).as("of a lower epoch").isEqualTo(lacking(TOKENS, 0));
        lend(TOKENS, 3, "9");
        assertThat(left(TOKENS, NOW)).isEqualTo(Fraction.of(9));
        holder.recall(new AccountId("nobody"));
    }

    @Test
    void accountsAreApart() {
        lend(TOKENS, 1, "10");
        holder.lend(GLOBEX, TOKENS, 8, Fraction.of(3), UNTIL);
        Wish globex = new Wish("one").by(GLOBEX).of(TOKENS, "1").rate("1", "1").slot(1);
        assertThat(holder.spend(globex.order())).isEqualTo(left(Map.of(TOKENS, "2", PER_MINUTE, "0", AT_ONCE, "0")));
        assertThat(find("one", NOW)).isEmpty();
        assertThat(release("one", NOW)).isEmpty();
        Wish acme = new Wish("one").of(TOKENS, "1").rate("1", "1").slot(1);
        assertThat(holder.spend(acme.order())).isEqualTo(left(Map.of(TOKENS, "9", PER_MINUTE, "0", AT_ONCE, "0")));
        capture("one", NOW);
        assertThat(holder.find(GLOBEX, new ReservationId("one"), NOW)
                        .orElseThrow()
                        .state())
                .isEqualTo(State.OPEN);
    }

    @Test
    void ordersThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new Wish("a").of(TOKENS, "-1").order())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("meter/tokens is -1");
        assertThatThrownBy(() -> new Wish("a").rate("-0.5", "1").order()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Wish("a").of(TOKENS, "1").of(TOKENS, "1").order())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("twice");
    }
}
