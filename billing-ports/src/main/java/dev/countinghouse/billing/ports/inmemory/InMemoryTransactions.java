package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Transactions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * One transaction at a time, undone step by step when its work throws. The in-memory ports share it; each tells it how to
 * undo what it does. Touching an account outside the scope is a bug in the caller and refused, as a database with row
 * security would.
 */
public final class InMemoryTransactions implements Transactions {

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private final Deque<Scope> scopes = new ArrayDeque<>();

    @Override
    public <T> T inTransaction(Scope scope, Supplier<T> work) {
        lock.lock();
        try {
            Scope outer = scopes.peek();
            if (outer != null
                    && !outer.system()
                    && (scope.system() || !outer.accounts().containsAll(scope.accounts()))) {
                throw new IllegalStateException("a transaction bound to " + outer.accounts() + " cannot be widened to "
                        + (scope.system() ? "the system" : scope.accounts()));
            }
            return outermost(scope, work);
        } finally {
            lock.unlock();
        }
    }

    private <T> T outermost(Scope scope, Supplier<T> work) {
        scopes.push(scope);
        boolean done = false;
        int mark = undo.size();
        try {
            T result = work.get();
            done = true;
            return result;
        } finally {
            scopes.pop();
            while (!done && undo.size() > mark) {
                undo.pop().run();
            }
            if (scopes.isEmpty()) {
                undo.clear();
            }
        }
    }

    /** Runs a port's step: within the running transaction, or alone. */
    <T> T step(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    void onRollback(Runnable step) {
        if (!scopes.isEmpty()) {
            undo.push(step);
        }
    }

    void requireBound(AccountId account) {
        Scope scope = scopes.peek();
        if (scope == null || (!scope.system() && !scope.accounts().contains(account))) {
            throw new IllegalStateException("account " + account + " is touched outside its scope: "
                    + (scope == null ? "no transaction is running" : scope.accounts() + " are bound"));
        }
    }
}
