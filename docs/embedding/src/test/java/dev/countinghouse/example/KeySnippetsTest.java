package dev.countinghouse.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.access.ApiKey;
import dev.countinghouse.billing.domain.access.KeyScope;
import dev.countinghouse.billing.domain.account.Account;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driving.IssueKey;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.EnumSet;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Snippets of docs/embedding.md: keys that programs call with. */
class KeySnippetsTest {

    private static final Instant NEXT_YEAR = Instant.now().plusSeconds(31_536_000);

    @Test
    void aKeyIsIssuedAndChecked() {
        BillingEngine billing = BillingEngine.builder().inMemory().build();
        AccountId lindenhof = new AccountId("lindenhof");
        billing.openAccount()
                .open(Account.named(lindenhof, "Lindenhof GmbH", ZoneOffset.UTC, Currency.getInstance("EUR")));

        // snippet: keys
        IssueKey.Outcome outcome = billing.issueKey()
                .issue(new IssueKey.Order(
                        "Gateway",
                        new TreeSet<>(EnumSet.of(KeyScope.WRITE)),
                        Optional.of(lindenhof), // the only account it is for
                        Optional.empty(), // no project
                        Optional.of(NEXT_YEAR)));
        String shownOnce = ((IssueKey.Outcome.Issued) outcome).credential().text();

        Optional<ApiKey> caller = billing.checkKey().check(shownOnce); // on each call
        // end

        assertThat(caller.orElseThrow().account()).contains(lindenhof);
        assertThat(caller.orElseThrow().allows(KeyScope.WRITE)).isTrue();
        assertThat(caller.orElseThrow().allows(KeyScope.READ)).isFalse();
    }
}
