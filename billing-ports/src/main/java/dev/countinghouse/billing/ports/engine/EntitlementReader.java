package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.plan.Entitlement;
import dev.countinghouse.billing.domain.plan.FeatureKey;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Subscribed;
import dev.countinghouse.billing.ports.driving.ReadEntitlements;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

final class EntitlementReader implements ReadEntitlements {

    private final Books books;

    EntitlementReader(Books books) {
        this.books = books;
    }

    @Override
    public SortedMap<FeatureKey, Entitlement> entitlements(AccountId account) {
        return books.transactions().inTransaction(Scope.of(account), () -> {
            AccountView view = Lookups.account(books, account);
            return of(view, books.now(account));
        });
    }

    static SortedMap<FeatureKey, Entitlement> of(AccountView view, Instant now) {
        SortedMap<FeatureKey, Entitlement> entitlements = new TreeMap<>();
        view.mainAt(now)
                .map(Subscribed::subscription)
                .filter(main -> main.state(now).admitsUsage())
                .ifPresent(main -> {
                    add(entitlements, view, main, now);
                    view.addOns().stream()
                            .filter(addOn -> addOn.state(now).admitsUsage())
                            .forEach(addOn -> add(entitlements, view, addOn, now));
                });
        return entitlements;
    }

    private static void add(
            SortedMap<FeatureKey, Entitlement> entitlements, AccountView view, Subscription subscription, Instant now) {
        view.plan(subscription.termAt(now).plan())
                .entitlements()
                .forEach((feature, more) -> entitlements.merge(feature, more, Entitlement::and));
    }
}
