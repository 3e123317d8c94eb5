package dev.countinghouse.billing.domain.simulation;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.plan.PlanKey;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** The accounts a simulation is about. */
public sealed interface SimulatedAccounts {

    record All() implements SimulatedAccounts {}

    /** Those whose main subscription was on the plan, in any version, when the simulation was ordered. */
    record OnPlan(PlanKey plan) implements SimulatedAccounts {}

    record Listed(SortedSet<AccountId> accounts) implements SimulatedAccounts {

        public static final int MOST = 10_000;

        public Listed {
            if (accounts.isEmpty() || accounts.size() > MOST) {
                throw new IllegalArgumentException(
                        "a list of " + accounts.size() + " accounts, it must name 1 to " + MOST);
            }
            accounts = Collections.unmodifiableSortedSet(new TreeSet<>(accounts));
        }
    }
}
