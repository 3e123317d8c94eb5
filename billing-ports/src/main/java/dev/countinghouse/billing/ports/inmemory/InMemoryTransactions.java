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
    private boolean failed;

    @Override
    public <T> T inTransaction(Scope scope, Supplier<T> work) {
        lock.lock();
        try {
            refuseToWiden(scope);
            return scopes.isEmpty() ? outermost(scope, work) : joined(scope, work);
        } finally {
            lock.unlock();
        }
    }

    private void refuseToWiden(Scope scope) {
        Scope outer = scopes.peek();
        boolean wider = outer != null
                && !outer.system()
                && (scope.system() || !outer.accounts().containsAll(scope.accounts()));
        if (wider) {
            throw new IllegalStateException("a transaction bound to " + outer.accounts() + " cannot be widened to "
                    + (scope.system() ? "the system" : scope.accounts()));
        }
    }

    private <T> T outermost(Scope scope, Supplier<T> work) {
        failed = false;
        try {
            T result = joined(scope, work);
            if (failed) {
                throw new IllegalStateException("a transaction inside this one failed, so nothing of it is kept");
            }
            return result;
        } finally {
            while (failed && !undo.isEmpty()) {
                undo.pop().run();
            }
            undo.clear();
        }
    }

    private <T> T joined(Scope scope, Supplier<T> work) {
        scopes.push(scope);
        boolean done = false;
        try {
            T result = work.get();
            done = true;
            return result;
        } finally {
            scopes.pop();
            failed |= !done;
        }
    }

    /** Runs a port's step, alone on all data. Without a transaction nothing is bound, so nothing may be touched. */
    <T> T step(Supplier<T> work) {
        lock.lock();
        try {
            if (scopes.isEmpty()) {
                throw new IllegalStateException("storage is used outside of a transaction");
            }
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void requireNone() {
        if (lock.isHeldByCurrentThread()) {
            throw new IllegalStateException("a transaction of this thread is open");
        }
    }

    void onRollback(Runnable step) {
        undo.push(step);
    }

    boolean isBound(AccountId account) {
        Scope scope = scopes.element();
        return scope.system() || scope.accounts().contains(account);
    }

    boolean isBoundToSystem() {
        return scopes.element().system();
    }

    void requireBound(AccountId account) {
        if (!isBound(account)) {
            throw new IllegalStateException("account " + account + " is touched outside its scope: "
                    + scopes.element().accounts() + " are bound");
        }
    }
}
