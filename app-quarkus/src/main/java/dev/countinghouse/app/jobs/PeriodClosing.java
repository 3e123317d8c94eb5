package dev.countinghouse.app.jobs;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** Invoices every period that is over, and with it renews what goes on; and late usage for which no invoice follows. */
@Singleton
final class PeriodClosing implements Job {

    private static final Logger LOG = Logger.getLogger(PeriodClosing.class);

    private static final int PAGE = 100;

    /** One or two may wait for a lock or be too much for a timeout; after that it is the database. */
    private static final int IN_A_ROW = 3;

    private final BillingEngine engine;
    private final int page;
    private final Counter invoices;
    private final Counter failures;

    @Inject
    PeriodClosing(BillingEngine engine, MeterRegistry metrics) {
        this(engine, metrics, PAGE);
    }

    PeriodClosing(BillingEngine engine, MeterRegistry metrics, int page) {
        this.engine = engine;
        this.page = page;
        this.invoices = Counter.builder("countinghouse.period.invoices")
                .description("Invoices issued by the job that closes periods")
                .register(metrics);
        this.failures = Counter.builder("countinghouse.period.failures")
                .description("Accounts whose period could not be closed; they are tried again with the next run")
                .register(metrics);
    }

    @Override
    public String name() {
        return "close-periods";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(1);
    }

    /** Until nothing is due any more but what failed: that stays at the head of the list, so each page reaches behind it. */
    @Override
    public void run() {
        Set<AccountId> failed = new HashSet<>();
        int unavailable = 0;
        List<AccountId> due = dueExcept(failed);
        while (!due.isEmpty()) {
            for (AccountId account : due) {
                Optional<RuntimeException> failure = close(account);
                failure.ifPresent(any -> failed.add(account));
                if (failure.orElse(null) instanceof UnavailableException last) {
                    if (++unavailable == IN_A_ROW) {
                        throw last;
                    }
                } else {
                    unavailable = 0;
                }
            }
            due = dueExcept(failed);
        }
    }

    private List<AccountId> dueExcept(Set<AccountId> failed) {
        return engine.closePeriods().due(page + failed.size()).stream()
                .filter(account -> !failed.contains(account))
                .toList();
    }

    private Optional<RuntimeException> close(AccountId account) {
        try {
            invoices.increment(engine.closePeriods().close(account).size());
            return Optional.empty();
        } catch (RuntimeException failure) {
            LOG.errorf(failure, "account %s could not be billed", account);
            failures.increment();
            return Optional.of(failure);
        }
    }
}
