package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.HoldId;
import dev.countinghouse.billing.domain.credit.HoldOrder;
import dev.countinghouse.billing.domain.credit.HoldOutcome;
import dev.countinghouse.billing.domain.ledger.Credits;
import java.time.Instant;
import java.util.List;

/**
 * Reserves credits before something is done and settles what it came to. However many callers there are, holds never take
 * more than there is. Each step may be repeated: it is done once.
 */
public interface HoldCredits {

    /**
     * Answers per step, in their order; one that is refused does not hold back the others. Steps that come together, from one
     * caller or many, share a transaction.
     *
     * @throws UnknownException for an account that there is not: nothing was done
     */
    List<HoldOutcome> run(List<Step> steps);

    default HoldOutcome run(Step step) {
        return run(List.of(step)).get(0);
    }

    sealed interface Step {

        AccountId account();

        record Place(AccountId account, HoldOrder order) implements Step {}

        /**
         * @param toAmount of the whole hold; less than it has changes nothing
         * @param until when it expires; earlier than it does changes nothing
         */
        record Extend(AccountId account, HoldId hold, Credits toAmount, Instant until) implements Step {}

        /** @param amount that was used: less than held, as much or more; what grants do not have is overdrawn */
        record Capture(AccountId account, HoldId hold, Credits amount) implements Step {}

        record Release(AccountId account, HoldId hold) implements Step {}
    }
}
