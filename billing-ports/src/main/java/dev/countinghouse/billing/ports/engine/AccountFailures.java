package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What failed of work done for many accounts, of which none is to stop the others. */
final class AccountFailures {

    /** One or two may wait for a lock or be too much for a timeout; after that it is the storage. */
    private static final int IN_A_ROW = 3;

    private final String what;
    private final Map<AccountId, RuntimeException> failures = new LinkedHashMap<>();
    private int unavailable;
    private @Nullable RuntimeException reported;

    /** @param what could not be done, as in "account x could not be billed" */
    AccountFailures(String what) {
        this.what = what;
    }

    /** Does the work and keeps what it throws, unless nothing works any more; several threads may have work done. */
    void guard(AccountId account, Runnable work) {
        if (isHopeless()) {
            return;
        }
        try {
            work.run();
            worked();
        } catch (RuntimeException failure) {
            failed(account, failure);
        }
    }

    private synchronized boolean isHopeless() {
        return unavailable >= IN_A_ROW;
    }

    private synchronized void worked() {
        unavailable = 0;
    }

    private synchronized void failed(AccountId account, RuntimeException failure) {
        boolean later = failure instanceof UnavailableException;
        String message = "account " + account + " could not be " + what;
        failures.put(
                account,
                later ? new UnavailableException(message, failure) : new IllegalStateException(message, failure));
        unavailable = later ? unavailable + 1 : 0;
        if (unavailable == IN_A_ROW) {
            report();
        }
    }

    Set<AccountId> accounts() {
        return failures.keySet();
    }

    /** Throws the first, with the others attached to it. */
    synchronized void report() {
        if (reported != null) {
            throw reported;
        }
        failures.values().stream().reduce(AccountFailures::withSuppressed).ifPresent(failure -> {
            reported = failure;
            throw failure;
        });
    }

    private static RuntimeException withSuppressed(RuntimeException first, RuntimeException next) {
        first.addSuppressed(next);
        return first;
    }
}
