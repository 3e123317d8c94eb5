package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.Account;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.metering.SupposedUsage;
import dev.countinghouse.billing.domain.metering.Usage;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.period.BillingCycle;
import dev.countinghouse.billing.domain.period.Interval;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.ports.driven.Subscribed;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What billing has to know of one account, read once and kept for the length of a call. */
final class AccountView {

    private static final Interval MONTH = new Interval(1, Interval.Unit.MONTH);

    private final Books books;
    private final Account account;
    private final List<Subscribed> subscriptions;
    private final Catalogue catalogue;
    private final Usage usage;
    private final Map<PlanVersionId, PlanVersion> plans = new HashMap<>();
    private final Map<MeterKey, Meter> draftMeters = new HashMap<>();

    private AccountView(Books books, Account account, List<Subscribed> subscriptions) {
        this(books, account, subscriptions, books.catalogue(), books.usage().usageOf(account.id()));
    }

    private AccountView(
            Books books, Account account, List<Subscribed> subscriptions, Catalogue catalogue, Usage usage) {
        this.books = books;
        this.account = account;
        this.subscriptions = subscriptions;
        this.catalogue = catalogue;
        this.usage = usage;
    }

    /** Empty if there is no such account. Has to run in a transaction bound to the account. */
    static Optional<AccountView> of(Books books, AccountId id) {
        return books.accounts()
                .find(id)
                .map(account ->
                        new AccountView(books, account, books.subscriptions().of(id)));
    }

    /** The same account as it would be with one subscription added or replaced. */
    AccountView with(Subscribed changed) {
        List<Subscribed> others = new java.util.ArrayList<>(subscriptions);
        others.removeIf(stored ->
                stored.subscription().id().equals(changed.subscription().id()));
        others.add(changed);
        return new AccountView(books, account, others);
    }

    /** The same account as if one more thing had happened. */
    AccountView supposing(UsageEvent event) {
        return new AccountView(books, account, subscriptions, catalogue, new SupposedUsage(usage, event));
    }

    /** The same account as if it had these subscriptions, under plan versions and meters that need not be published. */
    AccountView supposing(
            List<Subscribed> others, Map<PlanVersionId, PlanVersion> versions, Map<MeterKey, Meter> meters) {
        AccountView supposed = new AccountView(books, account, others);
        supposed.plans.putAll(versions);
        supposed.draftMeters.putAll(meters);
        return supposed;
    }

    Account account() {
        return account;
    }

    Usage usage() {
        return usage;
    }

    Catalogue catalogue() {
        return catalogue;
    }

    List<Subscribed> subscriptions() {
        return subscriptions;
    }

    PlanVersion plan(PlanVersionId id) {
        return plans.computeIfAbsent(id, books::pinned);
    }

    Meter meter(MeterKey key) {
        Meter draft = draftMeters.get(key);
        return draft == null ? Books.used(catalogue, key) : draft;
    }

    /** The main subscription that has started and not ended at an instant; an account has at most one. */
    Optional<Subscribed> mainAt(Instant at) {
        return subscriptions.stream()
                .filter(stored -> isMain(stored)
                        && !at.isBefore(stored.subscription().startedAt())
                        && !stored.subscription().hasEndedBy(at))
                .findFirst();
    }

    /** The billing period that an instant is in: the main subscription's, or the calendar month where there is none. */
    Period periodAt(Instant at) {
        return mainAt(at)
                .map(stored -> stored.subscription().periodAt(at).actual())
                .orElseGet(() -> BillingCycle.calendar(account.zone(), MONTH).periodAt(at));
    }

    List<Subscription> addOns() {
        return subscriptions.stream()
                .filter(stored -> !isMain(stored))
                .map(Subscribed::subscription)
                .toList();
    }

    static boolean isMain(Subscribed stored) {
        return stored.subscription().role() == PlanVersion.Role.MAIN;
    }
}
