package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.BookState;
import dev.countinghouse.billing.domain.ledger.LedgerCheck;
import dev.countinghouse.billing.domain.ledger.LedgerCheck.Defect;
import dev.countinghouse.billing.domain.ledger.LedgerHead;
import dev.countinghouse.billing.domain.ledger.SealedEntry;
import dev.countinghouse.billing.ports.driven.Journal.Needs;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.driving.VerifyLedger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Notes head and balances under the lock, which is short, and then reads the entries up to that head: they do not change any
 * more, so that whoever uses the account meanwhile is not in the way.
 */
final class LedgerVerifier implements VerifyLedger {

    private static final int PAGE = 1_000;
    private static final int MOST = 10_000;

    private final Books books;

    LedgerVerifier(Books books) {
        this.books = books;
    }

    @Override
    public Finding verify(AccountId account, Optional<LedgerHead> kept) {
        Optional<BookState> locked = books.transactions().inTransaction(Scope.of(account), () -> {
            Lookups.account(books, account);
            Map<AccountId, BookState> states = books.journal().lock(List.of(Needs.of(account, Instant.EPOCH)));
            return Optional.ofNullable(states.get(account));
        });
        BookState state = locked.orElse(BookState.empty(account));
        LedgerCheck check = new LedgerCheck(account, books.ledgerKey());
        kept.filter(head -> head.entries() == 0).ifPresent(check::mustHaveReached);
        Optional<Defect> unreadable = readUpTo(state.head(), kept, check);
        if (unreadable.isPresent()) {
            return new Finding(check.reached(), unreadable);
        }
        check.mustHaveReached(state.head());
        kept.filter(head -> head.entries() > check.reached().entries()).ifPresent(check::mustHaveReached);
        check.mustAddUpTo(state.balances());
        return new Finding(check.reached(), check.defect());
    }

    private Optional<Defect> readUpTo(LedgerHead head, Optional<LedgerHead> kept, LedgerCheck check) {
        long last = head.entries();
        int page = PAGE;
        while (check.defect().isEmpty() && check.reached().entries() < last) {
            List<SealedEntry> entries;
            try {
                entries = page(head.account(), check.reached().entries(), page);
            } catch (UnavailableException unreachable) {
                throw unreachable;
            } catch (RuntimeException unreadable) {
                if (page == 1) {
                    return Optional.of(new Defect(
                            check.reached().entries() + 1, "entry cannot be read: " + unreadable.getMessage()));
                }
                page = 1;
                continue;
            }
            if (entries.isEmpty()) {
                break;
            }
            for (SealedEntry each : entries) {
                if (each.entry().ordinal() <= last && check.next(each)) {
                    kept.filter(known -> known.entries() == check.reached().entries())
                            .ifPresent(check::mustHaveReached);
                }
            }
        }
        return Optional.empty();
    }

    private List<SealedEntry> page(AccountId account, long after, int limit) {
        return books.transactions()
                .inTransaction(Scope.of(account), () -> books.journal().entriesAfter(account, after, limit));
    }

    @Override
    public List<LedgerHead> heads(Optional<AccountId> after, int limit) {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("limit is " + limit + ", it must be 1 to " + MOST);
        }
        return books.transactions()
                .inTransaction(Scope.SYSTEM, () -> books.journal().heads(after, limit));
    }
}
