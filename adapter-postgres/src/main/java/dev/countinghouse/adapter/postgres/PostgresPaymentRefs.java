package dev.countinghouse.adapter.postgres;

import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.adapter.postgres.transaction.Row;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.ports.driven.PaymentRefs;
import java.sql.SQLException;
import java.util.Optional;

final class PostgresPaymentRefs implements PaymentRefs {

    private final PostgresTransactions transactions;

    PostgresPaymentRefs(PostgresTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public boolean add(Ref ref) {
        return transactions
                        .bound(ref.account())
                        .update(
                                """
                                insert into provider_payment (account_id, payment_key, wish, asked_at, reference)
                                values (?, ?, ?, ?, ?)
                                on conflict do nothing
                                """,
                                ref.account().value(),
                                ref.key().value(),
                                ref.wish(),
                                ref.askedAt(),
                                ref.reference())
                == 1;
    }

    @Override
    public Optional<Ref> find(PaymentKey key) {
        return transactions
                .current()
                .queryOne(
                        "select * from provider_payment where payment_key = ?", PostgresPaymentRefs::ref, key.value());
    }

    @Override
    public void refer(AccountId account, PaymentKey key, String reference) {
        transactions
                .bound(account)
                .update(
                        """
                        update provider_payment
                           set reference = ?
                         where account_id = ? and payment_key = ? and reference is null
                        """,
                        reference,
                        account.value(),
                        key.value());
    }

    private static Ref ref(Row row) throws SQLException {
        return new Ref(
                new PaymentKey(row.text("payment_key")),
                new AccountId(row.text("account_id")),
                row.text("wish"),
                row.instant("asked_at"),
                row.optionalText("reference"));
    }
}
