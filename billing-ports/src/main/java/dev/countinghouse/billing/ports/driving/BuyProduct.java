package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ownership.Ownership;
import dev.countinghouse.billing.domain.ownership.OwnershipId;
import dev.countinghouse.billing.domain.plan.ProductKey;
import java.util.List;
import java.util.Optional;

/** Sells products of the catalogue, such as ready-made spaces, for credits: paid and owned in one step, or neither. */
public interface BuyProduct {

    /**
     * Once for each id: asked again, it answers what was bought.
     *
     * @param name what the buyer calls it
     * @param owner which of the account's users it is for; blank for the account itself
     * @throws UnknownException for an account or a product that there is not
     */
    Outcome buy(AccountId account, OwnershipId id, ProductKey product, String name, String owner);

    Optional<Ownership> find(AccountId account, OwnershipId id);

    /** What an account owns, the latest first. @param before behind this one */
    List<Ownership> owned(AccountId account, Optional<OwnershipId> before, int limit);

    sealed interface Outcome {

        record Bought(Ownership ownership, Credits available) implements Outcome {}

        record Insufficient(Credits price, Credits available) implements Outcome {}

        record Conflict(Ownership earlier) implements Outcome {}

        record Refused(String field, String reason) implements Outcome {}
    }
}
