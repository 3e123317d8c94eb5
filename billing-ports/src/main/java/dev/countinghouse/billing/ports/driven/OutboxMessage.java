package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.account.AccountId;
import java.time.Instant;

/**
 * Something that happened to an account, for whom it may concern.
 *
 * @param type what happened, such as {@code invoice.issued}
 * @param key tells the messages of a type and account apart; the same each time this one is delivered
 * @param payload a JSON object
 */
public record OutboxMessage(AccountId account, String type, String key, String payload, Instant at) {

    public OutboxMessage {
        if (type.isBlank() || key.isBlank()) {
            throw new IllegalArgumentException(
                    "a message needs a type and a key, not '" + type + "' and '" + key + "'");
        }
    }
}
