package dev.countinghouse.billing.ports.driven;

import static dev.countinghouse.billing.ports.driven.Samples.ACME;
import static dev.countinghouse.billing.ports.driven.Samples.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.ports.driven.Mirrors.Claim;
import dev.countinghouse.billing.ports.driven.Mirrors.Next;
import dev.countinghouse.billing.ports.driven.Mirrors.Waiting;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is there of what was changed here. */
public abstract class MirrorsPutContract extends MirrorsCase {

    private Optional<Boolean> isKept() {
        return in(ACME, () -> mirrors().isKept(ACME));
    }

    @Test
    void allIsKeptOnceWhatWasChangedHereIsDone() {
        assertThat(isKept()).isEmpty();
        note(ACME);
        Claim claim = claimed();
        assertThat(isKept()).contains(false);
        release(claim, FAILED);
        assertThat(isKept()).contains(false);
        release(claim(ACME, SOON).orElseThrow(), DONE);
        assertThat(isKept()).contains(true);

        look(ACME);
        assertThat(isKept()).as("nothing of ours").contains(true);
        note(ACME);
        assertThat(isKept()).contains(false);
    }

    @Test
    void whatWaitsMayHaveBroughtThereAllOfOursThatItCan() {
        note(ACME);
        Next waits = new Next(Optional.empty(), Optional.of(AGAIN), true);
        release(claimed(), waits);
        assertThat(due(SOON.minusSeconds(1))).isEmpty();
        assertThat(due(SOON)).containsExactly(ACME);
        Claim again = claim(ACME, SOON).orElseThrow();
        assertThat(again.isPut()).isTrue();
        assertThat(again.isKept()).isFalse();

        note(ACME);
        release(again, waits);
        Claim noted = claimed();
        assertThat(noted.isPut()).as("something was changed meanwhile").isFalse();
        release(noted, FAILED);
        Claim failed = claim(ACME, SOON).orElseThrow();
        assertThat(failed.isPut()).isFalse();
        release(failed, DONE);
        Claim done = claim(ACME, SOON).orElseThrow();
        assertThat(done.isKept()).isTrue();
        assertThat(done.isPut()).isTrue();
    }

    @Test
    void whatIsReopenedIsPutAgainWhenItIsDone() {
        note(ACME);
        release(claimed(), DONE);
        look(ACME);
        Claim claim = claimed();
        assertThat(claim.isPut()).isTrue();
        run(ACME, () -> mirrors().reopen(claim));
        assertThat(isLatest(claim)).as("nothing was changed here").isTrue();
        Claim later = claim(ACME, LATER).orElseThrow();
        assertThat(later.isPut()).as("a crash leaves it so").isFalse();
        run(ACME, () -> mirrors().reopen(claim));
        release(later, FAILED);
        assertThat(waiting()).containsExactly(new Waiting(ACME, AGAIN));
        Claim again = claim(ACME, LATER).orElseThrow();
        assertThat(again.isPut()).as("it was not done").isFalse();
        release(again, DONE);
        assertThat(claimed().isPut()).isTrue();
        assertThat(due(START)).isEmpty();
    }

    private void waitForUsage(Claim claim, Instant now) {
        run(ACME, () -> mirrors().waitForUsage(claim, Optional.of(now)));
    }

    @Test
    void usageIsWaitedForUntilItIsToldOrWhatWasChangedIsPut() {
        note(ACME);
        Claim first = claimed();
        assertThat(first.untoldSince()).isEmpty();
        undone(Scope.of(ACME), () -> mirrors().waitForUsage(first, Optional.of(START)));
        waitForUsage(first, SOON);
        release(first, FAILED);
        look(ACME);
        Claim looked = claimed();
        assertThat(looked.untoldSince())
                .as("a hurried look does not begin it anew")
                .contains(SOON);
        look(ACME);
        release(looked, FAILED);
        note(ACME);
        Claim noted = claimed();
        assertThat(noted.untoldSince()).as("nor does another change").contains(SOON);
        run(ACME, () -> mirrors().waitForUsage(noted, Optional.empty()));
        release(noted, FAILED);
        look(ACME);
        Claim told = claimed();
        assertThat(told.untoldSince()).isEmpty();
        waitForUsage(told, LATER);
        release(told, new Next(Optional.empty(), Optional.of(AGAIN), true));
        Claim put = claim(ACME, SOON).orElseThrow();
        assertThat(put.untoldSince()).isEmpty();
        waitForUsage(put, LATER);
        release(put, DONE);
        Claim done = claimed();
        assertThat(done.untoldSince()).isEmpty();
        Claim next = claim(ACME, LATER).orElseThrow();
        waitForUsage(done, LATER);
        release(next, FAILED);
        assertThat(claimed().untoldSince()).as("somebody else was at it").isEmpty();
    }

    @Test
    void whatWasNeverPutIsNotReopened() {
        note(ACME);
        Claim claim = claimed();
        run(ACME, () -> mirrors().reopen(claim));
        undone(Scope.of(ACME), () -> mirrors().reopen(claim));
        assertThat(release(claim, DONE)).isTrue();
        assertThat(claimed().isKept()).isTrue();
    }
}
