package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.LimitId;
import dev.countinghouse.billing.domain.gate.UsageLimit;
import java.util.List;

/** Limits what an account or a part of it may use, on top of what its plan says. */
public interface SetLimit {

    /** An account may have so many: each call is held against all of them. */
    int MOST = 50;

    /**
     * New, or in place of the one with its id.
     *
     * @throws UnknownException for an account that there is not
     */
    Outcome set(UsageLimit limit);

    /** @throws UnknownException for one that there is not */
    void remove(AccountId account, LimitId id);

    /** Ordered by id. @throws UnknownException for an account that there is not */
    List<UsageLimit> list(AccountId account);

    sealed interface Outcome {

        /** @param created whether it is new */
        record Done(UsageLimit limit, boolean created) implements Outcome {}

        /** @param field that is wrong; empty if none is */
        record Refused(String field, String reason) implements Outcome {}
    }
}
