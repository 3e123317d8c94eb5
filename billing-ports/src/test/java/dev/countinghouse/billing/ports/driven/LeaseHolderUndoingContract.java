package dev.countinghouse.billing.ports.driven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.gate.Reservation.State;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.ports.driven.LeaseHolder.Drawn;
import dev.countinghouse.billing.ports.driven.LeaseHolder.Held;
import dev.countinghouse.billing.ports.driven.LeaseHolder.Order;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the storage has back, and what was refused by it. */
public abstract class LeaseHolderUndoingContract extends LeaseHolderCase {

    @Test
    void whatIsTakenBackIsTakenOnceAndCallsThatRunGiveBackTheRest() {
        lend(TOKENS, 2, "10");
        lend(COST, 1, "4");
        spend("one", TOKENS, "3");
        spend("two", COST, "4");
        assertThat(holder.takeBack(ACME, Set.of(TOKENS, COST, AT_ONCE)))
                .isEqualTo(Map.of(TOKENS, new Drawn(2, Fraction.of(7))));
        assertThat(holder.takeBack(ACME, Set.of(TOKENS, COST))).isEmpty();
        assertThat(spend("three", TOKENS, "1")).isEqualTo(lacking(TOKENS, 2));

        release("one", NOW);
        assertThat(left(TOKENS, NOW)).isEqualTo(Fraction.of(3));
        assertThat(holder.takeBack(GLOBEX, Set.of(TOKENS))).isEmpty();
        lend(TOKENS, 2, "1");
        assertThat(holder.takeBack(ACME, Set.of(TOKENS))).isEqualTo(Map.of(TOKENS, new Drawn(2, Fraction.of(4))));
        lend(TOKENS, 3, "5");
        holder.recall(ACME);
        assertThat(holder.takeBack(ACME, Set.of(TOKENS))).isEmpty();
    }

    @Test
    void whatIsUndoneHasNeverBeen() {
        lend(TOKENS, 2, "10");
        Order order = new Wish("one").of(TOKENS, "3").rate("2", "4").slot(1).order();
        assertThat(holder.spend(order)).isEqualTo(left(Map.of(TOKENS, "7", PER_MINUTE, "2", AT_ONCE, "0")));
        holder.undo(order);
        holder.undo(order);
        assertThat(find("one", NOW)).isEmpty();
        assertThat(holder.spend(order)).isEqualTo(left(Map.of(TOKENS, "7", PER_MINUTE, "2", AT_ONCE, "0")));

        capture("one", NOW);
        holder.undo(order);
        assertThat(find("one", NOW)).map(Held::state).contains(State.CAPTURED);
        assertThat(left(TOKENS, NOW)).isEqualTo(Fraction.of(7));
    }
}
