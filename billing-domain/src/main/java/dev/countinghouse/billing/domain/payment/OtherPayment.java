package dev.countinghouse.billing.domain.payment;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.money.Money;
import java.time.Instant;

/**
 * A payment of one of our customers that succeeded, and that we have not asked for.
 *
 * @param amount that was paid and not given back
 * @param at when it was begun
 */
public record OtherPayment(PaymentId id, AccountId account, Money amount, Instant at) {}
