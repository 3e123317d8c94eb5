package dev.countinghouse.adapter.postgres;

import dev.countinghouse.adapter.postgres.document.SubscriptionDocument;
import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.adapter.postgres.transaction.Row;
import dev.countinghouse.adapter.postgres.transaction.Session;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.subscription.Arrears;
import dev.countinghouse.billing.domain.subscription.Ending;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.StaleVersionException;
import dev.countinghouse.billing.ports.driven.Subscribed;
import dev.countinghouse.billing.ports.driven.Subscriptions;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** A row per subscription with its lists as JSON: they are read and written with it and never alone. */
final class PostgresSubscriptions implements Subscriptions {

    private static final Comparator<Subscribed> BY_START = Comparator.comparing(
                    (Subscribed stored) -> stored.subscription().startedAt())
            .thenComparing(stored -> stored.subscription().id());

    private final PostgresTransactions transactions;

    PostgresSubscriptions(PostgresTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public boolean add(Subscribed added) {
        Subscription subscription = added.subscription();
        return transactions
                        .bound(subscription.account())
                        .update(
                                """
                                insert into subscription (
                                    account_id, subscription_id, role, ends_at, end_credits_unused, past_due_since,
                                    restricted_from, capped, terms, pauses, coupons, billed_through, next_due_at, revision)
                                values (?, ?, ?, ?, ?, ?, ?, ?, ?::json, ?::json, ?::json, ?, ?, 1)
                                on conflict do nothing
                                """,
                                subscription.account().value(),
                                subscription.id().value(),
                                subscription.role().name().toLowerCase(Locale.ROOT),
                                subscription.ending().map(Ending::at),
                                subscription.ending().map(Ending::creditUnused),
                                subscription.arrears().map(Arrears::since),
                                subscription.arrears().map(Arrears::restrictedFrom),
                                keys(subscription.capped()),
                                SubscriptionDocument.writeTerms(subscription.terms()),
                                SubscriptionDocument.writePauses(subscription.pauses()),
                                SubscriptionDocument.writeCoupons(subscription.coupons()),
                                added.billedThrough(),
                                added.nextDueAt())
                == 1;
    }

    private static List<String> keys(Collection<MeterKey> meters) {
        return meters.stream().map(MeterKey::value).toList();
    }

    @Override
    public Optional<Subscribed> find(SubscriptionId id) {
        return transactions
                .current()
                .queryOne(
                        "select * from subscription where subscription_id = ?",
                        PostgresSubscriptions::subscribed,
                        id.value());
    }

    @Override
    public List<Subscribed> of(AccountId account) {
        return transactions
                .bound(account)
                .query(
                        "select * from subscription where account_id = ?",
                        PostgresSubscriptions::subscribed,
                        account.value())
                .stream()
                .sorted(BY_START)
                .toList();
    }

    private static Subscribed subscribed(Row row) throws SQLException {
        SortedSet<MeterKey> capped = new TreeSet<>();
        row.texts("capped").forEach(key -> capped.add(new MeterKey(key)));
        Subscription subscription = new Subscription(
                new SubscriptionId(row.text("subscription_id")),
                new AccountId(row.text("account_id")),
                PlanVersion.Role.valueOf(row.text("role").toUpperCase(Locale.ROOT)),
                SubscriptionDocument.readTerms(row.text("terms")),
                SubscriptionDocument.readPauses(row.text("pauses")),
                ending(row),
                arrears(row),
                capped,
                SubscriptionDocument.readCoupons(row.text("coupons")));
        return new Subscribed(
                subscription,
                row.optionalInstant("billed_through"),
                row.optionalInstant("next_due_at"),
                row.whole("revision"));
    }

    private static Optional<Ending> ending(Row row) throws SQLException {
        Optional<Instant> at = row.optionalInstant("ends_at");
        return at.isPresent() ? Optional.of(new Ending(at.get(), row.flag("end_credits_unused"))) : Optional.empty();
    }

    private static Optional<Arrears> arrears(Row row) throws SQLException {
        Optional<Instant> since = row.optionalInstant("past_due_since");
        return since.isPresent()
                ? Optional.of(new Arrears(
                        since.get(), row.optionalInstant("restricted_from").orElseThrow()))
                : Optional.empty();
    }

    @Override
    public void save(Subscribed changed) {
        Subscription subscription = changed.subscription();
        Session session = transactions.bound(subscription.account());
        int saved = session.update(
                """
                update subscription
                   set role = ?, ends_at = ?, end_credits_unused = ?, past_due_since = ?, restricted_from = ?,
                       capped = ?,
                       terms = ?::json, pauses = ?::json, coupons = ?::json,
                       billed_through = ?, next_due_at = ?, revision = revision + 1
                 where account_id = ? and subscription_id = ? and revision = ?
                """,
                subscription.role().name().toLowerCase(Locale.ROOT),
                subscription.ending().map(Ending::at),
                subscription.ending().map(Ending::creditUnused),
                subscription.arrears().map(Arrears::since),
                subscription.arrears().map(Arrears::restrictedFrom),
                keys(subscription.capped()),
                SubscriptionDocument.writeTerms(subscription.terms()),
                SubscriptionDocument.writePauses(subscription.pauses()),
                SubscriptionDocument.writeCoupons(subscription.coupons()),
                changed.billedThrough(),
                changed.nextDueAt(),
                subscription.account().value(),
                subscription.id().value(),
                changed.revision());
        if (saved == 0) {
            throw new StaleVersionException("subscription " + subscription.id() + " was to be saved over revision "
                    + changed.revision() + ", which is not the one stored");
        }
    }

    /** On a number made of the id, so that an account can be locked that has no row anywhere. */
    @Override
    public void lock(AccountId account) {
        transactions
                .bound(account)
                .query(
                        "select pg_advisory_xact_lock(hashtextextended('countinghouse account ' || ?, 0))",
                        row -> true,
                        account.value());
    }

    @Override
    public List<AccountId> dueBy(Instant instant, int limit) {
        return transactions
                .current()
                .query(
                        """
                        select account_id
                          from (select account_id, next_due_at
                                  from subscription
                                 where next_due_at <= ?
                                   and not exists (
                                       select from account_clock as own where own.account_id = subscription.account_id)
                                union all
                                select account_id, next_due_at
                                  from account_clock
                                  join subscription using (account_id)
                                 where next_due_at <= stands_at) as due
                         group by account_id
                         order by min(next_due_at), account_id
                         limit ?
                        """,
                        row -> new AccountId(row.text("account_id")),
                        instant,
                        limit);
    }

    /** One pass over the subscriptions for all pages, since each goes on in the order of the key. */
    @Override
    public List<AccountId> onPlan(PlanKey plan, Instant at, Optional<AccountId> after, int limit) {
        return transactions
                .current()
                .query(
                        """
                        select distinct account_id
                          from subscription
                         where account_id > ? and role = 'main' and (ends_at is null or ends_at > ?)
                           and (select term -> 'plan' ->> 'key'
                                  from json_array_elements(terms) with ordinality as each (term, place)
                                 where (term ->> 'from')::timestamptz <= ?
                                 order by place desc
                                 limit 1) = ?
                         order by account_id
                         limit ?
                        """,
                        row -> new AccountId(row.text("account_id")),
                        after.map(AccountId::value).orElse(""),
                        at,
                        at,
                        plan.value(),
                        limit);
    }
}
