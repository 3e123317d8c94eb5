package dev.countinghouse.billing.ports.driven;

import static dev.countinghouse.billing.ports.driven.Samples.ACME;
import static dev.countinghouse.billing.ports.driven.Samples.START;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driven.Mirrors.Again;
import dev.countinghouse.billing.ports.driven.Mirrors.Claim;
import dev.countinghouse.billing.ports.driven.Mirrors.Next;
import dev.countinghouse.billing.ports.driven.Mirrors.Waiting;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Two accounts whose subscriptions a provider has to have. */
abstract class MirrorsCase extends StorageContract {

    static final Instant SOON = START.plusSeconds(60);
    static final Instant LATER = START.plusSeconds(600);
    static final Next DONE = new Next(Optional.empty(), Optional.empty(), true);
    static final Again AGAIN = new Again(SOON, 3, "no price yet");
    static final Next FAILED = new Next(Optional.empty(), Optional.of(AGAIN), false);

    Mirrors mirrors() {
        return storage.mirrors();
    }

    void note(AccountId account) {
        run(account, () -> mirrors().note(account, START));
    }

    void look(AccountId account) {
        run(account, () -> mirrors().look(account));
    }

    List<AccountId> due(Instant at) {
        return asSystem(() -> mirrors().dueBy(at, at, 9));
    }

    Optional<Claim> claim(AccountId account, Instant now) {
        return in(account, () -> mirrors().claim(account, now, now.plusSeconds(600)));
    }

    Claim claimed() {
        return claim(ACME, START).orElseThrow();
    }

    List<Waiting> waiting() {
        return waiting(Optional.empty(), 9);
    }

    List<Waiting> waiting(Optional<AccountId> after, int limit) {
        return asSystem(() -> mirrors().waiting(after, limit));
    }

    boolean release(Claim claim, Next next) {
        return in(claim.account(), () -> mirrors().release(claim, next));
    }

    boolean isLatest(Claim claim) {
        return in(claim.account(), () -> mirrors().isLatest(claim));
    }
}
