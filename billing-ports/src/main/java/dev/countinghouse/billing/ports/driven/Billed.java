package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.invoice.DraftInvoice;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import java.time.Instant;
import java.util.Optional;

/**
 * What has been billed for a boundary.
 *
 * @param invoice the boundary's own; empty where nothing was charged at it before it was restated
 * @param content the last restatement, or else what the invoice says of its own boundary
 */
public record Billed(
        SubscriptionId subscription, Instant boundary, Optional<IssuedInvoice> invoice, DraftInvoice content) {}
