package dev.countinghouse.adapter.postgres;

import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.adapter.postgres.transaction.Row;
import dev.countinghouse.billing.domain.plan.ChargeKey;
import dev.countinghouse.billing.domain.plan.CouponKey;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import dev.countinghouse.billing.ports.driven.PriceRefs;
import java.sql.SQLException;
import java.util.List;

final class PostgresPriceRefs implements PriceRefs {

    private final PostgresTransactions transactions;

    PostgresPriceRefs(PostgresTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void put(PriceRef ref) {
        transactions
                .current()
                .update(
                        """
                        insert into provider_price (plan, version, charge, product, price, meter)
                        values (?, ?, ?, ?, ?, ?)
                        on conflict (plan, version, charge) do update
                           set product = excluded.product, price = excluded.price, meter = excluded.meter
                        """,
                        ref.plan().plan().value(),
                        ref.plan().version(),
                        ref.charge().value(),
                        ref.product(),
                        ref.price(),
                        ref.meter());
    }

    @Override
    public void put(CouponRef ref) {
        transactions
                .current()
                .update(
                        """
                        insert into provider_coupon (coupon, reference, terms)
                        values (?, ?, ?)
                        on conflict (coupon) do update
                           set reference = excluded.reference, terms = excluded.terms
                        """,
                        ref.coupon().value(),
                        ref.reference(),
                        ref.terms());
    }

    @Override
    public List<PriceRef> of(PlanVersionId plan) {
        return transactions
                .current()
                .query(
                        """
                        select plan, version, charge, product, price, meter
                          from provider_price
                         where plan = ? and version = ?
                         order by charge
                        """,
                        PostgresPriceRefs::price,
                        plan.plan().value(),
                        plan.version());
    }

    @Override
    public List<PriceRef> prices() {
        return transactions
                .current()
                .query(
                        """
                        select plan, version, charge, product, price, meter
                          from provider_price
                         order by plan, version, charge
                        """,
                        PostgresPriceRefs::price);
    }

    private static PriceRef price(Row row) throws SQLException {
        return new PriceRef(
                new PlanVersionId(new PlanKey(row.text("plan")), Math.toIntExact(row.whole("version"))),
                new ChargeKey(row.text("charge")),
                row.text("product"),
                row.text("price"),
                row.optionalText("meter"));
    }

    @Override
    public List<CouponRef> coupons() {
        return transactions
                .current()
                .query(
                        "select coupon, reference, terms from provider_coupon order by coupon",
                        row -> new CouponRef(
                                new CouponKey(row.text("coupon")), row.text("reference"), row.text("terms")));
    }
}
