package dev.countinghouse.billing.ports.gathering;

import dev.countinghouse.billing.ports.driven.UnavailableException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes one piece of work of what many callers bring at the same time, because looking up and committing cost about as much
 * for a thousand as for one. Every caller waits until the work its own is part of is done. Nobody waits for company: what
 * arrives while others are at work makes up the next group, which the caller that has waited longest works off for all. So
 * a group begins its work after the last of its calls was made.
 *
 * @param <C> what a caller brings
 */
public final class Gathering<C> {

    private final Limits limits;
    private final Consumer<List<C>> work;

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Caller<C>> queue = new ArrayDeque<>();
    private int waiting;
    private int atWork;

    /**
     * @param together how many pieces make up a group at most; a caller that brings more has one of its own
     * @param waiting how many pieces may wait; whoever brings more is told to try again
     * @param atOnce how many groups are worked off at the same time
     */
    public record Limits(int together, int waiting, int atOnce) {

        public static final Limits STANDARD = new Limits(2_000, 20_000, 2);

        public Limits {
            if (together < 1 || waiting < 1 || atOnce < 1) {
                throw new IllegalArgumentException("limits of " + together + " in a group, " + waiting + " waiting and "
                        + atOnce + " groups at work must each be at least 1");
            }
        }
    }

    public Gathering(Limits limits, Consumer<List<C>> work) {
        this.limits = limits;
        this.work = work;
    }

    /**
     * Returns when the work on it is done; what that throws is thrown to every caller of the group.
     *
     * @param pieces how much it is, at least 1
     * @throws UnavailableException if too much is waiting already: nothing was done
     */
    public void join(C brought, int pieces) {
        lock.lock();
        try {
            Caller<C> caller = enqueue(brought, pieces);
            while (!caller.done) {
                if (atWork < limits.atOnce() && !queue.isEmpty()) {
                    workOffNext();
                } else {
                    caller.turn.awaitUninterruptibly();
                }
            }
            caller.rethrow();
        } finally {
            lock.unlock();
        }
    }

    /** How many pieces wait for their work to begin; a measure of load. */
    public int waiting() {
        lock.lock();
        try {
            return waiting;
        } finally {
            lock.unlock();
        }
    }

    private Caller<C> enqueue(C brought, int pieces) {
        if (!queue.isEmpty() && waiting + pieces > limits.waiting()) {
            String message = waiting + " are waiting to be worked off, of at most " + limits.waiting()
                    + ": try again in a moment";
            throw new UnavailableException(message, new RejectedExecutionException(message));
        }
        Caller<C> caller = new Caller<>(brought, pieces, lock.newCondition());
        queue.add(caller);
        waiting += pieces;
        return caller;
    }

    /** Entered and left with the lock, which is free while the work is on its way. */
    private void workOffNext() {
        List<Caller<C>> group = takeGroup();
        atWork++;
        wakeNext();
        lock.unlock();
        RuntimeException failure = new IllegalStateException("the work on this ended without an answer");
        try {
            failure = workOff(group);
        } finally {
            lock.lock();
            atWork--;
            for (Caller<C> caller : group) {
                caller.finish(failure);
            }
            wakeNext();
        }
    }

    private List<Caller<C>> takeGroup() {
        List<Caller<C>> group = new ArrayList<>();
        int size = 0;
        Caller<C> next = queue.peek();
        while (next != null && (group.isEmpty() || size + next.pieces <= limits.together())) {
            group.add(queue.remove());
            size += next.pieces;
            next = queue.peek();
        }
        waiting -= size;
        return group;
    }

    private void wakeNext() {
        Caller<C> next = queue.peek();
        if (next != null && atWork < limits.atOnce()) {
            next.turn.signal();
        }
    }

    private @Nullable RuntimeException workOff(List<Caller<C>> group) {
        try {
            work.accept(group.stream().map(caller -> caller.brought).toList());
            return null;
        } catch (RuntimeException failure) {
            return failure;
        }
    }

    private static final class Caller<C> {
        private final C brought;
        private final int pieces;
        private final Condition turn;
        private boolean done;
        private @Nullable RuntimeException failure;

        Caller(C brought, int pieces, Condition turn) {
            this.brought = brought;
            this.pieces = pieces;
            this.turn = turn;
        }

        void finish(@Nullable RuntimeException failed) {
            done = true;
            failure = failed;
            turn.signal();
        }

        void rethrow() {
            if (failure != null) {
                throw failure;
            }
        }
    }
}
