package dev.countinghouse.billing.domain.notification;

import dev.countinghouse.billing.domain.access.SecretHash;
import dev.countinghouse.billing.domain.account.AccountId;
import java.util.regex.Pattern;

/**
 * What a receiver tells messages apart by, the {@code webhook-id}. It is made of what the message is about and of nothing
 * else, so it is the same for every attempt and every endpoint, and would be after a restored backup.
 */
public record MessageId(String value) implements Comparable<MessageId> {

    private static final Pattern FORM = Pattern.compile("msg_[0-9a-f]{32}");
    private static final int DIGITS = 32;

    public MessageId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("message id '" + value + "' must be msg_ and 32 hex digits");
        }
    }

    /** Of the message that {@code key} tells apart from others of the account and type. */
    public static MessageId of(AccountId account, String type, String key) {
        // none of the three can contain a line break
        String about = account + "\n" + type + "\n" + key;
        return new MessageId("msg_" + SecretHash.of(about).hex().substring(0, DIGITS));
    }

    @Override
    public int compareTo(MessageId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
