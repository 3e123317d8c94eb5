package dev.countinghouse.app.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.adapter.postgres.PostgresStorage;
import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.billing.domain.account.Account;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.GrantOrder;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.GrantId;
import dev.countinghouse.billing.domain.ledger.LedgerAccount;
import dev.countinghouse.billing.domain.ledger.LedgerKey;
import dev.countinghouse.billing.domain.plan.GrantScope;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the program as it is shipped, each in a process of its own. */
class CommandsIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final String KEY = "ab".repeat(32);

    @BeforeEach
    void nobodyIsThere() {
        DATABASE.clear();
    }

    @Test
    void itPrintsALinePerLedgerAndSaysWhichIsBroken(@TempDir Path folder) throws Exception {
        grant("acme");
        grant("other");
        List<String> all = verify();
        assertThat(all).hasSize(3).endsWith("exit 0");
        assertThat(all.get(0)).matches("acme\t2\t[0-9a-f]{64}\tin order");
        assertThat(verify("other")).hasSize(2).endsWith("exit 0");
        assertThat(verify("nobody")).hasSize(2).endsWith("exit 1");
        String head = "{\"items\": [{\"account\": \"acme\", \"entries\": %d, \"seal\": \""
                + all.get(0).split("\t")[2] + "\"}]}";
        assertThat(verify(heads(folder, head.formatted(2)))).hasSize(3).endsWith("exit 0");
        assertThat(verify(heads(folder, head.formatted(3)), "acme")).hasSize(2).endsWith("exit 1");

        DATABASE.administer("set session_replication_role = replica;"
                + " update journal_entry set about = 'x' where account_id = 'other' and ordinal = 2");
        List<String> broken = verify();
        assertThat(broken).hasSize(3).endsWith("exit 1");
        assertThat(broken.get(0)).endsWith("in order");
        assertThat(broken.get(1)).startsWith("other\t1\t").contains("BROKEN at entry 2: entry is not as it was sealed");
    }

    @Test
    void reconcileLooksAtEachAccountAndSaysWhatItCannotDo() throws Exception {
        grant("third");
        List<String> all = ran("reconcile");
        assertThat(all).containsExactly("reconciled\t1", "exit 0");
        assertThat(ran("reconcile", "third", "--since=2026-01-01T00:00:00Z"))
                .containsExactly("reconciled\t1", "exit 0");
        assertThat(ran("reconcile", "nobody")).containsExactly("exit 1");
    }

    private static String heads(Path folder, String exported) throws IOException {
        return "--heads=" + Files.writeString(folder.resolve("heads.json"), exported);
    }

    private static void grant(String account) {
        BillingEngine engine = BillingEngine.builder()
                .storage(PostgresStorage.over(DATABASE.service(), DATABASE.system()))
                .ledgerKey(LedgerKey.of(KEY))
                .build();
        AccountId id = new AccountId(account);
        engine.openAccount().open(Account.named(id, account, ZoneOffset.UTC, Currency.getInstance("USD")));
        for (String grant : List.of("g1", "g2")) {
            engine.grantCredits()
                    .grant(
                            id,
                            new GrantOrder(
                                    new GrantId(grant),
                                    LedgerAccount.PROMOTIONAL,
                                    Credits.parse("5", new CreditUnit("USD")),
                                    50,
                                    Optional.empty(),
                                    Optional.empty(),
                                    GrantScope.ANYTHING,
                                    Optional.empty(),
                                    ""));
        }
    }

    private static List<String> verify(String... arguments) throws IOException, InterruptedException {
        return ran(
                Stream.concat(Stream.of("verify-ledger"), Stream.of(arguments)).toArray(String[]::new));
    }

    private static List<String> ran(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                ShippedService.command(DATABASE, "countinghouse.ledger.key=" + KEY, "countinghouse.test-clock=false"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return Stream.concat(printed.lines(), Stream.of("exit " + process.waitFor()))
                .toList();
    }
}
