package dev.countinghouse.app.command;

import dev.countinghouse.adapter.postgres.PostgresSchema;
import dev.countinghouse.adapter.postgres.PostgresStorage;
import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.app.config.Settings;
import dev.countinghouse.app.engine.EngineClock;
import dev.countinghouse.app.engine.EngineSettings;
import dev.countinghouse.app.payment.InvoicingSetting;
import dev.countinghouse.app.payment.Payments;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.reconciliation.Difference;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driving.Reconcile;
import dev.countinghouse.billing.ports.driving.Reconcile.Report;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import dev.countinghouse.billing.ports.engine.BillingEngineBuilder;
import io.agroal.api.AgroalDataSource;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * Holds against each other what should agree, prints what does not, and exits. Like {@link LedgerCommand} it is the engine on
 * two connections; it puts right what only lags, as the service's own job does, which may run at the same time.
 */
public final class ReconcileCommand {

    public static final String NAME = "reconcile";

    private static final int AGREES = 0;
    private static final int DIFFERS = 1;

    private static final String SINCE = "--since=";
    private static final int PAGE = 100;

    /** A month, for what is done by hand. */
    private static final Duration USUAL = Duration.ofDays(31);

    private final Reconcile accounts;
    private final PrintStream out;
    private boolean agrees = true;

    ReconcileCommand(Reconcile accounts, PrintStream out) {
        this.accounts = accounts;
        this.out = out;
    }

    /**
     * @param arguments an account, or none for all of them; {@code --since=} and an instant, to look at payments that were
     *     begun and invoices that were issued then or later, instead of in the last 31 days
     * @return what to exit with: 0 if everything agrees, or does now
     */
    @SuppressWarnings("SystemOut") // a command's output is what it is for
    public static int run(List<String> arguments) {
        List<String> since =
                arguments.stream().filter(each -> each.startsWith(SINCE)).toList();
        List<String> names =
                arguments.stream().filter(each -> !each.startsWith("--")).toList();
        if (since.size() > 1 || names.size() > 1 || since.size() + names.size() < arguments.size()) {
            System.err.println(NAME + " takes one account or none, and " + SINCE + "INSTANT, not " + arguments);
            return DIFFERS;
        }
        try {
            Optional<Instant> from = since.stream().findFirst().map(each -> instant(each.substring(SINCE.length())));
            return run(
                    CommandSettings.read(), names.stream().map(AccountId::new).findFirst(), from, System.out);
        } catch (RuntimeException | SQLException failure) {
            System.err.println(NAME + ": " + failure.getMessage());
            return DIFFERS;
        }
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException unreadable) {
            throw new IllegalArgumentException(
                    SINCE + " is '" + text + "', it must be an instant such as 2026-01-31T00:00:00Z", unreadable);
        }
    }

    private static int run(Settings settings, Optional<AccountId> account, Optional<Instant> since, PrintStream out)
            throws SQLException {
        Settings.Database database = settings.database();
        String url = CommandSettings.databaseUrl(settings);
        try (AgroalDataSource service = LedgerCommand.connections(url, database.service());
                AgroalDataSource system = LedgerCommand.connections(url, database.system())) {
            PostgresSchema.check(service, system);
            PostgresTransactions transactions = new PostgresTransactions(service, system);
            Storage storage = PostgresStorage.over(transactions);
            EngineClock clock = new EngineClock(settings, transactions);
            clock.restore();
            BillingEngineBuilder builder = new Payments(settings, transactions, storage, clock)
                    .connect(BillingEngine.builder().storage(storage));
            InvoicingSetting.connect(builder, settings, storage, transactions, clock);
            BillingEngine engine =
                    EngineSettings.connect(builder, settings, clock).build();
            Instant from = since.orElseGet(() -> engine.readTime().now().minus(USUAL));
            return new ReconcileCommand(engine.reconcile(), out).reconcile(account, from);
        }
    }

    int reconcile(Optional<AccountId> account, Instant since) {
        int reconciled = account.isPresent() ? one(account.get(), since) : all(since);
        out.println("reconciled\t" + reconciled);
        return agrees ? AGREES : DIFFERS;
    }

    private int one(AccountId account, Instant since) {
        accounts.reconcile(account, since).forEach(this::print);
        return 1;
    }

    private int all(Instant since) {
        int reconciled = 0;
        Optional<AccountId> after = Optional.empty();
        do {
            Report report = accounts.reconcile(after, PAGE, since);
            report.differences().forEach(this::print);
            report.failed().forEach(failed -> {
                agrees = false;
                out.println(failed.account() + "\tFAILED\t" + failed.reason());
            });
            reconciled += report.reconciled();
            after = report.next();
        } while (after.isPresent());
        return reconciled;
    }

    private void print(Difference found) {
        agrees &= found.resolved();
        out.println(String.join(
                "\t",
                found.account().value(),
                found.kind().key(),
                found.about(),
                found.here(),
                found.there(),
                found.resolved() ? "put right" : found.kind().remedy()));
    }
}
