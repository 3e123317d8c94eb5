package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.Lease;
import dev.countinghouse.billing.domain.money.Fraction;
import java.util.List;
import java.util.Optional;

/** What is lent to holders that decide calls without the storage, held against what they have of it. */
public interface ReadLeases {

    /**
     * @param left what the holder has to be spent of it
     * @param drawn what calls that run have taken of it
     */
    record Held(Fraction left, Fraction drawn) {}

    /**
     * @param outstanding what was lent and is not reported: it counts as used
     * @param held what the holder has of it, nothing where it has lost the lease; empty if it does not answer, is not the one
     *     that this engine asks, or the lease has changed whenever it was looked at
     */
    record Loan(Lease lease, Fraction outstanding, Optional<Held> held) {

        /**
         * What is outstanding and not at the holder: of calls that end just now, on its way there, or lost. What is lost is
         * free when the lease ends. Below 0 the holder has more than it was lent, which cannot be.
         */
        public Optional<Fraction> missing() {
            return held.map(has -> outstanding.minus(has.left()).minus(has.drawn()));
        }
    }

    /** Those that have not ended, ordered by holder, bound and epoch. */
    List<Loan> loans(AccountId account);
}
