package dev.countinghouse.billing.ports.driven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.BoundKey;
import dev.countinghouse.billing.domain.gate.Reservation.State;
import dev.countinghouse.billing.domain.gate.ReservationId;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.ports.driven.LeaseHolder.Drawn;
import dev.countinghouse.billing.ports.driven.LeaseHolder.Held;
import dev.countinghouse.billing.ports.driven.LeaseHolder.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who comes at the same time, and quantities and names at the edge of what can be written down. */
public abstract class LeaseHolderRacesContract extends LeaseHolderCase {

    private static final int CALLERS = 64;

    @Test
    void ofExactlySoManyExactlySoManyAreSpent() {
        lend(TOKENS, 1, "40");
        lend(COST, 1, "1000");
        List<Outcome> outcomes = Race.of(
                CALLERS,
                i -> holder.spend(new Wish("c" + i)
                        .of(TOKENS, "1")
                        .of(COST, "1")
                        .rate("1", "1000")
                        .slot(1000)
                        .order()));

        assertThat(outcomes.stream().filter(Outcome.Spent.class::isInstance)).hasSize(40);
        assertThat(outcomes.stream().filter(lacking(TOKENS, 1)::equals)).hasSize(24);
        assertThat(left(TOKENS, NOW)).isEqualTo(Fraction.ZERO);
        assertThat(left(COST, NOW)).isEqualTo(Fraction.of(960));
        assertThat(holder.spend(new Wish("after").rate("0", "1000").slot(1000).order()))
                .isEqualTo(left(Map.of(PER_MINUTE, "960", AT_ONCE, "959")));
    }

    @Test
    void ofRatesAndSlotsNoMoreThanThereAreAreTaken() {
        assertThat(Race.of(
                                CALLERS,
                                i -> holder.spend(
                                        new Wish("r" + i).rate("0.5", "3.75").order()))
                        .stream()
                        .filter(Outcome.Spent.class::isInstance))
                .hasSize(7);
        assertThat(Race.of(CALLERS, i -> holder.spend(new Wish("s" + i).slot(5).order())).stream()
                        .filter(Outcome.Spent.class::isInstance))
                .hasSize(5);
    }

    @Test
    void oneIdIsTakenOnce() {
        lend(TOKENS, 1, "40");
        List<Outcome> outcomes = Race.of(CALLERS, i -> spend("same", TOKENS, "1"));
        assertThat(outcomes.stream().filter(Outcome.Spent.class::isInstance)).hasSize(1);
        assertThat(outcomes.stream().filter(Outcome.Known.class::isInstance)).hasSize(CALLERS - 1);
        assertThat(left(TOKENS, NOW)).isEqualTo(Fraction.of(39));
    }

    @Test
    void captureAndReleaseExcludeEachOther() {
        lend(TOKENS, 1, "100");
        for (int round = 0; round < 20; round++) {
            Fraction before = left(TOKENS, NOW);
            String id = "c" + round;
            spend(id, TOKENS, "1");
            List<Optional<Held>> ends = Race.of(8, i -> i % 2 == 0 ? capture(id, NOW) : release(id, NOW));
            assertThat(ends).doesNotContain(Optional.empty());
            State end = ends.get(0).orElseThrow().state();
            assertThat(ends).allMatch(each -> each.orElseThrow().state() == end);
            assertThat(left(TOKENS, NOW)).isEqualTo(end == State.CAPTURED ? before.minus(Fraction.ONE) : before);
        }
    }

    /** Those who think that it is still time, and those who know that it is over: all are told the same. */
    @Test
    void whoEndsACallAsItsTimeEndsDoesSoOnce() {
        lend(TOKENS, 1, "100");
        Fraction expected = Fraction.of(100);
        for (int round = 0; round < 20; round++) {
            String id = "c" + round;
            holder.spend(new Wish(id).of(TOKENS, "1").slot(1).order());
            List<Optional<Held>> captured = Race.of(9, i -> switch (i % 3) {
                case 0 -> capture(id, EXPIRES.minusNanos(1000));
                case 1 -> capture(id, EXPIRES);
                default -> {
                    left(id + "-" + i);
                    yield Optional.<Held>empty();
                }
            });
            List<Held> ends = captured.stream().flatMap(Optional::stream).toList();
            assertThat(ends).hasSize(6).containsOnly(ends.get(0));
            expected = ends.get(0).late() ? expected : expected.minus(Fraction.ONE);
            assertThat(left(TOKENS, EXPIRES)).isEqualTo(expected);
            assertThat(holder.spend(new Wish(id + "-slot")
                            .at(EXPIRES, EXPIRES.plusSeconds(1))
                            .slot(1)
                            .order()))
                    .isEqualTo(left(Map.of(AT_ONCE, "0")));
            release(id + "-slot", EXPIRES);
        }
    }

    private void left(String id) {
        holder.spend(
                new Wish(id).at(EXPIRES, EXPIRES.plusSeconds(1)).of(TOKENS, "0").order());
    }

    @Test
    void whoReleasesAsItsTimeEndsGivesBackOnce() {
        lend(TOKENS, 1, "10");
        for (int round = 0; round < 20; round++) {
            String id = "c" + round;
            spend(id, TOKENS, "10");
            Race.of(8, i -> {
                if (i % 2 == 0) {
                    return release(id, EXPIRES.minusNanos(1000)).isPresent();
                }
                left(id + "-" + i);
                return true;
            });
            assertThat(left(TOKENS, EXPIRES)).isEqualTo(Fraction.of(10));
        }
    }

    @Test
    void whatIsLentWhileItIsSpentIsAllThere() {
        lend(TOKENS, 1, "0");
        List<Boolean> done = Race.of(CALLERS, i -> {
            if (i % 2 == 0) {
                lend(TOKENS, 1, "1");
                return false;
            }
            return spend("c" + i, TOKENS, "1") instanceof Outcome.Spent;
        });
        long spent = done.stream().filter(Boolean::booleanValue).count();
        assertThat(left(TOKENS, NOW)).isEqualTo(Fraction.of(CALLERS / 2 - spent));
    }

    @Test
    void millionthsAreExactBeyondWhatADoubleHolds() {
        lend(TOKENS, 1, "9223372036.000001");
        lend(TOKENS, 1, "9000000000000.000001");
        assertThat(spend("a", TOKENS, "0.000001")).isEqualTo(left(Map.of(TOKENS, "9009223372036.000001")));
        assertThat(spend("b", TOKENS, "9009223372036.000002")).isEqualTo(lacking(TOKENS, 1));
        assertThat(spend("c", TOKENS, "9009223372036")).isEqualTo(left(Map.of(TOKENS, "0.000001")));
        release("c", NOW);
        assertThat(left(TOKENS, NOW)).isEqualTo(Fraction.parse("9009223372036.000001"));
        assertThat(find("a", NOW).orElseThrow().drawn())
                .isEqualTo(Map.of(TOKENS, new Drawn(1, Fraction.parse("0.000001"))));

        Wish rate = new Wish("r").rate("9007199254.740993", "9007199254.740994");
        assertThat(holder.spend(rate.order())).isEqualTo(left(Map.of(PER_MINUTE, "0.000001")));
        assertThat(holder.spend(
                        new Wish("s").rate("0.000002", "9007199254.740994").order()))
                .isEqualTo(new Outcome.Full(Map.of(PER_MINUTE, Fraction.parse("9007199254.740993"))));
        assertThat(holder.spend(
                        new Wish("t").rate("0.000001", "9007199254.740994").order()))
                .isEqualTo(left(Map.of(PER_MINUTE, "0")));
    }

    @Test
    void whatIsTakenIsRoundedUpAndWhatIsLentDown() {
        holder.lend(ACME, TOKENS, 1, Fraction.of(5, 3_000_000), UNTIL);
        assertThat(left(TOKENS, NOW)).isEqualTo(Fraction.of(1, 1_000_000));
        holder.lend(ACME, TOKENS, 1, Fraction.of(2, 3_000_000), UNTIL);
        assertThat(left(TOKENS, NOW)).as("less than a millionth").isEqualTo(Fraction.of(1, 1_000_000));
        holder.lend(ACME, TOKENS, 1, Fraction.of(3, 1_000_000), UNTIL);
        assertThat(spend("a", TOKENS, "0.0000010001")).isEqualTo(left(Map.of(TOKENS, "0.000002")));
        assertThat(spend("b", TOKENS, "0.000000000000000001")).isEqualTo(left(Map.of(TOKENS, "0.000001")));
        assertThat(spend("c", TOKENS, "0.00000100000000001")).isEqualTo(lacking(TOKENS, 1));

        Wish rate = new Wish("r").rate("0.0000001", "0.0000025");
        assertThat(holder.spend(rate.order())).isEqualTo(left(Map.of(PER_MINUTE, "0.0000015")));
        assertThat(holder.spend(new Wish("s").rate("0.0000011", "0.0000025").order()))
                .isEqualTo(new Outcome.Full(Map.of(PER_MINUTE, Fraction.of(1, 1_000_000))));
    }

    @Test
    void whatCannotBeCountedDoesNotOverflow() {
        lend(TOKENS, 1, "1");
        String enormous = "9".repeat(30);
        assertThat(spend("a", TOKENS, enormous)).isEqualTo(lacking(TOKENS, 1));
        assertThat(spend("b", TOKENS, "9223372036854.775808")).isEqualTo(lacking(TOKENS, 1));
        assertThat(spend("c", TOKENS, "18446744073709.551617"))
                .as("1 millionth more than 2^64 of them")
                .isEqualTo(lacking(TOKENS, 1));
        Wish rate = new Wish("d").rate(enormous, "1");
        assertThat(holder.spend(rate.order())).isEqualTo(full(PER_MINUTE, 0));

        lend(TOKENS, 1, enormous);
        lend(TOKENS, 1, enormous);
        assertThat(spend("e", TOKENS, "1")).isInstanceOf(Outcome.Spent.class);
        assertThat(left(TOKENS, NOW)).isBetween(Fraction.of(9_000_000_000_000L), Fraction.parse(enormous + "0"));
        assertThat(holder.spend(new Wish("f").rate("1", enormous).order()))
                .isEqualTo(left(Map.of(PER_MINUTE, "9".repeat(29) + "8")));
    }

    @Test
    void namesMayHaveAnyCharacters() {
        List<String> names = List.of(
                "a{b}c",
                "{}",
                "}{",
                "{acme}",
                "a%7Bb",
                "a%b",
                "A",
                "a b",
                "é",
                "e\u0301",
                "\uD83D\uDE00",
                "*?[x]",
                "\"';--",
                "a:b",
                "a/b",
                "\\n",
                "\\",
                ".");
        for (int i = 0; i < names.size(); i++) {
            AccountId account = new AccountId(names.get(i));
            holder.lend(account, TOKENS, i + 1, Fraction.of(i + 1), UNTIL);
        }
        for (int i = 0; i < names.size(); i++) {
            AccountId account = new AccountId(names.get(i));
            assertThat(holder.spend(new Wish("x").by(account).of(TOKENS, "1").order()))
                    .as(names.get(i))
                    .isEqualTo(left(Map.of(TOKENS, Integer.toString(i))));
            assertThat(holder.capture(account, new ReservationId("x"), NOW)
                            .orElseThrow()
                            .call())
                    .isEqualTo(call(account, "x"));
        }
    }

    @Test
    void boundsMayHaveAnyCharacters() {
        List<BoundKey> bounds = IntStream.range(0, 40)
                .mapToObj(i -> new BoundKey("limit/each/" + (char) i + (i % 2 == 0 ? "\uD800" : "{} %20\uDBFF\u0000")))
                .toList();
        Wish all = new Wish("all");
        for (int i = 0; i < bounds.size(); i++) {
            holder.lend(ACME, bounds.get(i), 1, Fraction.of(i), UNTIL);
            all.of(bounds.get(i), Integer.toString(i));
            all.rate(new BoundKey(bounds.get(i) + "/rate"), "1", "1", NOW);
            all.slot(new BoundKey(bounds.get(i) + "/slot"), 1);
        }
        Outcome.Spent spent = (Outcome.Spent) holder.spend(all.order());
        assertThat(spent.left()).hasSize(120).allSatisfy((bound, left) -> assertThat(left.isZero())
                .isTrue());
        assertThat(release("all", NOW).orElseThrow().drawn().keySet())
                .containsExactlyElementsOf(bounds.stream().sorted().toList());
        assertThat(left(bounds.get(39), NOW)).isEqualTo(Fraction.of(39));
    }
}
