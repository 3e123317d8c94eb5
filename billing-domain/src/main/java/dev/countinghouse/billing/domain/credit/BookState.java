package dev.countinghouse.billing.domain.credit;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.ledger.CommandKey;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.JournalEntry;
import dev.countinghouse.billing.domain.ledger.LedgerAccount;
import dev.countinghouse.billing.domain.ledger.LedgerHead;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is stored of an account's credits, as far as the commands at hand need it.
 *
 * @param lastAt when the last entry was made
 * @param creditLines how far below 0 the balance may be taken by what is admitted; 0 where there is none
 * @param topUp how credits are bought by themselves
 * @param plannedAt when plans give or take credits next; empty if they never do
 * @param grants all open ones, and those that burns and holds at hand took from
 * @param holds those at hand and those whose time is over
 * @param done the entries that commands at hand have made before
 */
public record BookState(
        LedgerHead head,
        Optional<Instant> lastAt,
        Map<CreditUnit, Map<LedgerAccount, Credits>> balances,
        Map<CreditUnit, Credits> creditLines,
        Optional<TopUp> topUp,
        Optional<Instant> plannedAt,
        List<Grant> grants,
        List<Hold> holds,
        List<Burn> burns,
        Map<CommandKey, JournalEntry> done) {

    /** Of an account that has no credits yet. */
    public static BookState empty(AccountId account) {
        return new BookState(
                LedgerHead.empty(account),
                Optional.empty(),
                Map.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                Map.of());
    }
}
