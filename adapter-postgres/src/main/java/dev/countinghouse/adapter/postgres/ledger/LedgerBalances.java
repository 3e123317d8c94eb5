package dev.countinghouse.adapter.postgres.ledger;

import dev.countinghouse.adapter.postgres.transaction.Command;
import dev.countinghouse.adapter.postgres.transaction.Row;
import dev.countinghouse.adapter.postgres.transaction.Session;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.BookChanges;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.LedgerAccount;
import dev.countinghouse.billing.ports.driven.Journal.Booked;
import dev.countinghouse.billing.ports.driven.Journal.Needs;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** Balances and credit lines of accounts. */
final class LedgerBalances {

    private record Balance(LedgerAccount of, Credits credits) {}

    private LedgerBalances() {}

    static Command of(List<Needs> needs) {
        return Own.accounts(needs)
                .command(
                        "select account_id, unit, ledger_account, amount from ledger_balance where account_id = any (?)");
    }

    static LedgerAccount ledgerAccount(Row row) throws SQLException {
        return LedgerAccount.of(row.text("ledger_account"));
    }

    static Credits credits(Row row) throws SQLException {
        return new Credits(row.decimal("amount"), new CreditUnit(row.text("unit")));
    }

    /** Of all that are given those that have changed. */
    static List<Command> keep(Collection<Booked> booked) {
        return Own.of(Own.changed(booked, LedgerBalances::balances))
                .text(own -> own.value().credits().unit().code())
                .text(own -> own.value().of().key())
                .decimal(own -> own.value().credits().value())
                .writing(
                        """
                        insert into ledger_balance (account_id, unit, ledger_account, amount)
                        select account_id, unit, ledger_account, balance.amount::numeric
                          from unnest(?, ?, ?, ?) as balance (account_id, unit, ledger_account, amount)
                          left join ledger_balance as stored using (account_id, unit, ledger_account)
                         where stored.amount is distinct from balance.amount::numeric
                        on conflict (account_id, unit, ledger_account) do update set amount = excluded.amount
                        """);
    }

    private static List<Balance> balances(BookChanges changes) {
        return changes.balances().values().stream()
                .flatMap(accounts -> accounts.entrySet().stream())
                .map(account -> new Balance(account.getKey(), account.getValue()))
                .toList();
    }

    static Command creditLines(List<Needs> needs) {
        return Own.accounts(needs)
                .command("select account_id, unit, amount from credit_line where account_id = any (?)");
    }

    static void setCreditLine(Session session, AccountId account, Credits line) {
        session.update(
                """
                insert into credit_line (account_id, unit, amount)
                select account_id, ?, ?
                  from ledger_head
                 where account_id = ?
                on conflict (account_id, unit) do update set amount = excluded.amount
                """,
                line.unit().code(),
                line.value(),
                account.value());
    }
}
