package dev.countinghouse.adapter.stripe;

import com.stripe.model.Subscription;
import com.stripe.model.SubscriptionSchedule;
import com.stripe.param.SubscriptionUpdateParams;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.payment.CustomerRef;
import dev.countinghouse.billing.domain.provider.SubscriptionReference;
import dev.countinghouse.billing.domain.provider.WantedSubscription;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.ProviderSubscription;
import dev.countinghouse.billing.ports.driven.ProviderSubscription.Status;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driven.SubscriptionGateway;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Subscriptions at Stripe, kept like ours. Each carries our id in its metadata, and as long as nobody knows what Stripe calls
 * it, it is looked for among those of its customer, so there is nothing to be remembered here.
 */
public final class StripeSubscriptionGateway implements SubscriptionGateway {

    private static final Pattern SUBSCRIPTION = Pattern.compile("sub_[A-Za-z0-9_]{1,200}");

    /** Somebody else may put at the same time, and what is no longer as it was read is refused. */
    private static final int ROUNDS = 3;

    private final StripeMemory memory;
    private final StripeCustomers customers;
    private final StripeSubscriptions subscriptions;

    public StripeSubscriptionGateway(StripeConnection stripe, Storage storage) {
        this.memory = new StripeMemory(storage.transactions(), storage.customerRefs(), storage.paymentRefs());
        this.customers = new StripeCustomers(stripe, memory);
        this.subscriptions = new StripeSubscriptions(stripe);
    }

    @Override
    public ProviderSubscription put(WantedSubscription wanted, Optional<SubscriptionReference> known) {
        memory.requireNoTransaction();
        for (int round = 1; ; round++) {
            try {
                Subscription there = known.isPresent()
                        ? subscriptions.read(known.get().value())
                        : ensure(customers.ensure(wanted.account()), wanted);
                boolean changed = converge(there, wanted, round);
                return SubscriptionReader.read(
                        changed ? subscriptions.read(there.getId()) : there, wanted.account(), wanted.id());
            } catch (StripeRefusal refusal) {
                if (round == ROUNDS) {
                    throw StripeConnection.unexpected("have subscription " + wanted.id() + " as it should be", refusal);
                }
            }
        }
    }

    /**
     * One that was made and not heard of is in the list, and the key is for two that look at the same time. It is not for
     * longer: under it Stripe repeats a failure of its own for a day, and takes no other period or terms.
     */
    private Subscription ensure(CustomerRef customer, WantedSubscription wanted) throws StripeRefusal {
        Optional<Subscription> there = subscriptions.find(customer, wanted.id());
        return there.isPresent()
                ? there.get()
                : subscriptions.create(
                        SubscriptionMaking.params(wanted, customer),
                        StripeIds.call(
                                "subscription",
                                customer.value(),
                                wanted.id().value(),
                                wanted.asOf().truncatedTo(ChronoUnit.MINUTES).toString()));
    }

    /** @return whether anything was not as it is wanted */
    private boolean converge(Subscription there, WantedSubscription wanted, int round) throws StripeRefusal {
        if (SubscriptionReader.hasEnded(there) || endsByItself(there, wanted) || waits(there, wanted)) {
            return false;
        }
        Optional<SubscriptionUpdateParams> difference = SubscriptionDifference.of(there, wanted);
        boolean isScheduled = new ScheduleWish(there, wanted).isFulfilled();
        if (difference.isEmpty() && isScheduled && !wanted.hasEnded()) {
            return false;
        }
        Optional<SubscriptionSchedule> schedule = SubscriptionReader.schedule(there);
        boolean hasPlace = difference.isEmpty() && wanted.next().isPresent() && !wanted.hasEnded();
        String wish = there.getId() + "\n" + wanted + "\n" + round;
        if (schedule.isPresent() && !hasPlace) {
            // it would have its own way with what is changed beside it, and an end that it was to make goes with it
            subscriptions.release(schedule.get(), wish);
            converge(subscriptions.read(there.getId()), wanted, round);
            return true;
        }
        if (difference.isPresent()) {
            subscriptions.update(there, difference.get(), wish);
        }
        if (wanted.hasEnded()) {
            subscriptions.cancel(there, wanted.end().orElseThrow().creditUnused());
        } else if (wanted.next().isPresent()) {
            schedule(there, wanted, schedule, wish);
        }
        return true;
    }

    /** For its first payment: Stripe has nothing changed about it before. */
    private static boolean waits(Subscription there, WantedSubscription wanted) {
        return SubscriptionReader.status(there) == Status.INCOMPLETE && !wanted.hasEnded();
    }

    /** At an end that was known Stripe ends it, whenever it gets there. */
    private static boolean endsByItself(Subscription there, WantedSubscription wanted) {
        return wanted.hasEnded()
                && SubscriptionReader.end(there)
                        .equals(wanted.end().map(end -> SubscriptionReader.there(end.at(), there)));
    }

    private void schedule(
            Subscription before, WantedSubscription wanted, Optional<SubscriptionSchedule> kept, String wish)
            throws StripeRefusal {
        SubscriptionSchedule schedule = kept.isPresent() ? kept.get() : subscriptions.schedule(before, wish);
        Subscription there = subscriptions.read(before.getId());
        subscriptions.update(schedule, new ScheduleWish(there, wanted).phases(schedule), wish);
    }

    @Override
    public Optional<ProviderSubscription> find(AccountId account, SubscriptionId id) {
        memory.requireNoTransaction();
        return memory.customer(account)
                .flatMap(customer -> subscriptions.find(customer, id))
                .map(there -> SubscriptionReader.read(there, account, id));
    }

    /** Whatever its metadata say, it is ours only if it is that of one of our customers, and the one that is kept of his. */
    @Override
    public Optional<ProviderSubscription> find(SubscriptionReference reference) {
        memory.requireNoTransaction();
        return SUBSCRIPTION.matcher(reference.value()).matches()
                ? subscriptions.find(reference.value()).flatMap(this::ours)
                : Optional.empty();
    }

    private Optional<ProviderSubscription> ours(Subscription there) {
        CustomerRef customer = new CustomerRef(there.getCustomer());
        return Metadata.of(there, Metadata.SUBSCRIPTION)
                .flatMap(StripeSubscriptionGateway::id)
                .flatMap(id -> memory.account(customer)
                        .filter(account -> isKept(there, customer, account, id))
                        .map(account -> SubscriptionReader.read(there, account, id)));
    }

    /** Of one who was deleted all have ended, and whether Stripe still lists them is not said. */
    private boolean isKept(Subscription there, CustomerRef customer, AccountId account, SubscriptionId id) {
        return !memory.customer(account).equals(Optional.of(customer))
                || subscriptions
                        .find(customer, id)
                        .filter(kept -> kept.getId().equals(there.getId()))
                        .isPresent();
    }

    static Optional<SubscriptionId> id(String text) {
        try {
            return Optional.of(new SubscriptionId(text));
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }
}
