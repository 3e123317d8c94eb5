package dev.countinghouse.app.jobs;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.driving.SettleCredits;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/** Books what time has done to credits: holds that lapsed, grants that expired, what plans give, what levels burn. */
@Singleton
final class CreditSettling implements Job {

    private static final Logger LOG = Logger.getLogger(CreditSettling.class);

    private static final int PAGE = 100;

    /** One or two may wait for a lock or be too much for a timeout; after that it is the database. */
    private static final int IN_A_ROW = 3;

    private final SettleCredits credits;
    private final int page;
    private final Counter failures;

    @Inject
    CreditSettling(BillingEngine engine, MeterRegistry metrics) {
        this(engine.settleCredits(), metrics, PAGE);
    }

    CreditSettling(SettleCredits credits, MeterRegistry metrics, int page) {
        this.credits = credits;
        this.page = page;
        this.failures = Counter.builder("countinghouse.credits.failures")
                .description("Accounts whose credits could not be settled; they are tried again with the next run")
                .register(metrics);
    }

    @Override
    public String name() {
        return "settle-credits";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(30);
    }

    /**
     * Each account once, until nothing is due but what failed or fell due again meanwhile: that stays at the head of the list,
     * so each page reaches behind it.
     */
    @Override
    public void run() {
        Set<AccountId> done = new HashSet<>();
        Set<AccountId> left = new HashSet<>();
        int unavailable = 0;
        List<AccountId> due = dueExcept(left);
        while (!due.isEmpty()) {
            for (AccountId account : due) {
                if (!done.add(account)) {
                    left.add(account);
                    continue;
                }
                try {
                    credits.settle(account);
                    unavailable = 0;
                } catch (RuntimeException failure) {
                    left.add(account);
                    LOG.errorf(failure, "credits of account %s could not be settled", account);
                    failures.increment();
                    unavailable = failure instanceof UnavailableException ? unavailable + 1 : 0;
                    if (unavailable == IN_A_ROW) {
                        throw failure;
                    }
                }
            }
            due = dueExcept(left);
        }
    }

    private List<AccountId> dueExcept(Set<AccountId> left) {
        return credits.due(page + left.size()).stream()
                .filter(account -> !left.contains(account))
                .toList();
    }
}
