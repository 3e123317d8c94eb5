package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import java.time.Instant;

/**
 * Lets time pass, on an instance that has a test clock. Whatever falls due on the way is done at its own instant, the
 * earliest first: the clock stops at each, periods are closed and renewed, and it goes on.
 *
 * <p>A clock stands still where it was put. It is put anywhere the first time, and only forward from then on; the first time
 * of an account that has a subscription already is forward, too. An account with a clock of its own does not follow that of
 * the instance any more.
 */
public interface AdvanceClock {

    /** @throws IllegalArgumentException for an instant before the one where the clock stands */
    Position advance(Instant to, int most);

    /**
     * @param most stops at this many instants before it returns; call again to go on
     * @throws IllegalArgumentException for an instant before the one where the account's clock stands
     */
    Position advance(AccountId account, Instant to, int most);

    /**
     * @param now where the clock stands
     * @param arrived whether that is where it was to go
     */
    record Position(Instant now, boolean arrived) {}
}
