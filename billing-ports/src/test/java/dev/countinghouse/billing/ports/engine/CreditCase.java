package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.USD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.CreditBalance;
import dev.countinghouse.billing.domain.credit.GrantOrder;
import dev.countinghouse.billing.domain.credit.GrantOutcome;
import dev.countinghouse.billing.domain.credit.HoldId;
import dev.countinghouse.billing.domain.credit.HoldOrder;
import dev.countinghouse.billing.domain.credit.HoldOutcome;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.GrantId;
import dev.countinghouse.billing.domain.ledger.LedgerAccount;
import dev.countinghouse.billing.domain.plan.GrantScope;
import dev.countinghouse.billing.domain.plan.SpendPurpose;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driving.HoldCredits.Step;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;

/** Accounts of the example that sells sessions for credits. */
abstract class CreditCase {

    static final CreditUnit DOLLARS = CreditUnit.of(USD);

    protected Workbench bench;

    protected abstract Storage emptyStorage();

    @BeforeEach
    void sellSessions() {
        bench = new Workbench(emptyStorage(), new HandClock(Instant.parse("2026-03-01T00:00:00Z")));
        bench.engine.publishCatalogue().publish(Workbench.catalogue(example()));
    }

    static String example() {
        String path = "dev/countinghouse/catalogue/examples/c-prepaid-sessions.yaml";
        try (InputStream text = CreditCase.class.getClassLoader().getResourceAsStream(path)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    static Credits credits(String amount) {
        return Credits.parse(amount, DOLLARS);
    }

    void session(int seconds) {
        bench.use(ACME, "session.runtime", Map.of("seconds", seconds, "size", "medium"));
    }

    GrantOutcome grant(String id, String amount) {
        return bench.engine
                .grantCredits()
                .grant(
                        ACME,
                        new GrantOrder(
                                new GrantId(id),
                                LedgerAccount.PROMOTIONAL,
                                credits(amount),
                                50,
                                Optional.empty(),
                                Optional.empty(),
                                GrantScope.ANYTHING,
                                Optional.empty(),
                                ""));
    }

    HoldOutcome hold(String id, String amount) {
        return run(place(ACME, id, amount));
    }

    HoldOutcome run(Step step) {
        return bench.engine.holdCredits().run(step);
    }

    static Step place(AccountId account, String id, String amount) {
        return new Step.Place(
                account, new HoldOrder(new HoldId(id), credits(amount), SpendPurpose.GENERAL, Duration.ofMinutes(10)));
    }

    String available() {
        return available(ACME);
    }

    String available(AccountId account) {
        return balance(account).available().toDecimal();
    }

    CreditBalance balance(AccountId account) {
        return bench.engine.readCredits().balances(account).stream()
                .filter(balance -> balance.unit().equals(DOLLARS))
                .findFirst()
                .orElseThrow();
    }

    void verify() {
        assertThat(bench.engine.verifyLedger().verify(ACME, Optional.empty()).defect())
                .isEmpty();
    }
}
