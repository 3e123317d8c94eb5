package dev.countinghouse.adapter.postgres;

import dev.countinghouse.adapter.postgres.transaction.Row;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.provider.SubscriptionReference;
import dev.countinghouse.billing.domain.subscription.Arrears;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.Mirrors.Mirror;
import dev.countinghouse.billing.ports.driven.ProviderSubscription.Status;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** A row of {@code mirror}. */
final class MirrorRow {

    private MirrorRow() {}

    static Mirror read(Row row) throws SQLException {
        Optional<Instant> restrictedFrom = row.optionalInstant("restricted_from");
        return new Mirror(
                new AccountId(row.text("account_id")),
                new SubscriptionId(row.text("mirror_id")),
                new SubscriptionId(row.text("subscription_id")),
                new SubscriptionReference(row.text("reference")),
                Status.valueOf(row.text("status").toUpperCase(Locale.ROOT)),
                row.optionalInstant("ends_at"),
                row.optionalInstant("past_due_since").map(since -> new Arrears(since, restrictedFrom.orElseThrow())),
                row.text("told"),
                row.whole("revision"));
    }
}
