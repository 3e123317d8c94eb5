package dev.countinghouse.billing.ports.standin;

import dev.countinghouse.billing.domain.payment.NoticeId;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import java.util.Map;

/**
 * A notice as it is to be sent, signed as Standard Webhooks has it.
 *
 * @param number counts the notices of the payment, from 1
 * @param body JSON, to be sent in UTF-8
 * @param headers to send with it: {@code webhook-id}, {@code webhook-timestamp}, {@code webhook-signature}
 */
public record SignedNotice(NoticeId id, PaymentKey payment, int number, String body, Map<String, String> headers) {

    public SignedNotice {
        headers = Map.copyOf(headers);
    }
}
