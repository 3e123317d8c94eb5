package dev.countinghouse.billing.ports.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.Seeded;
import dev.countinghouse.billing.domain.credit.GrantOutcome;
import dev.countinghouse.billing.domain.credit.HoldOutcome;
import dev.countinghouse.billing.domain.credit.SaleOutcome;
import dev.countinghouse.billing.domain.ledger.EntryKind;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driving.BuyCredits;
import dev.countinghouse.billing.ports.driving.CorrectUsage;
import dev.countinghouse.billing.ports.driving.RecordUsage;
import dev.countinghouse.billing.ports.driving.RefundPurchase;
import dev.countinghouse.billing.ports.engine.FailingStorage.Moment;
import dev.countinghouse.billing.ports.engine.RandomCredits.Command;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Whatever happens to an account's credits over months, and wherever a command is cut off and given again: they are what
 * they would have been in memory without it. After every step the journal explains what is kept beside it, and in the end
 * all commands again change nothing. {@code -Dsteps=5000} for more of it.
 */
public abstract class RandomCreditsContract extends Seeded {

    private static final int HISTORIES = Integer.getInteger("histories", 4);
    private static final int STEPS = Integer.getInteger("steps", 500);
    private static final int CALLS = 16;
    private static final Set<Class<?>> DONE = Set.of(
            GrantOutcome.Done.class,
            HoldOutcome.Done.class,
            SaleOutcome.Sold.class,
            BuyCredits.Outcome.Bought.class,
            RefundPurchase.Outcome.Refunded.class,
            RecordUsage.Outcome.Accepted.class,
            RecordUsage.Outcome.Duplicate.class,
            CorrectUsage.Outcome.Corrected.class,
            CorrectUsage.Outcome.Unchanged.class);

    private final Map<String, Integer> happened = new TreeMap<>();

    protected abstract Storage emptyStorage();

    @Test
    void aHistoryIsWhatItIsInMemoryWhereverItIsCutOff() {
        rounds(HISTORIES, round -> live());
        assertThat(happened)
                .containsKeys(List.of(EntryKind.values()).stream()
                        .map(kind -> "written: " + kind.key())
                        .toArray(String[]::new))
                .containsKeys(
                        "written: " + LedgerWatch.ROLLED_OVER,
                        "buy",
                        "extend",
                        "change plan",
                        "cut off",
                        "disputed",
                        "dispute decided",
                        "refunded elsewhere",
                        "bank decides",
                        "lose notices");
        assertThat(happened.getOrDefault("cut off", 0))
                .as("commands that were cut off")
                .isGreaterThan(HISTORIES * STEPS / 4);
    }

    private void live() {
        HandClock clock = new HandClock(Instant.parse("2026-01-01T00:00:00Z"));
        PrepaidWorld model = new PrepaidWorld(InMemoryStorage.empty(), clock);
        PrepaidWorld world = new PrepaidWorld(emptyStorage(), clock);
        LedgerWatch watch = new LedgerWatch(world);
        RandomCredits commands = new RandomCredits(random, clock);
        List<Command> done = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            Command command = commands.next();
            Object expected = command.on(model);
            Object answer = onBoth(command, world, expected);
            watch.look().forEach(kind -> count("written: " + kind));
            same("step " + step + ", " + command.name(), world.state(), model.state());
            if (step % 20 == 0) {
                same("step " + step, world.everything(), model.everything());
            }
            if (isDone(command, answer)) {
                count(command.name());
                done.add(command);
            }
        }
        again(done, world, clock);
    }

    /** Cut off at one of its calls, if it makes so many. */
    private Object onBoth(Command command, PrepaidWorld world, Object expected) {
        int call = 1 + random.nextInt(CALLS);
        Moment moment = random.nextBoolean() ? Moment.BEFORE : Moment.AFTER;
        if (!command.resumable()) {
            assertThat(command.on(world)).as(command.name()).isEqualTo(expected);
            return expected;
        }
        Object answer = world.crashing(call, moment, command::on);
        if (world.hasCrashed()) {
            count("cut off");
        } else {
            assertThat(answer).as(command.name()).isEqualTo(expected);
        }
        return answer;
    }

    /** All that was done once, and once more when there is nothing left that could happen by itself. */
    private void again(List<Command> done, PrepaidWorld world, HandClock clock) {
        world.provider.pendingNotices(10_000).forEach(world::hear);
        clock.advance(Duration.ofDays(4));
        world.engine.resumePurchases().resume(10_000);
        world.engine.closePeriods().close(Workbench.ACME);
        world.engine.settleCredits().settle(Workbench.ACME);
        List<Object> before = world.everything();
        done.stream().filter(Command::repeatable).forEach(command -> command.on(world));
        same("after all commands once more", world.everything(), before);
        assertThat(world.engine
                        .verifyLedger()
                        .verify(Workbench.ACME, Optional.empty())
                        .defect())
                .isEmpty();
    }

    private void count(String what) {
        happened.merge(what, 1, Integer::sum);
    }

    private static void same(String when, List<Object> state, List<Object> expected) {
        for (int i = 0; i < expected.size(); i++) {
            assertThat(state.get(i)).as(when).isEqualTo(expected.get(i));
        }
    }

    /** What was refused may succeed later; that it was refused leaves nothing behind. */
    private static boolean isDone(Command command, Object answer) {
        if (answer instanceof List<?> list) {
            return DONE.contains(list.get(0).getClass());
        }
        boolean refused = answer instanceof String text && !text.equals(RandomCredits.DONE);
        return command.repeatable() ? DONE.contains(answer.getClass()) : !refused;
    }
}
