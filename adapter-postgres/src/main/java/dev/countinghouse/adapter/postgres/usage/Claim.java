package dev.countinghouse.adapter.postgres.usage;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The key of an event and what it stands for, short enough to be kept for good. Ordered as batches lock it. */
record Claim(String account, byte[] key, byte[] content) implements Comparable<Claim> {

    static Claim of(UsageEvent event) {
        byte[] content = HexFormat.of().parseHex(event.contentHash(), 0, 2 * Hash.LENGTH);
        return new Claim(Events.account(event.account()), hash(event.key()), content);
    }

    /** For looking up what was claimed; its content is not known. */
    static Claim of(AccountId account, EventKey key) {
        return new Claim(Events.account(account), hash(key), new byte[0]);
    }

    private static byte[] hash(EventKey key) {
        return Hash.of(List.of(key.source(), key.id()));
    }

    boolean sameContent(Claim other) {
        return Arrays.equals(content, other.content);
    }

    @Override
    public int compareTo(Claim other) {
        int byAccount = account.compareTo(other.account);
        return byAccount != 0 ? byAccount : Arrays.compareUnsigned(key, other.key);
    }

    /** Claims are equal if their keys are; contents tell a duplicate from a conflict. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Claim that && account.equals(that.account) && Arrays.equals(key, that.key);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(key);
    }
}
