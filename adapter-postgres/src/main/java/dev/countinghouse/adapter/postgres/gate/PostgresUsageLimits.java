package dev.countinghouse.adapter.postgres.gate;

import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.adapter.postgres.transaction.Row;
import dev.countinghouse.adapter.postgres.usage.Quantities;
import dev.countinghouse.adapter.postgres.usage.StorableText;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.limit.LimitId;
import dev.countinghouse.billing.domain.limit.LimitMeasure;
import dev.countinghouse.billing.domain.limit.LimitWindow;
import dev.countinghouse.billing.domain.limit.UsageLimit;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.ports.driven.UsageLimits;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

public final class PostgresUsageLimits implements UsageLimits {

    private static final String QUANTITY = "quantity";
    private static final String CALLS = "calls";
    private static final String CONCURRENCY = "concurrency";

    private final PostgresTransactions transactions;

    public PostgresUsageLimits(PostgresTransactions transactions) {
        this.transactions = transactions;
    }

    /** A row that was inserted has no earlier version, and so no transaction that has locked or replaced one. */
    @Override
    public boolean save(AccountId account, UsageLimit limit) {
        return transactions
                .bound(account)
                .queryOne(
                        """
                        insert into usage_limit (
                            account_id, limit_id, measure, meter, dimension, part, limit_window, most)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (account_id, limit_id) do update
                           set measure = excluded.measure, meter = excluded.meter, dimension = excluded.dimension,
                               part = excluded.part, limit_window = excluded.limit_window, most = excluded.most
                        returning xmax = 0 as added
                        """,
                        row -> row.flag("added"),
                        account.value(),
                        limit.id().value(),
                        word(limit.measure()),
                        limit.measure().meter().map(MeterKey::value),
                        limit.part().map(part -> StorableText.write(part.dimension())),
                        limit.part().flatMap(UsageLimit.Part::value).map(StorableText::write),
                        limit.window().name().toLowerCase(Locale.ROOT),
                        Quantities.decimal(limit.most()))
                .orElseThrow();
    }

    private static String word(LimitMeasure measure) {
        if (measure instanceof LimitMeasure.Quantity) {
            return QUANTITY;
        }
        return measure instanceof LimitMeasure.Calls ? CALLS : CONCURRENCY;
    }

    @Override
    public boolean remove(AccountId account, LimitId id) {
        return transactions
                        .bound(account)
                        .update(
                                "delete from usage_limit where account_id = ? and limit_id = ?",
                                account.value(),
                                id.value())
                == 1;
    }

    @Override
    public List<UsageLimit> of(AccountId account) {
        return transactions
                .bound(account)
                .query(
                        "select * from usage_limit where account_id = ? order by limit_id",
                        PostgresUsageLimits::limit,
                        account.value());
    }

    private static UsageLimit limit(Row row) throws SQLException {
        Optional<String> value = row.optionalText("part").map(StorableText::read);
        return new UsageLimit(
                new LimitId(row.text("limit_id")),
                measure(row),
                row.optionalText("dimension")
                        .map(dimension -> new UsageLimit.Part(StorableText.read(dimension), value)),
                LimitWindow.valueOf(row.text("limit_window").toUpperCase(Locale.ROOT)),
                Quantities.fraction(row.decimal("most")));
    }

    private static LimitMeasure measure(Row row) throws SQLException {
        return switch (row.text("measure")) {
            case QUANTITY -> new LimitMeasure.Quantity(new MeterKey(row.text("meter")));
            case CALLS -> new LimitMeasure.Calls();
            default -> new LimitMeasure.Concurrency();
        };
    }
}
