package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.invoice.DraftInvoice;
import dev.countinghouse.billing.domain.subscription.Subscription;

/** What a subscription would be after a step, and the next invoice it would lead to. */
public sealed interface SubscriptionPreview {

    record Previewed(Subscription subscription, DraftInvoice nextInvoice) implements SubscriptionPreview {}

    record Refused(String reason) implements SubscriptionPreview {}
}
