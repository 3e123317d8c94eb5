package dev.countinghouse.app.document;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Work that is done so much at a time, of an account never more than one, in the order in which it came. Whoever waits
 * holds a thread, so few do, at most half of them for one account, and none for long; the others are refused at once.
 */
final class Turns {

    private static final int WAITING_EACH = 4;

    private final int most;
    private final Duration patience;
    private final Set<AccountId> served = new HashSet<>();
    private final List<Turn> waiting = new ArrayList<>();

    private record Turn(AccountId account, CountDownLatch called) {}

    Turns(int most, Duration patience) {
        this.most = most;
        this.patience = patience;
    }

    /** @throws UnavailableException with nothing done, where too many wait or it took too long */
    <T> T inTurn(AccountId account, Supplier<T> work) {
        await(join(account));
        try {
            return work.get();
        } finally {
            done(account);
        }
    }

    private synchronized Turn join(AccountId account) {
        Turn turn = new Turn(account, new CountDownLatch(1));
        waiting.add(turn);
        callNext();
        long ofTheAccount = waiting.stream()
                .filter(other -> other.account().equals(account))
                .count();
        if (waiting.size() > most * WAITING_EACH || ofTheAccount > most * WAITING_EACH / 2) {
            waiting.remove(turn);
            throw busy("too many documents are waited for, of this account or of all: try again", null);
        }
        return turn;
    }

    private synchronized void callNext() {
        Iterator<Turn> next = waiting.iterator();
        while (served.size() < most && next.hasNext()) {
            Turn turn = next.next();
            if (served.add(turn.account())) {
                next.remove();
                turn.called().countDown();
            }
        }
    }

    private void await(Turn turn) {
        try {
            if (!turn.called().await(patience.toMillis(), TimeUnit.MILLISECONDS) && givenUp(turn)) {
                throw busy("other documents are being made and have taken too long: try again", null);
            }
        } catch (InterruptedException stopped) {
            if (!givenUp(turn)) {
                done(turn.account());
            }
            Thread.currentThread().interrupt();
            throw busy("the service is being stopped: try again", stopped);
        }
    }

    /** Whether it had not been called in the very last moment. */
    private synchronized boolean givenUp(Turn turn) {
        return waiting.remove(turn);
    }

    private synchronized void done(AccountId account) {
        served.remove(account);
        callNext();
    }

    private static UnavailableException busy(String message, @Nullable InterruptedException stopped) {
        return new UnavailableException(message, new RejectedExecutionException(message, stopped));
    }
}
