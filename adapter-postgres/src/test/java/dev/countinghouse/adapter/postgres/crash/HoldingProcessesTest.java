package dev.countinghouse.adapter.postgres.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.adapter.postgres.PostgresStorage;
import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.billing.domain.account.Account;
import dev.countinghouse.billing.domain.credit.GrantOrder;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.GrantId;
import dev.countinghouse.billing.domain.ledger.LedgerAccount;
import dev.countinghouse.billing.domain.plan.GrantScope;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Four processes of sixteen threads each want the credits of one account at the same time. */
class HoldingProcessesTest {

    private static final int PROCESSES = 4;
    private static final int WISHES = 8;

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Test
    void exactlyAsManyAreAdmittedAsThereAreCreditsFor() throws Exception {
        DATABASE.clear();
        BillingEngine engine = BillingEngine.builder()
                .storage(PostgresStorage.over(DATABASE.service(), DATABASE.system()))
                .clock(InstantSource.fixed(KillScenario.NOW))
                .build();
        engine.openAccount()
                .open(Account.named(HoldingProcess.ACCOUNT, "Acme", ZoneOffset.UTC, Currency.getInstance("USD")));
        engine.grantCredits().grant(HoldingProcess.ACCOUNT, gift());

        List<Process> processes = new ArrayList<>();
        for (int process = 0; process < PROCESSES; process++) {
            processes.add(start("p" + process));
        }
        int admitted = 0;
        for (Process process : processes) {
            admitted += admittedBy(process);
        }

        assertThat(admitted).isEqualTo(300).isLessThan(PROCESSES * HoldingProcess.THREADS * WISHES);
        assertThat(engine.readCredits().balances(HoldingProcess.ACCOUNT))
                .singleElement()
                .satisfies(balance -> {
                    assertThat(balance.available().isZero()).isTrue();
                    assertThat(balance.held().toDecimal()).isEqualTo("300");
                });
        assertThat(engine.verifyLedger()
                        .verify(HoldingProcess.ACCOUNT, Optional.empty())
                        .defect())
                .isEmpty();
    }

    private static Process start(String name) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HoldingProcess.class.getName(),
                        DATABASE.url(),
                        KillScenario.NOW.toString(),
                        name,
                        Integer.toString(WISHES))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static int admittedBy(Process process) throws IOException, InterruptedException {
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return Integer.parseInt(said.strip());
    }

    private static GrantOrder gift() {
        return new GrantOrder(
                new GrantId("gift"),
                LedgerAccount.PROMOTIONAL,
                Credits.parse("300", HoldingProcess.USD),
                50,
                Optional.empty(),
                Optional.empty(),
                GrantScope.ANYTHING,
                Optional.empty(),
                "");
    }
}
