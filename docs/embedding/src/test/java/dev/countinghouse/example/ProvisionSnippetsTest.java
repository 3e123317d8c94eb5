package dev.countinghouse.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.account.Account;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.provision.ProvisionId;
import dev.countinghouse.billing.domain.provision.Purpose;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.catalogue.ExampleCatalogue;
import dev.countinghouse.billing.ports.driving.ProvisionAccount;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import dev.countinghouse.billing.ports.standin.InfrastructureStandIn;
import dev.countinghouse.billing.ports.standin.StandInBook;
import java.time.ZoneOffset;
import java.util.Currency;
import org.junit.jupiter.api.Test;

/** Snippets of docs/embedding.md: an account that has infrastructure. */
class ProvisionSnippetsTest {

    @Test
    void anAccountIsOpenedWithItsInfrastructure() {
        InfrastructureStandIn cloud = new InfrastructureStandIn(StandInBook.inMemory());
        BillingEngine billing =
                BillingEngine.builder().inMemory().infrastructure(cloud).build();
        billing.publishCatalogue().publish(ExampleCatalogue.PREPAID_SESSIONS.catalogue());
        Account ada = Account.named(new AccountId("ada"), "Ada", ZoneOffset.UTC, Currency.getInstance("USD"));

        // snippet: provision
        ProvisionAccount.Order order = new ProvisionAccount.Order(
                new ProvisionId("first"), // the same again creates nothing twice
                new Purpose.OfAccount(ada, new SubscriptionId("ada-main"), new PlanKey("free")));
        String state = billing.provisionAccount()
                .provision(order)
                .fold(
                        kept -> kept.provision().phase().key(), // ready, undone, or on its way to one of them
                        conflict -> conflict.reason(),
                        refused -> refused.reason());
        // end

        assertThat(state).isEqualTo("ready");
        assertThat(cloud.existing(ada.id())).hasSize(3);
    }
}
