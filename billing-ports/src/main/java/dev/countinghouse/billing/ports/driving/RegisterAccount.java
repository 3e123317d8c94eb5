package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.Account;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.subscription.Subscription;
import java.util.function.Function;

/**
 * Opens an account on a plan, all or nothing. The provider hears of the customer afterwards, as of every account that is
 * opened, and as often as it takes.
 */
public interface RegisterAccount {

    /**
     * Asked again for the same account and plan it changes nothing and succeeds, whatever plan the account has by now.
     *
     * @throws UnknownException for a plan that there is not
     */
    Outcome register(Account account, PlanKey plan);

    sealed interface Outcome {

        <T> T fold(Function<Registered, T> registered, Function<Refused, T> refused);

        /** @param subscription that began with it, as it is now */
        record Registered(Account account, Subscription subscription) implements Outcome {
            @Override
            public <T> T fold(Function<Registered, T> registered, Function<Refused, T> refused) {
                return registered.apply(this);
            }
        }

        /** Nothing is kept. */
        record Refused(String reason) implements Outcome {
            @Override
            public <T> T fold(Function<Registered, T> registered, Function<Refused, T> refused) {
                return refused.apply(this);
            }
        }
    }
}
