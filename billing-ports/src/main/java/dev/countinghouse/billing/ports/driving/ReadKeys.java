package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.access.ApiKey;
import dev.countinghouse.billing.domain.access.KeyId;
import dev.countinghouse.billing.domain.account.AccountId;
import java.util.List;
import java.util.Optional;

/** The keys there are, also those that ended. */
public interface ReadKeys {

    Optional<ApiKey> find(KeyId id);

    /** Keys of an account, or those for all accounts, the oldest first, those behind one or from the first. */
    List<ApiKey> list(Optional<AccountId> account, Optional<KeyId> after, int limit);
}
