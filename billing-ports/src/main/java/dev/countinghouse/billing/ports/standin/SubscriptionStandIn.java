package dev.countinghouse.billing.ports.standin;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.provider.PricedItem;
import dev.countinghouse.billing.domain.provider.Stage;
import dev.countinghouse.billing.domain.provider.SubscriptionReference;
import dev.countinghouse.billing.domain.provider.WantedSubscription;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.ProviderSubscription;
import dev.countinghouse.billing.ports.driven.SubscriptionGateway;
import dev.countinghouse.billing.ports.standin.StandInBook.Page;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The subscriptions of the provider that {@link PaymentStandIn} stands in for, over the same book, which tells of them. It
 * makes no invoices, so coupons make no difference. What somebody does in the provider's dashboard are methods of its own;
 * they refuse what is not there with an {@link IllegalArgumentException}.
 */
public final class SubscriptionStandIn implements SubscriptionGateway {

    private final StandInBook book;
    private final InstantSource clock;
    private final StandInReader written;

    public SubscriptionStandIn(StandInBook book, InstantSource clock) {
        this.book = book;
        this.clock = clock;
        this.written = new StandInReader(book);
    }

    @Override
    public ProviderSubscription put(WantedSubscription wanted) {
        StandInSubscription begun = StandInSubscription.begin(wanted, now()).kept(wanted, now());
        if (book.save(Page.first(begun.page(), SubscriptionText.write(begun), begun.dueAt()))) {
            return begun.shown();
        }
        return written.updateSubscription(begun.page(), now(), it -> it.kept(wanted, now()))
                .shown();
    }

    @Override
    public Optional<ProviderSubscription> find(AccountId account, SubscriptionId id) {
        return find(StandInSubscription.referenceOf(account, id));
    }

    @Override
    public Optional<ProviderSubscription> find(SubscriptionReference reference) {
        return book.find(StandInSubscription.pageOf(reference))
                .map(page -> SubscriptionText.read(page.text()).asOf(now()).shown());
    }

    /** Somebody has it for something else, and takes back that it ends. */
    public void change(SubscriptionReference reference, List<PricedItem> items) {
        update(reference, it -> it.changed(it.state().changedTo(new Stage(now(), items, false)), now()));
    }

    public void cancel(SubscriptionReference reference) {
        update(reference, it -> it.canceled(now()));
    }

    /** An invoice is not paid, or all of them are. */
    public void owes(SubscriptionReference reference, boolean owes) {
        update(reference, it -> it.changed(it.state().late(owes), now()));
    }

    private void update(SubscriptionReference reference, UnaryOperator<StandInSubscription> change) {
        written.updateSubscription(StandInSubscription.pageOf(reference), now(), change);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
