package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.ledger.LedgerKey;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import dev.countinghouse.billing.domain.quota.Thresholds;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.ports.driven.AccountClocks;
import dev.countinghouse.billing.ports.driven.Accounts;
import dev.countinghouse.billing.ports.driven.AlertWatch;
import dev.countinghouse.billing.ports.driven.Alerts;
import dev.countinghouse.billing.ports.driven.ApiKeys;
import dev.countinghouse.billing.ports.driven.Backfills;
import dev.countinghouse.billing.ports.driven.Budgets;
import dev.countinghouse.billing.ports.driven.Catalogues;
import dev.countinghouse.billing.ports.driven.Checkouts;
import dev.countinghouse.billing.ports.driven.Customers;
import dev.countinghouse.billing.ports.driven.Deliveries;
import dev.countinghouse.billing.ports.driven.Endpoints;
import dev.countinghouse.billing.ports.driven.InvoicedUsage;
import dev.countinghouse.billing.ports.driven.Invoices;
import dev.countinghouse.billing.ports.driven.Journal;
import dev.countinghouse.billing.ports.driven.Mirrors;
import dev.countinghouse.billing.ports.driven.Notices;
import dev.countinghouse.billing.ports.driven.Outbox;
import dev.countinghouse.billing.ports.driven.Ownerships;
import dev.countinghouse.billing.ports.driven.PriceRefs;
import dev.countinghouse.billing.ports.driven.ProviderInvoices;
import dev.countinghouse.billing.ports.driven.Provisions;
import dev.countinghouse.billing.ports.driven.PublishedCatalogue;
import dev.countinghouse.billing.ports.driven.Purchases;
import dev.countinghouse.billing.ports.driven.Receivables;
import dev.countinghouse.billing.ports.driven.Reservations;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Sessions;
import dev.countinghouse.billing.ports.driven.Simulations;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driven.Subscriptions;
import dev.countinghouse.billing.ports.driven.Transactions;
import dev.countinghouse.billing.ports.driven.UsageCorrections;
import dev.countinghouse.billing.ports.driven.UsageLimits;
import dev.countinghouse.billing.ports.driven.UsageLog;
import dev.countinghouse.billing.ports.driven.UsageReports;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/** The driven ports and the clock, as the use cases share them. */
record Books(
        Transactions transactions,
        Catalogues catalogues,
        Accounts accounts,
        Subscriptions subscriptions,
        UsageLog usage,
        InvoicedUsage invoicedUsage,
        UsageCorrections corrections,
        Backfills backfills,
        Invoices invoices,
        ApiKeys keys,
        Outbox outbox,
        Endpoints endpoints,
        Deliveries deliveries,
        Simulations simulations,
        AccountClocks accountClocks,
        AlertWatch alertWatch,
        Alerts alerts,
        Budgets budgets,
        Journal journal,
        Purchases purchases,
        Receivables receivables,
        LedgerKey ledgerKey,
        Sessions sessions,
        Ownerships ownerships,
        UsageLimits limits,
        Reservations reservations,
        Provisions provisions,
        Notices notices,
        Customers customers,
        Checkouts checkouts,
        UsageReports usageReports,
        PriceRefs priceRefs,
        ProviderInvoices providerInvoices,
        Mirrors mirrors,
        Thresholds usualThresholds,
        InstantSource clock,
        Habits habits) {

    /**
     * @param hasTestClocks without them nobody asks whether an account has one
     * @param tellsUsage whether a provider invoices, who is told what is used
     * @param copiesInvoices whether a provider invoices, whose invoices are copied
     * @param isMirrored whether a provider invoices, who has subscriptions like ours
     */
    record Habits(boolean hasTestClocks, boolean tellsUsage, boolean copiesInvoices, boolean isMirrored) {}

    static Books of(Storage kept, LedgerKey ledgerKey, Thresholds thresholds, InstantSource clock, Habits habits) {
        return new Books(
                kept.transactions(),
                kept.catalogues(),
                kept.accounts(),
                kept.subscriptions(),
                kept.usage(),
                kept.invoicedUsage(),
                kept.corrections(),
                kept.backfills(),
                kept.invoices(),
                kept.keys(),
                kept.outbox(),
                kept.endpoints(),
                kept.deliveries(),
                kept.simulations(),
                kept.accountClocks(),
                kept.alertWatch(),
                kept.alerts(),
                kept.budgets(),
                kept.journal(),
                kept.purchases(),
                kept.receivables(),
                ledgerKey,
                kept.sessions(),
                kept.ownerships(),
                kept.limits(),
                kept.reservations(),
                kept.provisions(),
                kept.notices(),
                kept.customers(),
                kept.checkouts(),
                kept.usageReports(),
                kept.priceRefs(),
                kept.providerInvoices(),
                kept.mirrors(),
                thresholds,
                clock,
                habits);
    }

    boolean hasTestClocks() {
        return habits.hasTestClocks();
    }

    /** Instants are kept to the microsecond, as databases do: a finer one would come back as another. */
    Instant now() {
        return kept(clock.instant());
    }

    /** The same, but for an account with a test clock of its own. */
    Instant now(AccountId account) {
        return now(account, now());
    }

    /** The same with another instant where the account has no clock of its own. */
    Instant now(AccountId account, Instant otherwise) {
        return hasTestClocks()
                ? transactions
                        .inTransaction(Scope.of(account), () -> accountClocks.of(Set.of(account)))
                        .getOrDefault(account, otherwise)
                : otherwise;
    }

    /** As part of the running transaction: one has begun, perhaps in the past, or is to. */
    void started(Subscription subscription) {
        AccountId account = subscription.account();
        Instant since = subscription.startedAt();
        // an add-on does not have a provider be given the main subscription that it came to
        boolean isMain = subscription.role() == PlanVersion.Role.MAIN;
        termsChanged(account, since, isMain ? since : now(account));
    }

    /** As part of the running transaction: terms have changed, and with them what usage comes to, from an instant on. */
    void termsChanged(AccountId account, Instant since) {
        termsChanged(account, since, since);
    }

    private void termsChanged(AccountId account, Instant since, Instant mirroredSince) {
        alertWatch.changed(Set.of(account));
        if (habits.tellsUsage()) {
            usageReports.watch(account, since);
        }
        if (habits.copiesInvoices()) {
            Instant now = now();
            providerInvoices.watch(account, now, now.plus(InvoiceSweeper.AFTER_A_CHANGE));
        }
        if (habits.isMirrored()) {
            mirrors.note(account, mirroredSince);
        }
    }

    /** As part of the running transaction: a subscription at a provider that invoices may have become another one there. */
    void lookAtMirrors(AccountId account) {
        if (habits.isMirrored()) {
            mirrors.look(account);
        }
    }

    static Instant kept(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    Catalogue catalogue() {
        return catalogues.current().map(PublishedCatalogue::catalogue).orElse(Catalogue.EMPTY);
    }

    /** What an account is alerted of. Has to run in a transaction bound to it. */
    Thresholds thresholds(AccountId account) {
        return alerts.thresholds(account).orElse(usualThresholds);
    }

    /** A version that a subscription pins; it is never deleted, so its absence is a broken store. */
    PlanVersion pinned(PlanVersionId id) {
        return catalogues
                .planVersion(id)
                .orElseThrow(() -> new IllegalStateException("plan version " + id + " is pinned but not stored"));
    }

    /** A meter that published terms use; publishing refuses to remove it. */
    static Meter used(Catalogue catalogue, MeterKey key) {
        return catalogue
                .meter(key)
                .orElseThrow(() -> new IllegalStateException("meter " + key + " is priced but not in the catalogue"));
    }
}
