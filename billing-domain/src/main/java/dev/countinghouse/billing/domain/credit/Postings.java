package dev.countinghouse.billing.domain.credit;

import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.GrantId;
import dev.countinghouse.billing.domain.ledger.LedgerAccount;
import dev.countinghouse.billing.domain.ledger.Posting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The sides of an entry that is being made; what is posted to the same place twice is one posting, and 0 is none. */
final class Postings {

    private final List<Posting> all = new ArrayList<>();

    Postings add(LedgerAccount account, Credits amount) {
        return add(account, Optional.empty(), amount);
    }

    Postings add(LedgerAccount account, Optional<GrantId> grant, Credits amount) {
        for (int i = 0; i < all.size(); i++) {
            Posting same = all.get(i);
            if (same.account() == account
                    && same.grant().equals(grant)
                    && same.amount().unit().equals(amount.unit())) {
                Credits sum = same.amount().plus(amount);
                all.remove(i);
                if (!sum.isZero()) {
                    all.add(i, new Posting(account, grant, sum));
                }
                return this;
            }
        }
        if (!amount.isZero()) {
            all.add(new Posting(account, grant, amount));
        }
        return this;
    }

    List<Posting> all() {
        return all;
    }
}
