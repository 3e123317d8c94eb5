package dev.countinghouse.billing.ports.driven;

/** The ports that keep data. They share their transactions: what one of them did is undone with what the others did. */
public record Storage(
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
        Sessions sessions,
        Purchases purchases,
        Ownerships ownerships,
        UsageLimits limits,
        Reservations reservations,
        Provisions provisions) {}
