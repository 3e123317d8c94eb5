package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import dev.countinghouse.billing.ports.driven.Accounts;
import dev.countinghouse.billing.ports.driven.ApiKeys;
import dev.countinghouse.billing.ports.driven.Backfills;
import dev.countinghouse.billing.ports.driven.Catalogues;
import dev.countinghouse.billing.ports.driven.Deliveries;
import dev.countinghouse.billing.ports.driven.Endpoints;
import dev.countinghouse.billing.ports.driven.InvoicedUsage;
import dev.countinghouse.billing.ports.driven.Invoices;
import dev.countinghouse.billing.ports.driven.Outbox;
import dev.countinghouse.billing.ports.driven.PublishedCatalogue;
import dev.countinghouse.billing.ports.driven.Simulations;
import dev.countinghouse.billing.ports.driven.Subscriptions;
import dev.countinghouse.billing.ports.driven.Transactions;
import dev.countinghouse.billing.ports.driven.UsageCorrections;
import dev.countinghouse.billing.ports.driven.UsageLog;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

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
        InstantSource clock) {

    /** Instants are kept to the microsecond, as databases do: a finer one would come back as another. */
    Instant now() {
        return kept(clock.instant());
    }

    static Instant kept(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    Catalogue catalogue() {
        return catalogues.current().map(PublishedCatalogue::catalogue).orElse(Catalogue.EMPTY);
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
