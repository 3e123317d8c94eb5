package dev.countinghouse.app.operations;

import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.billing.ports.driven.Scope;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What waits to be done in the database, the same on all replicas. Asked when somebody looks, at most every few seconds. */
@Singleton
final class Backlog {

    private static final Logger LOG = Logger.getLogger(Backlog.class);

    private static final long FRESH_NANOS = Duration.ofSeconds(5).toNanos();

    private final PostgresTransactions transactions;
    private final InstantSource clock;
    private @Nullable Measured last;

    private record Found(
            Optional<Instant> periodDue,
            long waiting,
            Optional<Instant> messageAt,
            long buried,
            long openNotices,
            Optional<Instant> noticeAt,
            long deadNotices) {}

    private record Measured(Optional<Found> found, long at) {}

    Backlog(PostgresTransactions transactions, InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    void register(@Observes StartupEvent event, MeterRegistry metrics) {
        gauge(
                        "countinghouse.period.lag",
                        "How long the longest overdue period waits to be closed",
                        found -> secondsSince(found.periodDue()))
                .baseUnit("seconds")
                .register(metrics);
        gauge("countinghouse.outbox.messages", "Messages of the outbox", Found::waiting)
                .tag("state", "waiting")
                .register(metrics);
        gauge("countinghouse.outbox.messages", "Messages of the outbox", Found::buried)
                .tag("state", "buried")
                .register(metrics);
        gauge(
                        "countinghouse.outbox.lag",
                        "Age of the oldest message that waits",
                        found -> secondsSince(found.messageAt()))
                .baseUnit("seconds")
                .register(metrics);
        gauge("countinghouse.notices", "Notices of the payment provider", Found::openNotices)
                .tag("state", "open")
                .register(metrics);
        gauge("countinghouse.notices", "Notices of the payment provider", Found::deadNotices)
                .tag("state", "dead")
                .register(metrics);
        gauge(
                        "countinghouse.notices.lag",
                        "Age of the oldest notice that is not finished",
                        found -> secondsSince(found.noticeAt()))
                .baseUnit("seconds")
                .register(metrics);
    }

    private Gauge.Builder<Backlog> gauge(String name, String description, ToDoubleFunction<Found> value) {
        return Gauge.builder(name, this, backlog -> backlog.current()
                        .map(value::applyAsDouble)
                        .orElse(Double.NaN))
                .description(description);
    }

    private double secondsSince(Optional<Instant> earliest) {
        return earliest.map(at -> Duration.between(at, clock.instant()))
                .filter(age -> !age.isNegative())
                .orElse(Duration.ZERO)
                .toSeconds();
    }

    private synchronized Optional<Found> current() {
        Measured known = last;
        if (known == null || System.nanoTime() - known.at() > FRESH_NANOS) {
            known = new Measured(ask(), System.nanoTime());
            last = known;
        }
        return known.found();
    }

    private Optional<Found> ask() {
        try {
            return transactions.inTransaction(Scope.SYSTEM, () -> transactions
                    .current()
                    .queryOne(
                            """
                            select (select min(next_due_at)
                                      from subscription
                                     where not exists (
                                           select from account_clock as own
                                            where own.account_id = subscription.account_id)) as period_due,
                                   count(*) filter (where buried_at is null) as waiting,
                                   min(occurred_at) filter (where buried_at is null) as message_at,
                                   count(*) filter (where buried_at is not null) as buried,
                                   (select count(*) from provider_notice where due_at is not null) as open_notices,
                                   (select min(received_at) from provider_notice where due_at is not null) as notice_at,
                                   (select count(*) from provider_notice where state = 'dead') as dead_notices
                              from outbox_message
                            """,
                            row -> new Found(
                                    row.optionalInstant("period_due"),
                                    row.whole("waiting"),
                                    row.optionalInstant("message_at"),
                                    row.whole("buried"),
                                    row.whole("open_notices"),
                                    row.optionalInstant("notice_at"),
                                    row.whole("dead_notices"))));
        } catch (RuntimeException failure) {
            LOG.warnf("the backlog could not be measured: %s", failure.getMessage());
            return Optional.empty();
        }
    }
}
