package dev.countinghouse.app.command;

import dev.countinghouse.adapter.postgres.PostgresSchema;
import dev.countinghouse.adapter.postgres.PostgresStorage;
import dev.countinghouse.app.config.Settings;
import dev.countinghouse.app.engine.LedgerKeySetting;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.ledger.LedgerHead;
import dev.countinghouse.billing.ports.driving.UnknownException;
import dev.countinghouse.billing.ports.driving.VerifyLedger;
import dev.countinghouse.billing.ports.driving.VerifyLedger.Finding;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import dev.countinghouse.billing.ports.engine.BillingEngineBuilder;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Verifies ledgers from the command line and exits. It is the engine on two connections, without the platform: nothing
 * listens, no job runs, nothing is migrated.
 */
public final class LedgerCommand {

    public static final String NAME = "verify-ledger";

    private static final int IN_ORDER = 0;
    private static final int NOT_IN_ORDER = 1;
    private static final int HEADS_AT_ONCE = 1_000;

    private static final String HEADS = "--heads=";

    private final VerifyLedger ledgers;
    private final KeptHeads kept;
    private final PrintStream out;
    private boolean inOrder = true;

    LedgerCommand(VerifyLedger ledgers, KeptHeads kept, PrintStream out) {
        this.ledgers = ledgers;
        this.kept = kept;
        this.out = out;
    }

    /**
     * @param arguments the only account to verify, or none for all; {@code --heads=} and a file of heads that were exported
     *     earlier, against which they are verified
     * @return what to exit with: 0 if every ledger is in order
     */
    @SuppressWarnings("SystemOut") // a command's output is what it is for
    public static int run(List<String> arguments) {
        List<String> files =
                arguments.stream().filter(each -> each.startsWith(HEADS)).toList();
        List<String> accounts =
                arguments.stream().filter(each -> !each.startsWith(HEADS)).toList();
        if (accounts.size() > 1 || files.size() > 1) {
            System.err.println(NAME + " takes one account, or none for all, and " + HEADS + "FILE, not " + arguments);
            return NOT_IN_ORDER;
        }
        try {
            KeptHeads kept = files.stream()
                    .map(file -> KeptHeads.of(Path.of(file.substring(HEADS.length()))))
                    .findFirst()
                    .orElse(KeptHeads.NONE);
            return verify(
                    CommandSettings.read(),
                    accounts.stream().map(AccountId::new).findFirst(),
                    kept,
                    System.out);
        } catch (RuntimeException | SQLException failure) {
            System.err.println(NAME + ": " + failure.getMessage());
            return NOT_IN_ORDER;
        }
    }

    private static int verify(Settings settings, Optional<AccountId> account, KeptHeads kept, PrintStream out)
            throws SQLException {
        Settings.Database database = settings.database();
        String url = CommandSettings.databaseUrl(settings);
        try (AgroalDataSource service = connections(url, database.service());
                AgroalDataSource system = connections(url, database.system())) {
            PostgresSchema.check(service, system);
            BillingEngineBuilder engine = BillingEngine.builder().storage(PostgresStorage.over(service, system));
            LedgerKeySetting.of(settings).ifPresent(engine::ledgerKey);
            LedgerCommand command = new LedgerCommand(engine.build().verifyLedger(), kept, out);
            return account.map(command::verifyOne).orElseGet(command::verifyAll);
        }
    }

    static AgroalDataSource connections(String url, Settings.Login login) throws SQLException {
        return AgroalDataSource.from(
                new AgroalDataSourceConfigurationSupplier().connectionPoolConfiguration(pool -> pool.maxSize(1)
                        .connectionFactoryConfiguration(connection -> connection
                                .jdbcUrl(url)
                                .principal(new NamePrincipal(login.user()))
                                .credential(new SimplePassword(login.password().orElse(""))))));
    }

    int verifyOne(AccountId account) {
        try {
            verify(account);
        } catch (UnknownException unknown) {
            out.println(account + "\tUNKNOWN: " + unknown.getMessage());
            inOrder = false;
        }
        return inOrder ? IN_ORDER : NOT_IN_ORDER;
    }

    int verifyAll() {
        Set<AccountId> gone = new LinkedHashSet<>(kept.heads().keySet());
        Optional<AccountId> after = Optional.empty();
        List<LedgerHead> page = ledgers.heads(after, HEADS_AT_ONCE);
        while (!page.isEmpty()) {
            page.forEach(head -> verifyOne(head.account()));
            page.forEach(head -> gone.remove(head.account()));
            after = Optional.of(page.get(page.size() - 1).account());
            page = page.size() < HEADS_AT_ONCE ? List.of() : ledgers.heads(after, HEADS_AT_ONCE);
        }
        // one whose ledger was there when heads were kept has to have one
        gone.forEach(this::verifyOne);
        return inOrder ? IN_ORDER : NOT_IN_ORDER;
    }

    private void verify(AccountId account) {
        Finding finding = ledgers.verify(account, kept.of(account));
        out.println(String.join(
                "\t",
                account.value(),
                Long.toString(finding.head().entries()),
                finding.head().seal().hex(),
                finding.defect()
                        .map(defect -> "BROKEN at entry " + defect.ordinal() + ": " + defect.reason())
                        .orElse("in order")));
        inOrder &= finding.isInOrder();
    }
}
