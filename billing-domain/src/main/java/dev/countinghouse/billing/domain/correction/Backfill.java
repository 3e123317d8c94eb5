package dev.countinghouse.billing.domain.correction;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.period.Period;
import java.util.Optional;

/**
 * Usage of a past time that is brought in as a whole: loaded while it counts nowhere, applied at once, and reverted at
 * once if it was wrong.
 *
 * @param window the times its events may have
 * @param staged how many events were loaded
 */
public record Backfill(
        AccountId account,
        BackfillId id,
        Period window,
        Warrant opened,
        long staged,
        Optional<Applied> applied,
        Optional<Warrant> reverted) {

    /** @param counted how many events count because of it; the others of those staged were recorded by somebody else first */
    public record Applied(Warrant warrant, long counted) {}

    public enum State {
        OPEN,
        APPLIED,
        REVERTED
    }

    public static Backfill open(AccountId account, BackfillId id, Period window, Warrant opened) {
        return new Backfill(account, id, window, opened, 0, Optional.empty(), Optional.empty());
    }

    public State state() {
        if (reverted.isPresent()) {
            return State.REVERTED;
        }
        return applied.isPresent() ? State.APPLIED : State.OPEN;
    }

    public Backfill applied(Warrant warrant, long counted) {
        return new Backfill(
                account, id, window, opened, staged, Optional.of(new Applied(warrant, counted)), Optional.empty());
    }

    public Backfill reverted(Warrant warrant) {
        return new Backfill(account, id, window, opened, staged, applied, Optional.of(warrant));
    }
}
