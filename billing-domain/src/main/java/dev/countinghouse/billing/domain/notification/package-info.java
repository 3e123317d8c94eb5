/**
 * Telling the world what happened: endpoints that want to know, deliveries to them, and how a webhook is signed.
 *
 * <p>Invariant: a delivery is one message to one endpoint, and {@link
 * dev.countinghouse.billing.domain.notification.MessageId} is the same however often it is sent, so that a receiver can
 * tell a repetition. A secret leaves this package sealed, or shown once to its holder.
 *
 * <p>Not here: what happened (the outbox tells), how bytes travel, and remote systems that call us.
 *
 * <p>Start at {@link dev.countinghouse.billing.domain.notification.Endpoint} and {@link
 * dev.countinghouse.billing.domain.notification.Delivery}.
 */
@NullMarked
package dev.countinghouse.billing.domain.notification;

import org.jspecify.annotations.NullMarked;
