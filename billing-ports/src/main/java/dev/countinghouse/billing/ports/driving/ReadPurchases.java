package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.purchase.Purchase;
import dev.countinghouse.billing.domain.purchase.PurchaseId;
import java.util.List;
import java.util.Optional;

/** What an account has bought, and what has become of it. */
public interface ReadPurchases {

    Optional<Purchase> find(AccountId account, PurchaseId id);

    /** The last one first, those begun before one or from the last. */
    List<Purchase> list(AccountId account, Optional<PurchaseId> before, int limit);
}
