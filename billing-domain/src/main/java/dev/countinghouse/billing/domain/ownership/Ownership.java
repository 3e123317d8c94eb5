package dev.countinghouse.billing.domain.ownership;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.plan.ProductKey;
import java.time.Instant;

/**
 * One copy of a product that was bought with credits.
 *
 * @param name what the buyer calls it
 * @param owner which of the account's users it is for; blank for the account itself
 */
public record Ownership(
        OwnershipId id,
        AccountId account,
        ProductKey product,
        String name,
        String owner,
        Credits price,
        Instant boughtAt) {

    private static final int LONGEST = 200;

    public Ownership {
        require("name", name);
        require("owner", owner);
    }

    private static void require(String field, String text) {
        if (text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(field + " is '" + text + "', it must have at most " + LONGEST
                    + " characters, none of them a control character");
        }
    }

    /** Whether a retry asks for the same; the price may have changed since. */
    public boolean isSameWish(ProductKey otherProduct, String otherName, String otherOwner) {
        return product.equals(otherProduct) && name.equals(otherName) && owner.equals(otherOwner);
    }
}
