package dev.countinghouse.adapter.postgres.ledger;

import dev.countinghouse.adapter.postgres.transaction.Batch;
import dev.countinghouse.adapter.postgres.transaction.Command;
import dev.countinghouse.adapter.postgres.transaction.Row;
import dev.countinghouse.adapter.postgres.transaction.Session;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.TopUp;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.EntrySeal;
import dev.countinghouse.billing.domain.ledger.LedgerHead;
import dev.countinghouse.billing.domain.ledger.SealedEntry;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.ports.driven.Journal.Booked;
import dev.countinghouse.billing.ports.driven.Journal.Needs;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/** The row of an account that everything hangs on: locked by whoever changes credits, and how far its chain goes. */
final class LedgerHeads {

    /** @param version another one after every change of the row */
    record Head(
            LedgerHead end,
            Optional<Instant> lastAt,
            Optional<TopUp> topUp,
            Optional<Instant> plannedAt,
            String version) {}

    enum Lock {
        NONE(""),
        /** Keeps others from changing it. */
        SHARED("for share"),
        FOR_CHANGE("for update");

        private final String clause;

        Lock(String clause) {
            this.clause = clause;
        }
    }

    private LedgerHeads() {}

    static Command of(List<Needs> needs, Lock lock) {
        return Own.accounts(needs)
                .command(
                        """
                        select *, xmin::text as row_version
                          from ledger_head
                         where account_id = any (?)
                         order by account_id
                        """
                                + lock.clause);
    }

    static Head head(Row row) throws SQLException {
        return new Head(
                end(row),
                row.optionalInstant("last_at"),
                topUp(row),
                row.optionalInstant("planned_at"),
                row.text("row_version"));
    }

    static LedgerHead end(Row row) throws SQLException {
        return new LedgerHead(
                new AccountId(row.text("account_id")), row.whole("entries"), new EntrySeal(row.hex("seal")));
    }

    private static Optional<TopUp> topUp(Row row) throws SQLException {
        Optional<Currency> currency = row.optionalText("top_up_currency").map(Currency::getInstance);
        if (currency.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new TopUp(
                new Credits(row.decimal("top_up_below"), CreditUnit.of(currency.get())),
                new Money(row.whole("top_up_minor"), currency.get()),
                new Money(row.whole("top_up_monthly_minor"), currency.get())));
    }

    /** Comes before the entries, which have to lead there. */
    static List<Command> move(Collection<Booked> booked) {
        Comparator<Booked> inOrder = Comparator.comparing(Booked::account, AccountId.BY_CODE_POINTS);
        return new Batch<Booked>(booked.stream().sorted(inOrder).toList())
                .text(each -> each.account().value())
                .whole(each -> each.entries().stream()
                        .mapToLong(last -> last.entry().ordinal())
                        .findFirst()
                        .orElse(0))
                .whole(each -> each.entries().size())
                .optionalText(each -> last(each).map(last -> last.seal().hex()))
                .optionalInstant(each -> last(each).map(last -> last.entry().at()))
                .optionalInstant(Booked::plannedAt)
                .flag(each -> each.changes().wantsTopUp())
                .writing(
                        """
                        update ledger_head as head
                           set entries = entries_after(head.entries, booked.first::bigint, booked.added::bigint),
                               seal = coalesce(decode(booked.seal, 'hex'), head.seal),
                               last_at = coalesce(booked.last_at::timestamptz, head.last_at),
                               planned_at = booked.planned_at::timestamptz,
                               top_up_wanted = head.top_up_wanted or booked.wants::boolean
                          from unnest(?, ?, ?, ?, ?, ?, ?)
                            as booked (account_id, first, added, seal, last_at, planned_at, wants)
                         where head.account_id = booked.account_id
                        """);
    }

    private static Optional<SealedEntry> last(Booked booked) {
        return booked.entries().stream().reduce((any, later) -> later);
    }

    static void setTopUp(Session session, AccountId account, Optional<TopUp> topUp) {
        Optional<BigDecimal> below = topUp.map(each -> each.threshold().value());
        session.update(
                """
                update ledger_head
                   set top_up_below = ?::numeric, top_up_minor = ?::bigint, top_up_monthly_minor = ?::bigint,
                       top_up_currency = ?
                 where account_id = ?
                """,
                below,
                topUp.map(each -> each.amount().minorUnits()),
                topUp.map(each -> each.monthlyLimit().minorUnits()),
                topUp.map(each -> each.amount().currency().getCurrencyCode()),
                account.value());
    }

    static List<AccountId> dueBy(Session session, Instant instant, int limit) {
        return session.query(
                """
                select account_id
                  from (select account_id, at
                          from credits_due
                         where at <= ?
                           and not exists (
                               select from account_clock as own where own.account_id = credits_due.account_id)
                        union all
                        select account_id, at
                          from account_clock
                          join credits_due using (account_id)
                         where at <= stands_at) as due
                 group by account_id
                 order by min(at), account_id
                 limit ?
                """,
                row -> new AccountId(row.text("account_id")),
                instant,
                limit);
    }
}
