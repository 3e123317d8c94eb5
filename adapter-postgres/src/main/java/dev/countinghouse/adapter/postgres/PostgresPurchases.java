package dev.countinghouse.adapter.postgres;

import dev.countinghouse.adapter.postgres.document.PurchaseDocument;
import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.adapter.postgres.transaction.Row;
import dev.countinghouse.adapter.postgres.transaction.Session;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.domain.purchase.Deal;
import dev.countinghouse.billing.domain.purchase.Purchase;
import dev.countinghouse.billing.domain.purchase.PurchaseId;
import dev.countinghouse.billing.ports.driven.Purchases;
import dev.countinghouse.billing.ports.driven.StaleVersionException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A row per purchase; one about which the provider is not asked any more has no time to look at it. */
final class PostgresPurchases implements Purchases {

    private final PostgresTransactions transactions;

    PostgresPurchases(PostgresTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public boolean add(Purchase purchase, Instant lookAt) {
        Deal deal = purchase.deal();
        return transactions
                        .bound(purchase.account())
                        .update(
                                """
                                insert into purchase (
                                    account_id, purchase_id, payment_key, origin, price_minor, currency, started_at,
                                    state, look_at, looks, revision, document)
                                values (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?::json)
                                on conflict (account_id, purchase_id) do nothing
                                """,
                                purchase.account().value(),
                                purchase.id().value(),
                                deal.key().value(),
                                deal.origin().name().toLowerCase(Locale.ROOT),
                                purchase.price().minorUnits(),
                                purchase.price().currency().getCurrencyCode(),
                                deal.startedAt(),
                                purchase.state(),
                                lookAt,
                                purchase.revision(),
                                PurchaseDocument.write(purchase))
                == 1;
    }

    @Override
    public Optional<Purchase> find(AccountId account, PurchaseId id) {
        return transactions
                .bound(account)
                .queryOne(
                        "select * from purchase where account_id = ? and purchase_id = ?",
                        PostgresPurchases::purchase,
                        account.value(),
                        id.value());
    }

    @Override
    public Optional<Purchase> find(AccountId account, PaymentKey key) {
        return transactions
                .bound(account)
                .queryOne(
                        "select * from purchase where account_id = ? and payment_key = ?",
                        PostgresPurchases::purchase,
                        account.value(),
                        key.value());
    }

    @Override
    public Optional<Purchase> lock(AccountId account, PurchaseId id) {
        return transactions
                .bound(account)
                .queryOne(
                        "select * from purchase where account_id = ? and purchase_id = ? for update",
                        PostgresPurchases::purchase,
                        account.value(),
                        id.value());
    }

    private static Purchase purchase(Row row) throws SQLException {
        return PurchaseDocument.read(
                new AccountId(row.text("account_id")), row.text("document"), row.whole("revision"));
    }

    @Override
    public Purchase update(Purchase purchase, Optional<Instant> lookAt) {
        Purchase revised = purchase.revised();
        int updated = transactions
                .bound(purchase.account())
                .update(
                        """
                        update purchase
                           set state = ?, look_at = ?, looks = 0, revision = ?, document = ?::json
                         where account_id = ? and purchase_id = ? and revision = ?
                        """,
                        revised.state(),
                        lookAt,
                        revised.revision(),
                        PurchaseDocument.write(revised),
                        purchase.account().value(),
                        purchase.id().value(),
                        purchase.revision());
        if (updated == 0) {
            throw new StaleVersionException("purchase " + purchase.id() + " of " + purchase.account()
                    + " is not of revision " + purchase.revision() + " any more");
        }
        return revised;
    }

    @Override
    public List<Purchase> of(AccountId account, Optional<PurchaseId> before, int limit) {
        return transactions
                .bound(account)
                .query(
                        """
                        select *
                          from purchase
                         where account_id = ?
                           and (?::text is null
                                or ordinal < (select ordinal from purchase where account_id = ? and purchase_id = ?))
                         order by ordinal desc
                         limit ?
                        """,
                        PostgresPurchases::purchase,
                        account.value(),
                        before.map(PurchaseId::value),
                        account.value(),
                        before.map(PurchaseId::value),
                        limit);
    }

    @Override
    public List<Due> dueBy(Instant instant, int limit) {
        return transactions
                .current()
                .query(
                        """
                        select account_id, purchase_id, looks
                          from purchase
                         where look_at <= ?
                         order by look_at, account_id, purchase_id
                         limit ?
                        """,
                        row -> new Due(
                                new AccountId(row.text("account_id")),
                                new PurchaseId(row.text("purchase_id")),
                                Math.toIntExact(row.whole("looks"))),
                        instant,
                        limit);
    }

    @Override
    public boolean postpone(Due seen, Optional<Instant> lookAt) {
        return transactions
                        .bound(seen.account())
                        .update(
                                """
                                update purchase
                                   set look_at = ?, looks = looks + 1
                                 where account_id = ? and purchase_id = ? and looks = ?
                                """,
                                lookAt,
                                seen.account().value(),
                                seen.id().value(),
                                seen.looks())
                == 1;
    }

    @Override
    public long topUps(AccountId account) {
        return count(account, "select count(*) as number from purchase where account_id = ? and origin = 'top_up'");
    }

    @Override
    public boolean hasUndecidedTopUp(AccountId account) {
        return count(
                        account,
                        """
                        select count(*) as number
                          from purchase
                         where account_id = ? and origin = 'top_up' and state not in ('succeeded', 'failed')
                        """)
                > 0;
    }

    private long count(AccountId account, String sql) {
        return transactions
                .bound(account)
                .queryOne(sql, row -> row.whole("number"), account.value())
                .orElseThrow();
    }

    @Override
    public Money toppedUpSince(AccountId account, Instant instant, Money zero) {
        long minor = transactions
                .bound(account)
                .queryOne(
                        """
                        select coalesce(sum(price_minor), 0) as minor
                          from purchase
                         where account_id = ? and origin = 'top_up' and started_at >= ?
                           and state <> 'failed' and currency = ?
                        """,
                        row -> row.whole("minor"),
                        account.value(),
                        instant,
                        zero.currency().getCurrencyCode())
                .orElseThrow();
        return new Money(minor, zero.currency());
    }

    @Override
    public Optional<String> topUpsStopped(AccountId account) {
        return transactions
                .bound(account)
                .queryOne(
                        "select reason from top_up_stop where account_id = ?",
                        row -> row.text("reason"),
                        account.value());
    }

    @Override
    public void stopTopUps(AccountId account, Optional<String> reason) {
        Session session = transactions.bound(account);
        if (reason.isEmpty()) {
            session.update("delete from top_up_stop where account_id = ?", account.value());
            return;
        }
        session.update(
                """
                insert into top_up_stop (account_id, reason) values (?, ?)
                on conflict (account_id) do update set reason = excluded.reason
                """,
                account.value(),
                PostgresOutbox.storable(reason.get()));
    }
}
