package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.LimitInForce;
import dev.countinghouse.billing.domain.limit.LimitId;
import dev.countinghouse.billing.domain.limit.UsageLimit;
import java.util.List;

/** Limits what an account or a part of it may use, beside or in place of what its plans do. */
public interface SetLimit {

    /** An account may have so many of its own: each call is held against all of them. */
    int MOST = 50;

    /**
     * New, or in place of the account's own with its id. While it is there, it replaces one of its plans with this id.
     *
     * @throws UnknownException for an account that there is not
     */
    Outcome set(AccountId account, UsageLimit limit);

    /** What plans have of it holds again. @throws UnknownException for one that the account has not of its own */
    void remove(AccountId account, LimitId id);

    /** All that hold now, of its plans and its own, ordered by id. @throws UnknownException for an account that there is not */
    List<LimitInForce> list(AccountId account);

    sealed interface Outcome {

        /** @param created whether it is new among the account's own */
        record Done(LimitInForce limit, boolean created) implements Outcome {}

        /** @param field that is wrong; empty if none is */
        record Refused(String field, String reason) implements Outcome {}
    }
}
