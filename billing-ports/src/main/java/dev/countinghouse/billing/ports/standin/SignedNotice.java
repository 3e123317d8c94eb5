package dev.countinghouse.billing.ports.standin;

import dev.countinghouse.billing.domain.notice.NoticeId;
import java.util.Map;

/**
 * A notice as it is to be sent, signed as Standard Webhooks has it.
 *
 * @param page where the stand-in has written what it is about
 * @param number counts the notices about the same, from 1
 * @param body JSON, to be sent in UTF-8
 * @param headers to send with it: {@code webhook-id}, {@code webhook-timestamp}, {@code webhook-signature}
 */
public record SignedNotice(NoticeId id, String page, int number, String body, Map<String, String> headers) {

    public SignedNotice {
        headers = Map.copyOf(headers);
    }
}
