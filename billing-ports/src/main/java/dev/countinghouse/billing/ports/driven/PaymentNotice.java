package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.payment.NoticeId;
import dev.countinghouse.billing.domain.payment.PaymentId;

/**
 * Something happened to a payment. What, is not said: notices come late, twice and out of order, so whoever gets one asks
 * {@link PaymentGateway#find(PaymentId)} for the payment as it is now.
 */
public record PaymentNotice(NoticeId id, PaymentId payment) {}
