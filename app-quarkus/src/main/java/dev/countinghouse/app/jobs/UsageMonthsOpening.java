package dev.countinghouse.app.jobs;

import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.adapter.postgres.usage.UsageMonths;
import dev.countinghouse.app.config.Settings;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Makes room for events before they come: for the accepted past, this month and the next two. */
@Singleton
final class UsageMonthsOpening implements Job {

    private static final Duration AHEAD = Duration.ofDays(62);

    private final UsageMonths months;
    private final Duration acceptedPast;
    private final InstantSource clock;

    UsageMonthsOpening(PostgresTransactions transactions, Settings settings, InstantSource clock) {
        this.months = new UsageMonths(transactions);
        this.acceptedPast = settings.usage().acceptedPast();
        this.clock = clock;
    }

    @Override
    public String name() {
        return "open-usage-months";
    }

    @Override
    public Duration every() {
        return Duration.ofHours(1);
    }

    @Override
    public void run() {
        Instant now = clock.instant();
        months.open(now.minus(acceptedPast), now.plus(AHEAD));
    }
}
