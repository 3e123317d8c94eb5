package dev.countinghouse.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.account.Account;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.GrantOrder;
import dev.countinghouse.billing.domain.credit.HoldId;
import dev.countinghouse.billing.domain.credit.HoldOrder;
import dev.countinghouse.billing.domain.credit.HoldOutcome;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.GrantId;
import dev.countinghouse.billing.domain.ledger.LedgerAccount;
import dev.countinghouse.billing.domain.plan.GrantScope;
import dev.countinghouse.billing.domain.plan.SpendPurpose;
import dev.countinghouse.billing.ports.driving.HoldCredits.Step;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Snippets of docs/embedding.md: credits that are held before a call and spent after it. */
class CreditSnippetsTest {

    private static final Instant NEXT_YEAR = Instant.now().plusSeconds(31_536_000);

    @Test
    void creditsAreHeldAndCaptured() {
        BillingEngine billing = BillingEngine.builder().inMemory().build();
        AccountId acme = new AccountId("acme");
        billing.openAccount().open(Account.named(acme, "Acme Inc.", ZoneOffset.UTC, Currency.getInstance("USD")));

        // snippet: credits
        CreditUnit dollars = new CreditUnit("USD");
        billing.grantCredits()
                .grant(
                        acme,
                        new GrantOrder(
                                new GrantId("welcome"), // granting it again grants nothing more
                                LedgerAccount.PROMOTIONAL,
                                Credits.parse("5.00", dollars),
                                50, // priority: lower ones are spent first
                                Optional.empty(), // effective at once
                                Optional.of(NEXT_YEAR),
                                GrantScope.ANYTHING,
                                Optional.empty(), // nothing was paid for it
                                "for signing up"));

        // before the call: refused, with nothing held, if there is not as much
        HoldOrder order = new HoldOrder(
                new HoldId("call-4711"),
                Credits.parse("0.12", dollars),
                SpendPurpose.GENERAL,
                Duration.ofMinutes(10)); // goes back by itself then
        HoldOutcome held = billing.holdCredits().run(new Step.Place(acme, order));

        // after the call: what it came to, less or more; the rest goes back
        billing.holdCredits().run(new Step.Capture(acme, order.id(), Credits.parse("0.0375", dollars)));
        System.out.println(billing.readCredits().balances(acme).get(0).available()); // 4.9625 USD
        System.out.println(billing.verifyLedger().verify(acme, Optional.empty()).isInOrder()); // true
        // end

        assertThat(held).isInstanceOf(HoldOutcome.Done.class);
        assertThat(billing.readCredits().balances(acme).get(0).available()).hasToString("4.9625 USD");
    }
}
