package dev.countinghouse.adapter.postgres.ledger;

import dev.countinghouse.adapter.postgres.transaction.Command;
import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.adapter.postgres.transaction.Session;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.BookState;
import dev.countinghouse.billing.domain.credit.CreditSummary;
import dev.countinghouse.billing.domain.credit.Grant;
import dev.countinghouse.billing.domain.credit.Hold;
import dev.countinghouse.billing.domain.credit.TopUp;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.LedgerHead;
import dev.countinghouse.billing.domain.ledger.SealedEntry;
import dev.countinghouse.billing.ports.driven.Journal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Locking with what is read after it is one wait for the database, and saving is another, however much there is of either. */
public final class PostgresJournal implements Journal {

    private final PostgresTransactions transactions;

    public PostgresJournal(PostgresTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void open(AccountId account) {
        transactions
                .bound(account)
                .update("insert into ledger_head (account_id) values (?) on conflict do nothing", account.value());
    }

    @Override
    public Map<AccountId, BookState> lock(Collection<Needs> needs) {
        return new BookReading(transactions.current(), needs).locked();
    }

    @Override
    public Optional<BookState> read(Needs needs) {
        return new BookReading(transactions.current(), List.of(needs))
                .unlocked().values().stream().findFirst();
    }

    @Override
    public void save(Collection<Booked> booked) {
        Session session = transactions.current();
        booked.forEach(each -> session.requireBound(each.account()));
        List<Command> inOrder = Stream.of(
                        LedgerHeads.move(booked),
                        JournalEntries.add(booked),
                        LedgerBalances.keep(booked),
                        CreditGrants.keep(booked),
                        CreditHolds.keep(booked),
                        CreditBurns.keep(booked))
                .flatMap(List::stream)
                .toList();
        session.send(inOrder);
    }

    @Override
    public void setCreditLine(AccountId account, Credits line) {
        LedgerBalances.setCreditLine(transactions.bound(account), account, line);
    }

    @Override
    public void setTopUp(AccountId account, Optional<TopUp> topUp) {
        LedgerHeads.setTopUp(transactions.bound(account), account, topUp);
    }

    @Override
    public void plan(AccountId account, Optional<Instant> at) {
        transactions
                .bound(account)
                .update("update ledger_head set planned_at = ? where account_id = ?", at, account.value());
    }

    @Override
    public List<SealedEntry> entriesAfter(AccountId account, long ordinal, int limit) {
        return JournalEntries.after(transactions.bound(account), account, ordinal, limit);
    }

    @Override
    public List<SealedEntry> entriesBefore(AccountId account, long ordinal, int limit) {
        return JournalEntries.before(transactions.bound(account), account, ordinal, limit);
    }

    @Override
    public List<CreditSummary.Total> totals(AccountId account, Instant from, Instant to) {
        return JournalEntries.totals(transactions.bound(account), account, from, to);
    }

    @Override
    public List<Grant> grantsBefore(AccountId account, long ordinal, int limit) {
        return CreditGrants.before(transactions.bound(account), account, ordinal, limit);
    }

    @Override
    public List<Hold> openHolds(AccountId account, int limit) {
        return CreditHolds.open(transactions.bound(account), account, limit);
    }

    @Override
    public Optional<LedgerHead> head(AccountId account) {
        return transactions
                .bound(account)
                .queryOne(
                        "select account_id, entries, seal from ledger_head where account_id = ?",
                        LedgerHeads::end,
                        account.value());
    }

    @Override
    public List<LedgerHead> heads(Optional<AccountId> after, int limit) {
        return transactions
                .current()
                .query(
                        """
                        select account_id, entries, seal
                          from ledger_head
                         where account_id > ?
                         order by account_id
                         limit ?
                        """,
                        LedgerHeads::end,
                        after.map(AccountId::value).orElse(""),
                        limit);
    }

    @Override
    public List<AccountId> dueBy(Instant instant, int limit) {
        return LedgerHeads.dueBy(transactions.current(), instant, limit);
    }

    @Override
    public Optional<Instant> nextDue(AccountId account) {
        return transactions
                .bound(account)
                .queryOne(
                        "select min(at) as next from credits_due where account_id = ?",
                        row -> row.optionalInstant("next"),
                        account.value())
                .flatMap(due -> due);
    }

    @Override
    public List<AccountId> wantingTopUp(int limit) {
        return transactions
                .current()
                .query(
                        "select account_id from ledger_head where top_up_wanted limit ?",
                        row -> new AccountId(row.text("account_id")),
                        limit);
    }

    @Override
    public boolean takeTopUp(AccountId account) {
        return transactions
                        .bound(account)
                        .update(
                                "update ledger_head set top_up_wanted = false where account_id = ? and top_up_wanted",
                                account.value())
                > 0;
    }
}
