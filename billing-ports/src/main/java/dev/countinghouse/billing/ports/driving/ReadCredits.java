package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.CreditBalance;
import dev.countinghouse.billing.domain.credit.CreditSummary;
import dev.countinghouse.billing.domain.credit.Grant;
import dev.countinghouse.billing.domain.credit.Hold;
import dev.countinghouse.billing.domain.credit.HoldId;
import dev.countinghouse.billing.domain.ledger.GrantId;
import dev.countinghouse.billing.domain.ledger.SealedEntry;
import dev.countinghouse.billing.domain.period.Period;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What accounts have, and how it came about. An account that never had credits has none: its lists are empty. */
public interface ReadCredits {

    /**
     * What there is of each unit, as of now: with everything that fell due by now and what levels have come to, whether or
     * not somebody has booked it.
     *
     * @throws UnknownException for an account that there is not
     */
    List<CreditBalance> balances(AccountId account);

    /** What a summary is about where nothing is said: the billing period it is, without a subscription the calendar month. */
    Period currentPeriod(AccountId account);

    /** What happened in a time, by unit: what there was, what came and went, what it was spent on, what is left. */
    List<CreditSummary> summary(AccountId account, Period time);

    Optional<Grant> grant(AccountId account, GrantId grant);

    /** @param before the ordinal of the last one seen; the latest first */
    List<Grant> grants(AccountId account, OptionalLong before, int limit);

    Optional<Hold> hold(AccountId account, HoldId hold);

    /** The holds that are open, the oldest first. */
    List<Hold> openHolds(AccountId account, int limit);

    /** Every entry, the latest first: a history of all credits, and which grants each of them took from. */
    List<SealedEntry> history(AccountId account, OptionalLong before, int limit);
}
