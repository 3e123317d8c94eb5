package dev.countinghouse.billing.domain;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInfo;

/**
 * Base of property tests. Every run tries other values from a seed that is printed; {@code -Dseed=…} replays it. Each test
 * method starts from the seed anew, so that it replays alone as it ran among the others.
 */
public abstract class Seeded {

    private static final long SEED = Long.getLong("seed", new Random().nextInt(Integer.MAX_VALUE));

    protected final Random random = new Random(SEED);

    @BeforeAll
    static void printSeed(TestInfo test) {
        System.out.println(test.getDisplayName() + ": replay with -Dseed=" + SEED);
    }

    /** Runs a property many times; what fails says in which round and from which seed. */
    protected final void rounds(int count, IntConsumer property) {
        for (int round = 0; round < count; round++) {
            try {
                property.accept(round);
            } catch (RuntimeException | AssertionError failure) {
                throw new AssertionError(
                        "round " + round + " of -Dseed=" + SEED + ": " + failure.getMessage(), failure);
            }
        }
    }

    /** From {@code least} to {@code most}, both included. */
    protected final long between(long least, long most) {
        return random.longs(1, least, most + 1).findFirst().orElseThrow();
    }

    protected final Instant instantBetween(Instant start, Instant end) {
        return Instant.ofEpochSecond(
                between(start.getEpochSecond(), end.getEpochSecond() - 1), between(0, 999_999_999));
    }

    protected final <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Of any magnitude and either sign, with the ends of the range and their neighbours often among them. */
    protected final long anyLong() {
        return switch (random.nextInt(8)) {
            case 0 -> Long.MAX_VALUE - random.nextInt(3);
            case 1 -> Long.MIN_VALUE + random.nextInt(3);
            case 2 -> between(-3, 3);
            default -> random.nextLong() >> random.nextInt(64);
        };
    }
}
