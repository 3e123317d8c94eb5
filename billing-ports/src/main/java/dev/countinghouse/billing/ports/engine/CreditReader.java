package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.BookState;
import dev.countinghouse.billing.domain.credit.CreditBalance;
import dev.countinghouse.billing.domain.credit.CreditBook;
import dev.countinghouse.billing.domain.credit.CreditSummary;
import dev.countinghouse.billing.domain.credit.Grant;
import dev.countinghouse.billing.domain.credit.Hold;
import dev.countinghouse.billing.domain.credit.HoldId;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.GrantId;
import dev.countinghouse.billing.domain.ledger.SealedEntry;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.SpendPurpose;
import dev.countinghouse.billing.ports.driven.Journal.Needs;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.ReadCredits;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

/** Reads as if everything that is due had been booked, and books nothing. */
final class CreditReader implements ReadCredits {

    private static final int MOST = 1_000;
    private static final Instant LONG_AGO = Instant.parse("0001-01-01T00:00:00Z");

    private final Books books;

    CreditReader(Books books) {
        this.books = books;
    }

    @Override
    public List<CreditBalance> balances(AccountId account) {
        return inTransaction(account, () -> book(Lookups.account(books, account)).stream()
                .flatMap(book -> book.units().stream().map(book::balance))
                .toList());
    }

    /** What can be spent for a purpose as of now. Has to run in a transaction bound to the account. */
    Credits available(AccountView view, CreditUnit unit, SpendPurpose purpose) {
        return book(view).map(book -> book.available(unit, purpose)).orElse(Credits.zero(unit));
    }

    /** The book as it would be if all that is due by now were booked; empty if the account never had credits. */
    private Optional<CreditBook> book(AccountView view) {
        AccountId account = view.account().id();
        Instant now = books.now(account);
        List<UsageBurner.Main> running =
                UsageBurner.paysWithCredits(view) ? UsageBurner.periods(view, Set.of(now)) : List.of();
        Set<Instant> burns = UsageBurner.starts(running);
        Set<GrantId> given = new HashSet<>();
        books.journal()
                .read(Needs.of(account, now))
                .flatMap(BookState::plannedAt)
                .filter(at -> !at.isAfter(now))
                .ifPresent(at -> {
                    burns.addAll(UsageBurner.starts(CreditPlanner.burnt(view, at, now)));
                    given.addAll(CreditPlanner.given(view));
                });
        return books.journal()
                .read(new Needs(account, now, Set.of(), given, Set.of(), burns))
                .map(state -> {
                    CreditBook book = new CreditPlanner(books).catchUp(new CreditBook(state), now, () -> view);
                    running.forEach(period -> UsageBurner.burn(view, period, book));
                    return book;
                });
    }

    @Override
    public Period currentPeriod(AccountId account) {
        return inTransaction(account, () -> Lookups.account(books, account).periodAt(books.now(account)));
    }

    @Override
    public List<CreditSummary> summary(AccountId account, Period time) {
        return inTransaction(account, () -> {
            Lookups.account(books, account);
            return CreditSummary.of(
                    books.journal().totals(account, LONG_AGO, Books.kept(time.start())),
                    books.journal().totals(account, Books.kept(time.start()), Books.kept(time.end())));
        });
    }

    @Override
    public Optional<Grant> grant(AccountId account, GrantId grant) {
        Needs needs = new Needs(account, Instant.EPOCH, Set.of(), Set.of(grant), Set.of(), Set.of());
        return inTransaction(account, () -> books.journal().read(needs)).stream()
                .flatMap(state -> state.grants().stream())
                .filter(each -> each.id().equals(grant))
                .findFirst();
    }

    @Override
    public List<Grant> grants(AccountId account, OptionalLong before, int limit) {
        requirePage(limit);
        return inTransaction(
                account, () -> books.journal().grantsBefore(account, before.orElse(Long.MAX_VALUE), limit));
    }

    @Override
    public Optional<Hold> hold(AccountId account, HoldId hold) {
        Needs needs = new Needs(account, Instant.EPOCH, Set.of(hold), Set.of(), Set.of(), Set.of());
        return inTransaction(account, () -> books.journal().read(needs)).stream()
                .flatMap(state -> state.holds().stream())
                .filter(each -> each.id().equals(hold))
                .findFirst();
    }

    @Override
    public List<Hold> openHolds(AccountId account, int limit) {
        requirePage(limit);
        return inTransaction(account, () -> books.journal().openHolds(account, limit));
    }

    @Override
    public List<SealedEntry> history(AccountId account, OptionalLong before, int limit) {
        requirePage(limit);
        return inTransaction(
                account, () -> books.journal().entriesBefore(account, before.orElse(Long.MAX_VALUE), limit));
    }

    private static void requirePage(int limit) {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("limit is " + limit + ", it must be 1 to " + MOST);
        }
    }

    private <T> T inTransaction(AccountId account, Supplier<T> work) {
        return books.transactions().inTransaction(Scope.of(account), work);
    }
}
