package dev.countinghouse.billing.ports.driven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.gate.BoundKey;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.ports.driven.LeaseHolder.Outcome;
import dev.countinghouse.billing.ports.driven.LeaseHolder.Standing;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a holder says it has of leases. */
public abstract class LeaseHolderStandingsContract extends LeaseHolderCase {

    private Map<BoundKey, Standing> standings(Instant now) {
        return holder.standings(ACME, Set.of(TOKENS, COST, PER_MINUTE), now).orElseThrow();
    }

    private static Standing standing(long epoch, String left, String drawn) {
        return new Standing(epoch, Fraction.parse(left), Fraction.parse(drawn));
    }

    @Test
    void whatIsLeftAndWhatRunningCallsHaveDrawn() {
        assertThat(standings(NOW)).isEmpty();
        assertThat(holder.standings(ACME, Set.of(), NOW)).contains(Map.of());
        lend(TOKENS, 3, "9007199254.740993");
        lend(COST, 5, "2.5");
        holder.spend(
                new Wish("both").of(TOKENS, "40.5").of(COST, "0.25").slot(9).order());
        spend("captured", TOKENS, "1");
        spend("released", TOKENS, "2");
        spend("runs", TOKENS, "3");
        capture("captured", NOW);
        release("released", NOW);

        Map<BoundKey, Standing> all =
                Map.of(TOKENS, standing(3, "9007199210.240993", "43.5"), COST, standing(5, "2.25", "0.25"));
        assertThat(standings(NOW)).isEqualTo(all);
        assertThat(standings(NOW)).as("nothing is changed").isEqualTo(all);
        assertThat(holder.standings(ACME, Set.of(COST), NOW)).contains(Map.of(COST, standing(5, "2.25", "0.25")));
        assertThat(holder.standings(GLOBEX, Set.of(TOKENS), NOW)).contains(Map.of());
    }

    @Test
    void whatHasExpiredIsLeftAgain() {
        lend(TOKENS, 1, "10");
        spend("one", TOKENS, "4");
        assertThat(standings(EXPIRES)).isEqualTo(Map.of(TOKENS, standing(1, "10", "0")));
        assertThat(left(TOKENS, EXPIRES)).isEqualTo(Fraction.of(10));
        assertThat(standings(EXPIRES)).isEqualTo(Map.of(TOKENS, standing(1, "10", "0")));
    }

    @Test
    void whatWasDrawnOfAnotherEpochIsNotOfThisOne() {
        lend(TOKENS, 1, "10");
        spend("old", TOKENS, "4");
        lend(TOKENS, 2, "7");
        spend("new", TOKENS, "2");
        assertThat(standings(NOW)).isEqualTo(Map.of(TOKENS, standing(2, "5", "2")));
        assertThat(standings(EXPIRES)).isEqualTo(Map.of(TOKENS, standing(2, "7", "0")));
    }

    @Test
    void whatWasTakenBackOrRecalledIsNotThere() {
        lend(TOKENS, 1, "10");
        lend(COST, 1, "1");
        spend("one", TOKENS, "4");
        holder.takeBack(ACME, Set.of(TOKENS));
        assertThat(standings(NOW)).isEqualTo(Map.of(TOKENS, standing(1, "0", "4"), COST, standing(1, "1", "0")));
        holder.recall(ACME);
        assertThat(standings(NOW)).isEmpty();
    }

    @Test
    void howeverManyCallsRunAllOfThemAreCounted() {
        lend(TOKENS, 1, "3000");
        for (int i = 0; i < 2001; i++) {
            assertThat(spend("call" + i, TOKENS, "1")).isInstanceOf(Outcome.Spent.class);
        }
        assertThat(standings(NOW)).isEqualTo(Map.of(TOKENS, standing(1, "999", "2001")));
    }
}
