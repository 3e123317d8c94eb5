package dev.countinghouse.app.jobs;

import dev.countinghouse.app.config.PaymentSettings.MeterEvents;
import dev.countinghouse.app.config.Settings;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driving.ReportUsage;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Tells a provider that invoices how much was used, several accounts at a time. */
@Singleton
final class UsageReporting implements Job {

    private static final int PAGE = 100;
    private static final int THREADS = 4;

    /** Empty where nobody else invoices. */
    private final Optional<ReportUsage> usage;

    private final Workers threads;

    UsageReporting(BillingEngine engine, Settings settings) {
        int most = threads(
                settings.payments().stripe().meterEvents(),
                settings.database().service().connections());
        this.threads = new Workers("reporting", most, PAGE);
        this.usage = engine.tellsUsage() ? Optional.of(engine.reportUsage()) : Optional.empty();
    }

    /** The more accounts wait for Stripe at a time, the more goes in one call of a stream. Others need connections, too. */
    static int threads(MeterEvents told, int connections) {
        return told == MeterEvents.STREAM ? Math.max(THREADS, connections / 2) : THREADS;
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
        usage.ifPresent(this::runAll);
    }

    private void runAll(ReportUsage usage) {
        List<AccountId> due = usage.due(PAGE);
        while (!due.isEmpty() && !threads.isStopping()) {
            all(due, usage::report);
            due = usage.due(PAGE);
        }
    }

    /** None that fails holds back another; in the end the first failure is thrown, with the others attached to it. */
    private void all(List<AccountId> due, Consumer<AccountId> work) {
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

    private Optional<RuntimeException> tried(AccountId account, Consumer<AccountId> work) {
        if (threads.isStopping()) {
            return Optional.empty();
        }
        try {
            work.accept(account);
            return Optional.empty();
        } catch (RuntimeException | Error failure) {
            return Optional.of(
                    new IllegalStateException("usage of account " + account + " could not be told", failure));
        }
    }

    void stop(@Observes ShutdownEvent event) {
        threads.stop();
    }
}
