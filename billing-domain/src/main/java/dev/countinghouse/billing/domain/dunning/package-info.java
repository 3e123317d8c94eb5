/**
 * Being paid for invoices: how often it was tried, what follows while one is not paid, and what is given back.
 *
 * <p>Invariant: of one invoice, at most one payment is not decided at any time, each is of what was outstanding when it was
 * begun, and what credit notes took off after it was paid is given back once.
 *
 * <p>Not here: what an invoice says, which never changes; cards and banks; which endpoints hear of it.
 *
 * <p>Start at {@link dev.countinghouse.billing.domain.dunning.Receivable}, then {@link
 * dev.countinghouse.billing.domain.dunning.DunningSchedule}.
 */
@NullMarked
package dev.countinghouse.billing.domain.dunning;

import org.jspecify.annotations.NullMarked;
