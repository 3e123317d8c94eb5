package dev.countinghouse.adapter.postgres;

import dev.countinghouse.adapter.postgres.document.CheckoutDocument;
import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.adapter.postgres.transaction.Row;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.checkout.Checkout;
import dev.countinghouse.billing.domain.checkout.CheckoutId;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.ports.driven.Checkouts;
import dev.countinghouse.billing.ports.driven.StaleVersionException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A row per checkout; one that is decided has no time to look at it. */
final class PostgresCheckouts implements Checkouts {

    private final PostgresTransactions transactions;

    PostgresCheckouts(PostgresTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public boolean add(Checkout checkout, Instant lookAt) {
        return transactions
                        .bound(checkout.account())
                        .update(
                                """
                                insert into checkout (
                                    account_id, checkout_id, checkout_key, purpose, started_at, state, look_at, looks,
                                    revision, document)
                                values (?, ?, ?, ?, ?, ?, ?, 0, ?, ?::json)
                                on conflict (account_id, checkout_id) do nothing
                                """,
                                checkout.account().value(),
                                checkout.id().value(),
                                checkout.key().value(),
                                checkout.purpose().name(),
                                checkout.startedAt(),
                                checkout.state().key(),
                                lookAt(checkout, lookAt),
                                checkout.revision(),
                                CheckoutDocument.write(checkout))
                == 1;
    }

    private static Optional<Instant> lookAt(Checkout checkout, Instant lookAt) {
        return checkout.isDecided() ? Optional.empty() : Optional.of(lookAt);
    }

    @Override
    public Optional<Checkout> find(AccountId account, CheckoutId id) {
        return transactions
                .bound(account)
                .queryOne(
                        "select * from checkout where account_id = ? and checkout_id = ?",
                        PostgresCheckouts::checkout,
                        account.value(),
                        id.value());
    }

    @Override
    public Optional<Checkout> find(AccountId account, PaymentKey key) {
        return transactions
                .bound(account)
                .queryOne(
                        "select * from checkout where account_id = ? and checkout_key = ?",
                        PostgresCheckouts::checkout,
                        account.value(),
                        key.value());
    }

    @Override
    public Optional<Checkout> lock(AccountId account, CheckoutId id) {
        return transactions
                .bound(account)
                .queryOne(
                        "select * from checkout where account_id = ? and checkout_id = ? for update",
                        PostgresCheckouts::checkout,
                        account.value(),
                        id.value());
    }

    private static Checkout checkout(Row row) throws SQLException {
        return CheckoutDocument.read(
                new AccountId(row.text("account_id")),
                new CheckoutId(row.text("checkout_id")),
                row.instant("started_at"),
                row.whole("revision"),
                row.text("document"));
    }

    @Override
    public Checkout update(Checkout checkout, Instant lookAt) {
        Checkout revised = checkout.revised();
        int updated = transactions
                .bound(checkout.account())
                .update(
                        """
                        update checkout
                           set state = ?, look_at = ?, looks = 0, revision = ?, document = ?::json
                         where account_id = ? and checkout_id = ? and revision = ?
                        """,
                        revised.state().key(),
                        lookAt(revised, lookAt),
                        revised.revision(),
                        CheckoutDocument.write(revised),
                        checkout.account().value(),
                        checkout.id().value(),
                        checkout.revision());
        if (updated == 0) {
            throw new StaleVersionException("checkout " + checkout.id() + " of " + checkout.account()
                    + " is not of revision " + checkout.revision() + " any more");
        }
        return revised;
    }

    @Override
    public List<Due> dueBy(Instant instant, int limit) {
        return transactions
                .current()
                .query(
                        """
                        select account_id, checkout_id, looks
                          from checkout
                         where look_at <= ?
                         order by look_at, account_id, checkout_id
                         limit ?
                        """,
                        row -> new Due(
                                new AccountId(row.text("account_id")),
                                new CheckoutId(row.text("checkout_id")),
                                Math.toIntExact(row.whole("looks"))),
                        instant,
                        limit);
    }

    @Override
    public boolean postpone(Due seen, Instant lookAt) {
        return transactions
                        .bound(seen.account())
                        .update(
                                """
                                update checkout
                                   set look_at = ?, looks = looks + 1
                                 where account_id = ? and checkout_id = ? and looks = ? and look_at is not null
                                """,
                                lookAt,
                                seen.account().value(),
                                seen.id().value(),
                                seen.looks())
                == 1;
    }
}
