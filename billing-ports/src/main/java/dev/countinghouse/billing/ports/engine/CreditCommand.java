package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.CreditBook;
import dev.countinghouse.billing.domain.credit.HoldId;
import dev.countinghouse.billing.domain.ledger.CommandKey;
import dev.countinghouse.billing.domain.ledger.GrantId;
import java.time.Instant;
import java.util.Set;
import java.util.function.Function;

/**
 * Something to be done to an account's credits, and what has to be read for it.
 *
 * @param step works on the book at the instant of the call; it refuses before it changes anything
 */
record CreditCommand<O>(
        AccountId account,
        Set<HoldId> holds,
        Set<GrantId> grants,
        Set<CommandKey> commands,
        Set<Instant> burnsOf,
        Function<CreditBook, O> step) {

    static <O> CreditCommand<O> onHold(AccountId account, HoldId hold, Function<CreditBook, O> step) {
        return new CreditCommand<>(account, Set.of(hold), Set.of(), Set.of(), Set.of(), step);
    }

    static <O> CreditCommand<O> onGrant(AccountId account, GrantId grant, Function<CreditBook, O> step) {
        return new CreditCommand<>(account, Set.of(), Set.of(grant), Set.of(), Set.of(), step);
    }

    static <O> CreditCommand<O> of(AccountId account, CommandKey command, Function<CreditBook, O> step) {
        return new CreditCommand<>(account, Set.of(), Set.of(), Set.of(command), Set.of(), step);
    }

    /** Changes nothing but what is due by now. */
    static <O> CreditCommand<O> looking(AccountId account, Function<CreditBook, O> step) {
        return new CreditCommand<>(account, Set.of(), Set.of(), Set.of(), Set.of(), step);
    }

    CreditCommand<O> and(GrantId grant) {
        return new CreditCommand<>(account, holds, Set.of(grant), commands, burnsOf, step);
    }
}
