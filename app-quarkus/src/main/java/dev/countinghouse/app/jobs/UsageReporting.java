package dev.countinghouse.app.jobs;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driving.ReportUsage;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Tells a provider that invoices how much was used, several accounts at a time. */
@Singleton
final class UsageReporting implements Job {

    private static final int PAGE = 100;
    private static final int THREADS = 4;

    /** Empty where nobody else invoices. */
    private final Optional<ReportUsage> usage;

    UsageReporting(BillingEngine engine) {
        this.usage = engine.tellsUsage() ? Optional.of(engine.reportUsage()) : Optional.empty();
    }

    @Override
    public String name() {
        return "report-usage";
    }

    @Override
    public Duration every() {
        // how often a meter of an account that is used without pause becomes an event and a row
        return Duration.ofMinutes(1);
    }

    @Override
    public void run() {
        usage.ifPresent(UsageReporting::runAll);
    }

    private static void runAll(ReportUsage usage) {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<AccountId> due = usage.due(PAGE);
            while (!due.isEmpty()) {
                all(due, threads, usage::report);
                due = usage.due(PAGE);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** None that fails holds back another; in the end the first failure is thrown, with the others attached to it. */
    private static void all(List<AccountId> due, ExecutorService threads, Consumer<AccountId> work) {
        List<CompletableFuture<Optional<RuntimeException>>> running = new ArrayList<>();
        due.forEach(account -> running.add(CompletableFuture.supplyAsync(() -> tried(account, work), threads)));
        List<RuntimeException> failures =
                running.stream().flatMap(each -> each.join().stream()).toList();
        if (!failures.isEmpty()) {
            RuntimeException first = failures.get(0);
            failures.stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
    }

    private static Optional<RuntimeException> tried(AccountId account, Consumer<AccountId> work) {
        try {
            work.accept(account);
            return Optional.empty();
        } catch (RuntimeException failure) {
            return Optional.of(
                    new IllegalStateException("usage of account " + account + " could not be told", failure));
        }
    }
}
