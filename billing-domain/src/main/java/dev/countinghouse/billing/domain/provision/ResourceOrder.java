package dev.countinghouse.billing.domain.provision;

import dev.countinghouse.billing.domain.account.AccountId;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The wish to have a resource.
 *
 * @param details what it is for, and under the names of their kinds the references of the resources it builds on; the same
 *     for the same key
 */
public record ResourceOrder(ResourceKey key, AccountId account, ResourceKind kind, SortedMap<String, String> details) {

    public ResourceOrder {
        details = Collections.unmodifiableSortedMap(new TreeMap<>(details));
    }
}
