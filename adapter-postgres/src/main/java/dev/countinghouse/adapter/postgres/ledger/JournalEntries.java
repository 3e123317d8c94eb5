package dev.countinghouse.adapter.postgres.ledger;

import dev.countinghouse.adapter.postgres.transaction.Batch;
import dev.countinghouse.adapter.postgres.transaction.Command;
import dev.countinghouse.adapter.postgres.transaction.Row;
import dev.countinghouse.adapter.postgres.transaction.Session;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.CreditSummary;
import dev.countinghouse.billing.domain.ledger.CommandKey;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.EntryKind;
import dev.countinghouse.billing.domain.ledger.EntrySeal;
import dev.countinghouse.billing.domain.ledger.GrantId;
import dev.countinghouse.billing.domain.ledger.JournalEntry;
import dev.countinghouse.billing.domain.ledger.LedgerAccount;
import dev.countinghouse.billing.domain.ledger.Posting;
import dev.countinghouse.billing.domain.ledger.SealedEntry;
import dev.countinghouse.billing.ports.driven.Journal.Booked;
import dev.countinghouse.billing.ports.driven.Journal.Needs;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Entries, each a row with its postings as arrays side by side, so that the database can check that it balances. */
final class JournalEntries {

    private JournalEntries() {}

    /** Comes behind the change of the heads, which are compared with what is added. */
    static List<Command> add(Collection<Booked> booked) {
        List<SealedEntry> entries =
                booked.stream().flatMap(each -> each.entries().stream()).toList();
        return new Batch<SealedEntry>(entries)
                .text(each -> each.entry().account().value())
                .whole(each -> each.entry().ordinal())
                .text(each -> each.entry().kind().key())
                .optionalText(each -> each.entry().command().map(CommandKey::value))
                .text(each -> each.entry().about())
                .instant(each -> each.entry().at())
                .texts(each ->
                        postings(each, posting -> Optional.of(posting.account().key())))
                .texts(each -> postings(each, posting -> posting.grant().map(GrantId::value)))
                .texts(each -> postings(
                        each, posting -> Optional.of(posting.amount().unit().code())))
                .decimals(each -> postings(each, posting -> posting.amount().value()))
                .text(each -> each.seal().hex())
                .writing(
                        """
                        insert into journal_entry (
                            account_id, ordinal, kind, command, about, at, accounts, grants, units, amounts, seal)
                        select account_id, ordinal::bigint, kind, command, about, at::timestamptz,
                               accounts::text[], grants::text[], units::text[], amounts::numeric[], decode(seal, 'hex')
                          from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                            as entry (account_id, ordinal, kind, command, about, at,
                                      accounts, grants, units, amounts, seal)
                        """);
    }

    private static <T> List<T> postings(SealedEntry sealed, Function<Posting, T> column) {
        return sealed.entry().postings().stream().map(column).toList();
    }

    /** The limit has each looked up by its command, never all entries of an account read. */
    static Command ofCommands(List<Needs> needs) {
        return Own.needed(needs, Needs::commands)
                .text(own -> own.value().value())
                .command(
                        """
                        select entry.*
                          from unnest(?, ?) as wanted (account_id, command)
                         cross join lateral (
                                select *
                                  from journal_entry as booked
                                 where booked.account_id = wanted.account_id and booked.command = wanted.command
                                 limit 1) as entry
                        """);
    }

    static List<SealedEntry> after(Session session, AccountId account, long ordinal, int limit) {
        return session.query(
                "select * from journal_entry where account_id = ? and ordinal > ? order by ordinal limit ?",
                JournalEntries::sealed,
                account.value(),
                ordinal,
                limit);
    }

    static List<SealedEntry> before(Session session, AccountId account, long ordinal, int limit) {
        return session.query(
                "select * from journal_entry where account_id = ? and ordinal < ? order by ordinal desc limit ?",
                JournalEntries::sealed,
                account.value(),
                ordinal,
                limit);
    }

    static List<CreditSummary.Total> totals(Session session, AccountId account, Instant from, Instant to) {
        List<String> spending = Stream.of(EntryKind.values())
                .filter(EntryKind::isSpending)
                .map(EntryKind::key)
                .toList();
        return session.query(
                """
                select kind, subject, posting.account, posting.unit, sum(posting.amount) as amount
                  from (select kind, case when kind = any (?) then about else '' end as subject,
                               accounts, units, amounts
                          from journal_entry
                         where account_id = ? and at >= ? and at < ?) as entry,
                       unnest(accounts, units, amounts) as posting (account, unit, amount)
                 group by kind, subject, posting.account, posting.unit
                """,
                row -> new CreditSummary.Total(
                        EntryKind.of(row.text("kind")),
                        row.text("subject"),
                        LedgerAccount.of(row.text("account")),
                        new Credits(row.decimal("amount"), new CreditUnit(row.text("unit")))),
                spending,
                account.value(),
                from,
                to);
    }

    private static SealedEntry sealed(Row row) throws SQLException {
        return new SealedEntry(entry(row), new EntrySeal(row.hex("seal")));
    }

    static JournalEntry entry(Row row) throws SQLException {
        return new JournalEntry(
                new AccountId(row.text("account_id")),
                row.whole("ordinal"),
                EntryKind.of(row.text("kind")),
                row.optionalText("command").map(CommandKey::new),
                row.text("about"),
                row.instant("at"),
                postings(row));
    }

    private static List<Posting> postings(Row row) throws SQLException {
        List<String> accounts = row.texts("accounts");
        List<Optional<String>> grants = row.optionalElements("grants");
        List<String> units = row.texts("units");
        List<BigDecimal> amounts = row.decimals("amounts");
        List<Posting> postings = new ArrayList<>(accounts.size());
        for (int i = 0; i < accounts.size(); i++) {
            postings.add(new Posting(
                    LedgerAccount.of(accounts.get(i)),
                    grants.get(i).map(GrantId::new),
                    new Credits(amounts.get(i), new CreditUnit(units.get(i)))));
        }
        return postings;
    }
}
