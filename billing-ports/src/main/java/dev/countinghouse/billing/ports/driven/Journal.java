package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.BookChanges;
import dev.countinghouse.billing.domain.credit.BookState;
import dev.countinghouse.billing.domain.credit.CreditSummary;
import dev.countinghouse.billing.domain.credit.Grant;
import dev.countinghouse.billing.domain.credit.Hold;
import dev.countinghouse.billing.domain.credit.HoldId;
import dev.countinghouse.billing.domain.credit.TopUp;
import dev.countinghouse.billing.domain.ledger.CommandKey;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.GrantId;
import dev.countinghouse.billing.domain.ledger.LedgerHead;
import dev.countinghouse.billing.domain.ledger.SealedEntry;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The ledgers of all accounts: entries, which are only ever added, and what they have led to. An account has a ledger once
 * it was opened. Whoever changes one locks it, reads what the change needs, and saves all of it: both or neither, and
 * nobody in between.
 */
public interface Journal {

    /**
     * What is needed of an account besides its balances and open grants.
     *
     * @param dueBy until when; open holds that expire by then are read, too
     * @param grants by id, open or not
     * @param commands whose entries are looked for
     * @param burnsOf the starts of billing periods, whose burns are read, with the grants they took from
     */
    record Needs(
            AccountId account,
            Instant dueBy,
            Set<HoldId> holds,
            Set<GrantId> grants,
            Set<CommandKey> commands,
            Set<Instant> burnsOf) {

        public static Needs of(AccountId account, Instant dueBy) {
            return new Needs(account, dueBy, Set.of(), Set.of(), Set.of(), Set.of());
        }
    }

    /** @param entries sealed, the ones of the changes in their order */
    record Booked(AccountId account, List<SealedEntry> entries, BookChanges changes, Optional<Instant> plannedAt) {}

    /** Gives an account a ledger; nothing happens if it has one. */
    void open(AccountId account);

    /**
     * Locks the ledgers of accounts, in the order of their ids whatever order they come in, until the transaction ends, and
     * reads what is stored after that. Accounts without a ledger are not in the answer. One need per account, and one answer
     * per need: holds and burns with the grants they took from, grants in the order they were granted.
     */
    Map<AccountId, BookState> lock(Collection<Needs> needs);

    /** The same without locking, for looking at it, as of one instant; empty if the account has no ledger. */
    Optional<BookState> read(Needs needs);

    /**
     * Keeps what has become of ledgers that this transaction has locked. A head is what the last entry says; a top-up that
     * is wanted is wanted until it is taken.
     *
     * @throws StaleVersionException if an entry does not follow the last one stored, or there is no ledger
     */
    void save(Collection<Booked> booked);

    /** How far below 0 what is admitted may take the balance of a unit. */
    void setCreditLine(AccountId account, Credits line);

    void setTopUp(AccountId account, Optional<TopUp> topUp);

    /** When plans give or take credits next. */
    void plan(AccountId account, Optional<Instant> at);

    /** Entries behind an ordinal, in their order; 0 is before the first. */
    List<SealedEntry> entriesAfter(AccountId account, long ordinal, int limit);

    /** Entries before an ordinal, the latest first. */
    List<SealedEntry> entriesBefore(AccountId account, long ordinal, int limit);

    /**
     * Sums of the postings of entries from an instant up to, without, another, by kind of entry, unit and account; of usage,
     * sales and captures also by what they are about.
     */
    List<CreditSummary.Total> totals(AccountId account, Instant from, Instant to);

    /** All grants before one, by the ordinal of the entry that granted them, the latest first; closed ones too. */
    List<Grant> grantsBefore(AccountId account, long ordinal, int limit);

    /** The holds that are open, the oldest first; at most {@code limit}. */
    List<Hold> openHolds(AccountId account, int limit);

    Optional<LedgerHead> head(AccountId account);

    /** Heads of all accounts, ordered by id (Unicode code points), behind one or from the first; for the system. */
    List<LedgerHead> heads(Optional<AccountId> after, int limit);

    /**
     * Accounts whose credits change by time at or before an instant: holds and grants expire, grants become effective, plans
     * give or take. The longest overdue first, at most {@code limit}; one with a clock of its own is judged by that. For the
     * system.
     */
    List<AccountId> dueBy(Instant instant, int limit);

    /** When that is next; empty if it never is. */
    Optional<Instant> nextDue(AccountId account);

    /** Accounts that want a top-up, in no order; for the system. */
    List<AccountId> wantingTopUp(int limit);

    /** Takes the wish for a top-up away, whoever made it; {@code false} if there was none. */
    boolean takeTopUp(AccountId account);
}
