package dev.countinghouse.adapter.postgres.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.adapter.postgres.PostgresStorage;
import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.billing.domain.account.Account;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.subscription.Lifecycle;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driving.StartSubscription;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import dev.countinghouse.billing.ports.engine.Workbench;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Four processes of sixteen threads each make calls of one account at the same time, with leases of their own or without. */
class CallingProcessesTest {

    private static final int PROCESSES = 4;
    private static final int CALLS = 8;
    private static final int FITTING = 300;

    private static final String CATALOGUE =
            """
            catalogue: 1
            currency: USD
            meters:
              tokens: {unit: token, event: llm, aggregation: sum, property: tokens}
            plans:
              some:
                every: month
                allowances:
                  tokens: {included: %d, cap: hard}
                charges:
                  base: {name: Some, fee: 0.00}
            """
                    .formatted(FITTING * CallingProcess.TOKENS + CallingProcess.TOKENS - 1);

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    /** What is left of a lease of one process another cannot have before it ends: those may be too few, never too many. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void exactlyAsManyAreAdmittedAsFit(boolean leases) throws Exception {
        DATABASE.clear();
        BillingEngine engine = BillingEngine.builder()
                .storage(PostgresStorage.over(DATABASE.service(), DATABASE.system()))
                .clock(InstantSource.fixed(KillScenario.NOW))
                .build();
        engine.publishCatalogue().publish(Workbench.catalogue(CATALOGUE));
        engine.openAccount()
                .open(Account.named(CallingProcess.ACCOUNT, "Acme", ZoneOffset.UTC, Currency.getInstance("USD")));
        engine.startSubscription()
                .start(new StartSubscription.Order(
                        new SubscriptionId("main"),
                        CallingProcess.ACCOUNT,
                        new PlanKey("some"),
                        1,
                        KillScenario.NOW,
                        Lifecycle.Anchor.START,
                        false,
                        List.of()));

        List<Process> processes = new ArrayList<>();
        for (int process = 0; process < PROCESSES; process++) {
            processes.add(start("p" + process, leases));
        }
        int admitted = 0;
        for (Process process : processes) {
            admitted += admittedBy(process);
        }
        assertThat(admitted).isLessThanOrEqualTo(FITTING);
        assertThat(admitted).isGreaterThanOrEqualTo(leases ? FITTING / 2 : FITTING);
    }

    private static Process start(String name, boolean leases) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CallingProcess.class.getName(),
                        DATABASE.url(),
                        KillScenario.NOW.toString(),
                        name,
                        Integer.toString(CALLS),
                        Boolean.toString(leases))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static int admittedBy(Process process) throws IOException, InterruptedException {
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return Integer.parseInt(said.strip());
    }
}
