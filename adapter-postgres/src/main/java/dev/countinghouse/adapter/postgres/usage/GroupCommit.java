package dev.countinghouse.adapter.postgres.usage;

import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.ports.driven.AppendOutcome;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Transactions;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.driven.UsageLog;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Stores what many callers append at the same time in one transaction, because a commit costs about as much for a thousand
 * events as for one. Every caller waits until its events are committed. Nobody waits for company: what arrives while a
 * transaction is on its way makes up the next one, which the caller that has waited longest carries out for all.
 *
 * <p>An event that the log cannot hold is found by halving what failed, and is {@link AppendOutcome#REFUSED}; the others
 * are stored. Has to be called outside of a transaction, since it makes its own.
 */
public final class GroupCommit {

    private final Transactions transactions;
    private final UsageLog log;
    private final Limits limits;

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Request> waiting = new ArrayDeque<>();
    private int waitingEvents;
    private int committers;

    /**
     * @param inOneTransaction how many events are stored together; a caller that brings more has a transaction of its own
     * @param waiting how many events may wait; whoever brings more is told to try again
     * @param committers how many transactions are on their way at the same time
     */
    public record Limits(int inOneTransaction, int waiting, int committers) {

        public static final Limits DEFAULT = new Limits(2_000, 20_000, 2);

        public Limits {
            if (inOneTransaction < 1 || waiting < 1 || committers < 1) {
                throw new IllegalArgumentException("limits of " + inOneTransaction + " events in a transaction, "
                        + waiting + " waiting and " + committers + " transactions must each be at least 1");
            }
        }
    }

    public GroupCommit(Transactions transactions, UsageLog log, Limits limits) {
        this.transactions = transactions;
        this.log = log;
        this.limits = limits;
    }

    /**
     * Stores events as {@link UsageLog#append} does, and answers when they are durable.
     *
     * @throws UnavailableException if too many events are waiting already: nothing was stored
     */
    public List<AppendOutcome> append(List<UsageEvent> events) {
        if (events.isEmpty()) {
            return List.of();
        }
        lock.lock();
        try {
            Request request = enqueue(events);
            while (!request.done) {
                if (committers < limits.committers() && !waiting.isEmpty()) {
                    commitNext();
                } else {
                    request.turn.awaitUninterruptibly();
                }
            }
            return request.answer();
        } finally {
            lock.unlock();
        }
    }

    /** How many events wait for a transaction to begin; a measure of load. */
    public int waitingEvents() {
        lock.lock();
        try {
            return waitingEvents;
        } finally {
            lock.unlock();
        }
    }

    private Request enqueue(List<UsageEvent> events) {
        if (!waiting.isEmpty() && waitingEvents + events.size() > limits.waiting()) {
            String message = waitingEvents + " events are waiting to be stored, of at most " + limits.waiting()
                    + ": try again in a moment";
            throw new UnavailableException(message, new RejectedExecutionException(message));
        }
        Request request = new Request(List.copyOf(events), lock.newCondition());
        waiting.add(request);
        waitingEvents += events.size();
        return request;
    }

    /** Entered and left with the lock, which is free while the transaction is on its way. */
    private void commitNext() {
        List<Request> group = takeGroup();
        committers++;
        wakeNext();
        lock.unlock();
        try {
            commit(group);
        } finally {
            lock.lock();
            committers--;
            group.forEach(Request::finish);
            wakeNext();
        }
    }

    private List<Request> takeGroup() {
        List<Request> group = new ArrayList<>();
        int size = 0;
        Request next = waiting.peek();
        while (next != null && (group.isEmpty() || size + next.events.size() <= limits.inOneTransaction())) {
            group.add(waiting.remove());
            size += next.events.size();
            next = waiting.peek();
        }
        waitingEvents -= size;
        return group;
    }

    private void wakeNext() {
        Request next = waiting.peek();
        if (next != null && committers < limits.committers()) {
            next.turn.signal();
        }
    }

    private void commit(List<Request> group) {
        List<UsageEvent> events =
                group.stream().flatMap(request -> request.events.stream()).toList();
        try {
            List<AppendOutcome> outcomes = store(events);
            int next = 0;
            for (Request request : group) {
                request.outcomes = List.copyOf(outcomes.subList(next, next + request.events.size()));
                next += request.events.size();
            }
        } catch (RuntimeException failure) {
            // what a half has stored meanwhile will be a duplicate when it is sent again
            group.forEach(request -> request.failure = failure);
        }
    }

    private List<AppendOutcome> store(List<UsageEvent> events) {
        try {
            Scope scope = Scope.of(events.stream().map(UsageEvent::account).toList());
            return transactions.inTransaction(scope, () -> log.append(events));
        } catch (IllegalArgumentException cannotBeKept) {
            if (events.size() == 1) {
                return List.of(AppendOutcome.REFUSED);
            }
            int middle = events.size() / 2;
            List<AppendOutcome> outcomes = new ArrayList<>(store(events.subList(0, middle)));
            outcomes.addAll(store(events.subList(middle, events.size())));
            return outcomes;
        }
    }

    private static final class Request {
        private final List<UsageEvent> events;
        private final Condition turn;
        private boolean done;
        private List<AppendOutcome> outcomes = List.of();
        private @Nullable RuntimeException failure;

        Request(List<UsageEvent> events, Condition turn) {
            this.events = events;
            this.turn = turn;
        }

        void finish() {
            done = true;
            turn.signal();
        }

        List<AppendOutcome> answer() {
            if (failure != null) {
                throw failure;
            }
            if (outcomes.size() != events.size()) {
                throw new IllegalStateException("the transaction of these events ended without an answer");
            }
            return outcomes;
        }
    }
}
