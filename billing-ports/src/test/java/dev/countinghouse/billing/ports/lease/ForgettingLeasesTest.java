package dev.countinghouse.billing.ports.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.ReservationId;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.ports.driven.LeaseHolder;
import dev.countinghouse.billing.ports.driven.LeaseHolderCase;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ForgettingLeasesTest extends LeaseHolderCase {

    private static final Duration DAY = Duration.ofDays(1);

    private Instant time = NOW;
    private InProcessLeases leases;

    @Override
    protected LeaseHolder emptyHolder() {
        leases = new InProcessLeases("process-1", () -> time);
        return leases;
    }

    @Test
    void whoeverAsksForNothingLeavesNothing() {
        find("one", NOW);
        capture("one", NOW);
        holder.recall(ACME);
        spend("one", TOKENS, "1");
        assertThat(leases.accounts()).isZero();
    }

    @Test
    void callsAreForgottenADayAfterTheyEnded() {
        holder.spend(new Wish("captured").rate("1", "9").slot(9).order());
        holder.spend(new Wish("released").order());
        holder.spend(new Wish("expired").order());
        capture("captured", NOW);
        release("released", NOW.plusSeconds(1));
        assertThat(find("captured", NOW.plus(DAY).minusNanos(1))).isPresent();
        assertThat(find("captured", NOW.plus(DAY))).isEmpty();
        assertThat(find("released", NOW.plus(DAY))).isPresent();
        assertThat(find("released", NOW.plus(DAY).plusSeconds(1))).isEmpty();
        assertThat(find("expired", EXPIRES.plus(DAY).minusNanos(1))).isPresent();
        assertThat(leases.accounts()).isOne();
        assertThat(find("expired", EXPIRES.plus(DAY))).isEmpty();
        assertThat(leases.accounts()).isZero();
    }

    @Test
    void ofCallsThatNobodyEndsOnlySoManyAreKept() {
        lend(TOKENS, 1, "20000");
        for (int i = 0; i < HeldCalls.MOST_EXPIRED + 2; i++) {
            Instant over = EXPIRES.plusNanos(1_000L * i);
            holder.spend(new Wish("c" + i).at(NOW, over).of(TOKENS, "1").order());
        }
        holder.spend(new Wish("captured").of(TOKENS, "1").order());
        capture("captured", NOW);

        Instant later = UNTIL.minusSeconds(1);
        assertThat(left(TOKENS, later)).isEqualTo(Fraction.of(19_999));
        assertThat(find("c0", later)).isEmpty();
        assertThat(find("c1", later)).isEmpty();
        assertThat(capture("c2", later))
                .hasValueSatisfying(held -> assertThat(held.late()).isTrue());
        assertThat(find("captured", later)).isPresent();
    }

    @Test
    void leasesAreForgottenADayAfterTheirTime() {
        lend(TOKENS, 1, "5");
        holder.lend(ACME, TOKENS, 1, Fraction.ONE, UNTIL.plusSeconds(1));
        find("any", UNTIL.plus(DAY));
        assertThat(leases.accounts()).isOne();
        find("any", UNTIL.plusSeconds(1).plus(DAY));
        assertThat(leases.accounts()).isZero();
    }

    /** By the time of the world: the clock of one account says nothing of another's. */
    @Test
    void accountsThatNobodyAsksForAreForgotten() {
        lend(TOKENS, 1, "5");
        holder.lend(GLOBEX, TOKENS, 1, Fraction.of(5), UNTIL);
        time = NOW.plus(DAY);
        holder.find(GLOBEX, new ReservationId("any"), NOW);
        time = NOW.plus(DAY).plus(DAY).plusSeconds(1);
        holder.find(new AccountId("other"), new ReservationId("any"), Instant.MAX);

        assertThat(leases.accounts()).isOne();
        assertThat(spend("one", TOKENS, "1")).isEqualTo(lacking(TOKENS, 0));
        assertThat(holder.spend(new Wish("one").by(GLOBEX).of(TOKENS, "1").order()))
                .isInstanceOf(LeaseHolder.Outcome.Spent.class);
    }
}
