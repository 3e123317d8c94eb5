package dev.countinghouse.adapter.postgres;

import dev.countinghouse.adapter.postgres.document.PartyDocument;
import dev.countinghouse.adapter.postgres.transaction.Parameters;
import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.adapter.postgres.transaction.Row;
import dev.countinghouse.adapter.postgres.transaction.Session;
import dev.countinghouse.billing.domain.account.Account;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.account.Party;
import dev.countinghouse.billing.ports.driven.Accounts;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Accounts and the subjects that lead to them. That a subject has one owner is held by a unique index over all accounts. */
final class PostgresAccounts implements Accounts {

    private static final String SELECT =
            """
            select account_id, party_name, party_address, party_tax_id, party_email, zone, currency, taxes,
                   array(select subject
                           from account_subject
                          where account_subject.account_id = account.account_id
                            and listed) as subjects
              from account""";

    private final PostgresTransactions transactions;

    PostgresAccounts(PostgresTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public boolean add(Account account) {
        Session session = transactions.bound(account.id());
        return session.attempt(() -> insert(session, account) && claimSubjects(session, account));
    }

    @Override
    public boolean update(Account account) {
        Session session = transactions.bound(account.id());
        return session.attempt(() -> replace(session, account) && claimSubjects(session, account));
    }

    private static boolean insert(Session session, Account account) {
        return session.update(
                        """
                        insert into account (
                            account_id, party_name, party_address, party_tax_id, party_email, zone, currency, taxes)
                        values (?, ?, ?, ?, ?, ?, ?, ?::json)
                        on conflict do nothing
                        """,
                        account.id().value(),
                        account.party().name(),
                        account.party().address(),
                        account.party().taxId(),
                        account.party().email(),
                        account.zone().getId(),
                        account.currency().getCurrencyCode(),
                        PartyDocument.writeTaxes(account.taxes()))
                == 1;
    }

    private static boolean replace(Session session, Account account) {
        return session.update(
                                """
                                update account
                                   set party_name = ?, party_address = ?, party_tax_id = ?, party_email = ?,
                                       zone = ?, currency = ?, taxes = ?::json
                                 where account_id = ?
                                """,
                                account.party().name(),
                                account.party().address(),
                                account.party().taxId(),
                                account.party().email(),
                                account.zone().getId(),
                                account.currency().getCurrencyCode(),
                                PartyDocument.writeTaxes(account.taxes()),
                                account.id().value())
                        == 1
                && dropSubjects(session, account.id());
    }

    private static boolean dropSubjects(Session session, AccountId account) {
        session.update("delete from account_subject where account_id = ?", account.value());
        return true;
    }

    /** Sorted, so that two who want the same subjects wait for each other and not both at once. */
    private static boolean claimSubjects(Session session, Account account) {
        TreeSet<String> subjects = new TreeSet<>(account.subjects());
        subjects.add(account.id().value());
        int claimed = session.update(
                """
                insert into account_subject (account_id, subject, listed)
                select ?, subject, subject = any (?)
                  from unnest(?) with ordinality as wanted (subject, position)
                 order by position
                on conflict do nothing
                """,
                account.id().value(),
                account.subjects(),
                subjects);
        return claimed == subjects.size();
    }

    @Override
    public Optional<Account> find(AccountId id) {
        return transactions.bound(id).queryOne(SELECT + " where account_id = ?", PostgresAccounts::account, id.value());
    }

    @Override
    public List<Account> list(Optional<AccountId> after, int limit) {
        return transactions
                .current()
                .query(
                        SELECT + " where account_id > ? order by account_id limit ?",
                        PostgresAccounts::account,
                        after.map(AccountId::value).orElse(""),
                        limit);
    }

    private static Account account(Row row) throws SQLException {
        return new Account(
                new AccountId(row.text("account_id")),
                new Party(
                        row.text("party_name"),
                        row.texts("party_address"),
                        row.text("party_tax_id"),
                        row.text("party_email")),
                ZoneId.of(row.text("zone")),
                Currency.getInstance(row.text("currency")),
                PartyDocument.readTaxes(row.text("taxes")),
                new TreeSet<>(row.texts("subjects")));
    }

    /** A subject that no account can have, because it could not be kept, is nobody's; it must not fail the others. */
    @Override
    public Map<String, AccountId> ownersOf(Collection<String> subjects) {
        List<String> possible = subjects.stream().filter(Parameters::isStorable).toList();
        Map<String, AccountId> owners = new HashMap<>();
        transactions
                .current()
                .query(
                        "select subject, account_id from account_subject where subject = any (?)",
                        row -> owners.put(row.text("subject"), new AccountId(row.text("account_id"))),
                        possible);
        return owners;
    }
}
