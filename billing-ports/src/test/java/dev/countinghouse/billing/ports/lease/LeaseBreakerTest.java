package dev.countinghouse.billing.ports.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.BoundKey;
import dev.countinghouse.billing.domain.gate.ReservationId;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.ports.driven.LeaseHolder;
import dev.countinghouse.billing.ports.driven.LeaseHolderCase;
import dev.countinghouse.billing.ports.driven.Race;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LeaseBreakerTest extends LeaseHolderCase {

    private static final LeaseBreaker.Rule RULE =
            new LeaseBreaker.Rule(3, Duration.ofSeconds(10), Duration.ofSeconds(5));

    private Instant time = NOW;
    private Flaky flaky;

    @Override
    protected LeaseHolder emptyHolder() {
        flaky = new Flaky(new InProcessLeases("process-1", () -> NOW));
        return new LeaseBreaker(flaky, RULE, () -> time);
    }

    @Test
    void aHolderThatAnswersIsAskedForEverything() {
        lend(TOKENS, 1, "10");
        spend("one", TOKENS, "1");
        capture("one", NOW);
        release("one", NOW);
        find("one", NOW);
        holder.recall(ACME);
        assertThat(flaky.asked).hasValue(6);
        assertThat(holder.name()).isEqualTo("process-1");
    }

    @Test
    void afterFailuresInARowItIsNotAskedForAWhile() {
        fail(3);
        time = NOW.plusSeconds(5).minusNanos(1);
        flaky.fails = false;
        assertThatThrownBy(() -> find("one", NOW))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("'process-1' has failed 3 times and is not asked until 2026-03-01T10:00:05");
        assertThat(flaky.asked).hasValue(3);

        time = NOW.plusSeconds(5);
        assertThat(find("one", NOW)).isEmpty();
        fail(2);
        flaky.fails = false;
        assertThat(find("one", NOW)).as("failures are counted anew").isEmpty();
    }

    @Test
    void anAnswerBetweenThemOrALongTimeIsNoRow() {
        fail(2);
        flaky.fails = false;
        find("one", NOW);
        fail(2);
        time = time.plusSeconds(11);
        fail(2);
        flaky.fails = false;
        assertThat(find("one", NOW)).isEmpty();
    }

    @Test
    void aProbeThatFailsHasEverybodyWaitAgain() {
        fail(3);
        time = NOW.plusSeconds(60);
        fail(1);
        assertThat(flaky.asked).hasValue(4);
        time = NOW.plusSeconds(65).minusNanos(1);
        flaky.fails = false;
        assertThatThrownBy(() -> find("one", NOW)).isInstanceOf(UnavailableException.class);
        assertThat(flaky.asked).hasValue(4);
        time = NOW.plusSeconds(65);
        assertThat(find("one", NOW)).isEmpty();
    }

    @Test
    void oneOfManyProbes() {
        fail(3);
        time = NOW.plusSeconds(5);
        flaky.answer = new CountDownLatch(1);
        List<Boolean> asked = Race.of(8, i -> {
            try {
                find("one", NOW);
                return true;
            } catch (UnavailableException notAsked) {
                flaky.refusedOne(7);
                return false;
            }
        });
        assertThat(asked).containsOnlyOnce(true);
        assertThat(flaky.asked).hasValue(4);
    }

    @Test
    void defectsAreNotFailuresOfTheWorld() {
        for (int i = 0; i < 4; i++) {
            assertThatThrownBy(() -> holder.lend(ACME, TOKENS, 0, Fraction.ONE, UNTIL))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThatThrownBy(() -> new LeaseBreaker.Rule(0, Duration.ZERO, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void fail(int times) {
        flaky.fails = true;
        for (int i = 0; i < times; i++) {
            assertThatThrownBy(() -> find("one", NOW)).hasMessage("down");
        }
    }

    /** A holder that fails when it is told to, and counts how often it is asked. */
    private static final class Flaky implements LeaseHolder {

        private final LeaseHolder works;
        private final AtomicInteger asked = new AtomicInteger();
        private final AtomicInteger refused = new AtomicInteger();
        private volatile boolean fails;
        private volatile CountDownLatch answer = new CountDownLatch(0);

        private Flaky(LeaseHolder works) {
            this.works = works;
        }

        private LeaseHolder ask() {
            asked.incrementAndGet();
            Race.await(answer);
            if (fails) {
                throw new UnavailableException("down", null);
            }
            return works;
        }

        /** Who asks is answered when so many were refused. */
        private void refusedOne(int many) {
            if (refused.incrementAndGet() == many) {
                fails = false;
                answer.countDown();
            }
        }

        @Override
        public String name() {
            return works.name();
        }

        @Override
        public Outcome spend(Order order) {
            return ask().spend(order);
        }

        @Override
        public Optional<Held> capture(AccountId account, ReservationId id, Instant now) {
            return ask().capture(account, id, now);
        }

        @Override
        public Optional<Held> release(AccountId account, ReservationId id, Instant now) {
            return ask().release(account, id, now);
        }

        @Override
        public Optional<Held> find(AccountId account, ReservationId id, Instant now) {
            return ask().find(account, id, now);
        }

        @Override
        public void lend(AccountId account, BoundKey bound, long epoch, Fraction more, Instant until) {
            if (epoch == 0) {
                throw new IllegalStateException("epochs begin at 1");
            }
            ask().lend(account, bound, epoch, more, until);
        }

        @Override
        public void undo(Order spent) {
            ask().undo(spent);
        }

        @Override
        public Map<BoundKey, Drawn> takeBack(AccountId account, Set<BoundKey> bounds) {
            return ask().takeBack(account, bounds);
        }

        @Override
        public Optional<Map<BoundKey, Standing>> standings(AccountId account, Set<BoundKey> bounds, Instant now) {
            return ask().standings(account, bounds, now);
        }

        @Override
        public void recall(AccountId account) {
            ask().recall(account);
        }
    }
}
