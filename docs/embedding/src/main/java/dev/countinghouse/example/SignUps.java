package dev.countinghouse.example;

import dev.countinghouse.billing.domain.account.Account;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.provision.Provision;
import dev.countinghouse.billing.domain.provision.ProvisionId;
import dev.countinghouse.billing.domain.provision.Purpose;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driving.ProvisionAccount;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import dev.countinghouse.billing.ports.standin.InfrastructureStandIn;
import java.time.ZoneOffset;

/** How customers of the tour sign up: with all of their infrastructure, or not at all. */
final class SignUps {

    private final BillingEngine engine;
    private final InfrastructureStandIn cloud;

    SignUps(BillingEngine engine, InfrastructureStandIn cloud) {
        this.engine = engine;
        this.cloud = cloud;
    }

    /** @param attempt an id of ours: with the same one nothing is created twice */
    String signUp(AccountId account, String plan, String attempt) {
        Purpose.OfAccount wish = new Purpose.OfAccount(
                Account.named(account, account.value(), ZoneOffset.UTC, PrepaidTour.USD),
                new SubscriptionId(account + "-main"),
                new PlanKey(plan));
        return engine.provisionAccount()
                .provision(new ProvisionAccount.Order(new ProvisionId(attempt), wish))
                .fold(
                        kept -> state(kept.provision()),
                        conflict -> "conflict, " + conflict.reason(),
                        refused -> "refused, " + refused.reason());
    }

    private String state(Provision provision) {
        return provision.phase().key()
                + provision.reason().map(reason -> ", " + reason).orElse("")
                + "; resources: " + cloud.existing(provision.account()).size();
    }
}
