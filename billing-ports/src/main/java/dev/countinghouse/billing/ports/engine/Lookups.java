package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.Subscribed;
import dev.countinghouse.billing.ports.driving.UnknownException;

/** Finds what a caller names, or says what is wrong with the name. */
final class Lookups {

    private Lookups() {}

    static AccountView account(Books books, AccountId id) {
        return AccountView.of(books, id).orElseThrow(() -> new UnknownException("there is no account '" + id + "'"));
    }

    static Subscribed subscription(AccountView view, SubscriptionId id) {
        return view.subscriptions().stream()
                .filter(stored -> stored.subscription().id().equals(id))
                .findFirst()
                .orElseThrow(() ->
                        new UnknownException("account " + view.account().id() + " has no subscription '" + id + "'"));
    }

    static Meter meter(Catalogue catalogue, MeterKey key) {
        return catalogue
                .meter(key)
                .orElseThrow(() -> new UnknownException("there is no meter '" + key + "', the meters are "
                        + catalogue.meters().keySet()));
    }

    static PlanVersion plan(Catalogue catalogue, PlanKey key) {
        return catalogue
                .plan(key)
                .orElseThrow(() -> new UnknownException("there is no plan '" + key + "', the plans are "
                        + catalogue.plans().keySet()));
    }
}
