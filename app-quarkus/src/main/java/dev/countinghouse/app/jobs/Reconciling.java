package dev.countinghouse.app.jobs;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.reconciliation.Difference;
import dev.countinghouse.billing.domain.reconciliation.Difference.Kind;
import dev.countinghouse.billing.ports.driving.ReadTime;
import dev.countinghouse.billing.ports.driving.Reconcile;
import dev.countinghouse.billing.ports.driving.Reconcile.Failed;
import dev.countinghouse.billing.ports.driving.Reconcile.Report;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Holds against each other what should agree, and says in the log where it does not. */
@Singleton
final class Reconciling implements Job {

    private static final Logger LOG = Logger.getLogger(Reconciling.class);
    private static final int PAGE = 100;

    /** Banks take days to decide, and a run that failed costs nothing. */
    private static final Duration BACK = Duration.ofDays(7);

    private final Reconcile accounts;
    private final ReadTime time;
    private final Map<Kind, Counter> left = new EnumMap<>(Kind.class);
    private final Map<Kind, Counter> resolved = new EnumMap<>(Kind.class);
    private final Counter failures;

    Reconciling(BillingEngine engine, MeterRegistry metrics) {
        this.accounts = engine.reconcile();
        this.time = engine.readTime();
        // there from the start, so that the first one found is an increase
        for (Kind kind : Kind.values()) {
            left.put(kind, counter(kind, false, metrics));
            resolved.put(kind, counter(kind, true, metrics));
        }
        this.failures = Counter.builder("countinghouse.reconciliation.failures")
                .description("Accounts that could not be reconciled")
                .register(metrics);
    }

    private static Counter counter(Kind kind, boolean resolved, MeterRegistry metrics) {
        return Counter.builder("countinghouse.differences")
                .description("What was found not to agree; what was resolved only lagged")
                .tag("kind", kind.key())
                .tag("resolved", Boolean.toString(resolved))
                .register(metrics);
    }

    @Override
    public String name() {
        return "reconcile";
    }

    @Override
    public Duration every() {
        return Duration.ofDays(1);
    }

    @Override
    public void run() {
        Instant since = time.now().minus(BACK);
        Optional<AccountId> after = Optional.empty();
        do {
            Report report = accounts.reconcile(after, PAGE, since);
            report.differences().forEach(this::tell);
            report.failed().forEach(this::tell);
            requireSomebody(report);
            after = report.next();
        } while (after.isPresent());
    }

    private static void requireSomebody(Report report) {
        if (report.reconciled() > 1 && report.failed().size() == report.reconciled()) {
            throw new IllegalStateException("no account could be reconciled of " + report.reconciled()
                    + ", the last one because of: "
                    + report.failed().get(report.failed().size() - 1).reason());
        }
    }

    private void tell(Failed failed) {
        failures.increment();
        LOG.errorf("account %s could not be reconciled: %s", failed.account(), failed.reason());
    }

    private void tell(Difference found) {
        Counter counter = Objects.requireNonNull((found.resolved() ? resolved : left).get(found.kind()));
        counter.increment();
        if (found.resolved()) {
            LOG.infof(
                    "%s of account %s lagged and was put right: %s here, %s there",
                    found.about(), found.account(), found.here(), found.there());
        } else {
            LOG.warnf(
                    "%s of account %s does not agree (%s): %s here, %s there. %s",
                    found.about(),
                    found.account(),
                    found.kind().key(),
                    found.here(),
                    found.there(),
                    found.kind().remedy());
        }
    }
}
