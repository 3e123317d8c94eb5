package dev.countinghouse.adapter.postgres;

import dev.countinghouse.adapter.postgres.transaction.Row;
import dev.countinghouse.adapter.postgres.transaction.Session;
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

    /** Whether there was none of its id, or the same one at the provider. */
    static boolean write(Mirror mirror, Session session) {
        return session.update(
                        """
                insert into mirror (
                    account_id, mirror_id, subscription_id, reference, status, ends_at,
                    past_due_since, restricted_from, told, revision)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (account_id, mirror_id) do update
                   set status = excluded.status, ends_at = excluded.ends_at,
                       past_due_since = excluded.past_due_since, restricted_from = excluded.restricted_from,
                       told = excluded.told, revision = excluded.revision
                 where mirror.reference = excluded.reference
                """,
                        mirror.account().value(),
                        mirror.id().value(),
                        mirror.of().value(),
                        mirror.reference().value(),
                        mirror.status().name().toLowerCase(Locale.ROOT),
                        mirror.end(),
                        mirror.arrears().map(Arrears::since),
                        mirror.arrears().map(Arrears::restrictedFrom),
                        mirror.told(),
                        mirror.revision())
                == 1;
    }
}
