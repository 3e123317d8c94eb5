package dev.countinghouse.billing.ports.standin;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.Line;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.Status;
import dev.countinghouse.billing.domain.provider.SubscriptionReference;
import dev.countinghouse.billing.domain.provider.WantedSubscription;
import dev.countinghouse.billing.domain.subscription.Ending;
import dev.countinghouse.billing.ports.driven.ProviderSubscription;
import dev.countinghouse.billing.ports.standin.StandInCharges.Made;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The subscriptions of an account as time passes, and the invoices that follow from them. */
final class StandInRunning {

    private final StandInAccount account;
    private final StandInCharges charges;
    private final StandInCollecting collecting;

    StandInRunning(StandInAccount account, StandInCharges charges, TestMethod method) {
        this.account = account;
        this.charges = charges;
        this.collecting = new StandInCollecting(account, charges, method);
    }

    AccountId account() {
        return account.account();
    }

    StandInCollecting collecting() {
        return collecting;
    }

    // ---------------------------------------------------------------- by the clock

    /** All that has fallen due, one after the other, each as of its instant. */
    void runTo(Instant now) {
        for (Optional<Instant> next = due(now); next.isPresent(); next = due(now)) {
            Instant at = next.get();
            watched(at, () -> {
                happen(at);
                return at;
            });
        }
        account.invoices.values().forEach(collecting::count);
    }

    private Optional<Instant> due(Instant now) {
        return account.next().filter(at -> !at.isAfter(now));
    }

    private void happen(Instant at) {
        Optional<StandInInvoice> invoice = account.invoices.values().stream()
                .filter(each -> isBy(each.due(), at))
                .findFirst();
        if (invoice.isPresent()) {
            happen(invoice.get(), at);
            return;
        }
        StandInSubscription subscription = account.subscriptions.values().stream()
                .filter(each -> isBy(each.state().due(), at))
                .findFirst()
                .orElseThrow();
        SubscriptionState after = subscription.state().happened(at);
        boolean renews = after.current().equals(subscription.state().current())
                && after.trialEnd().equals(subscription.state().trialEnd())
                && !after.ended();
        become(subscription, after, at, at, false);
        if (!renews) {
            tell(subscription, after, at);
        }
    }

    private static boolean isBy(Optional<Instant> due, Instant at) {
        return due.filter(it -> !it.isAfter(at)).isPresent();
    }

    private void happen(StandInInvoice invoice, Instant at) {
        if (invoice.status == Status.DRAFT) {
            collecting.finalise(invoice, at);
            collect(invoice, at);
        } else if (isBy(invoice.decidedAt, at)) {
            collecting.decided(invoice, invoice.method.decided(), at);
            giveUp(invoice, at);
        } else if (isBy(invoice.nextTry, at)) {
            collect(invoice, at);
        } else {
            collecting.makeVoid(invoice, at);
            account.subscription(invoice).ifPresent(of -> end(of, at));
        }
    }

    private void collect(StandInInvoice invoice, Instant at) {
        if (invoice.status == Status.OPEN) {
            collecting.collect(invoice, at);
            giveUp(invoice, at);
        }
    }

    /** Whoever has not paid by the last try has no subscription any more, and goes on to owe. */
    private void giveUp(StandInInvoice invoice, Instant at) {
        if (invoice.isFailing() && !invoice.isWaitedFor() && invoice.nextTry.isEmpty()) {
            account.subscription(invoice).ifPresent(of -> end(of, at));
        }
    }

    /** Nothing is charged for what was not charged for yet. */
    private void end(StandInSubscription subscription, Instant at) {
        if (!subscription.state().ended()) {
            SubscriptionState after = subscription.state().ended(at, false);
            keep(subscription.with(after, subscription.bill().begun(List.of(), at)));
            stopCollecting(subscription);
            tell(subscription, after, at);
        }
    }

    // ---------------------------------------------------------------- by somebody

    /** What could not be collected is tried once more. */
    List<StandInInvoice> methodChanged(Instant now) {
        List<StandInInvoice> failing = account.invoices.values().stream()
                .filter(StandInInvoice::isFailing)
                .filter(account::isCollected)
                .toList();
        return watched(now, () -> {
            failing.forEach(invoice -> collecting.collect(invoice, now));
            return failing;
        });
    }

    ProviderSubscription put(WantedSubscription wanted, Optional<SubscriptionReference> known, Instant now) {
        String reference = known.orElseGet(() -> StandInSubscription.referenceOf(wanted.account(), wanted.id()))
                .value();
        charges.requireOneCurrency(wanted, Optional.ofNullable(account.subscriptions.get(reference)));
        if (known.isEmpty() && !account.subscriptions.containsKey(reference)) {
            begin(wanted, now);
        }
        StandInSubscription there = subscription(reference);
        boolean waits = account.status(there) == ProviderSubscription.Status.INCOMPLETE && !wanted.hasEnded();
        if (!there.state().ended() && !waits) {
            watched(now, () -> keep(there, wanted, now));
        }
        return shown(reference);
    }

    private void begin(WantedSubscription wanted, Instant now) {
        StandInSubscription begun = StandInSubscription.begin(wanted, now);
        account.made(StandInAccount.SUBSCRIPTION, begun.reference());
        account.tell("subscription.created", StandInAccount.SUBSCRIPTION, begun.reference(), now);
        Made made = charges.begun(wanted, begun);
        invoice(begun.with(begun.state(), made.bill()), made.invoice(), now, true);
    }

    private SubscriptionState keep(StandInSubscription there, WantedSubscription wanted, Instant now) {
        SubscriptionState kept = there.state().kept(wanted, now);
        StandInBill bill = there.bill().given(wanted.hasEnded() ? List.of() : wanted.coupons());
        boolean isAsBefore = kept.isAs(there.state()) && bill.equals(there.bill()) && !wanted.hasEnded();
        Instant since = there.proratedFrom(wanted, now);
        StandInSubscription said =
                there.with(there.state(), bill.heard(wanted.current().from()));
        become(said, kept, now, since, true);
        SubscriptionState after = kept;
        if (wanted.hasEnded()) {
            boolean credits = wanted.end().filter(Ending::creditUnused).isPresent();
            after = kept.ended(now, credits);
            become(subscription(there.reference()), after, now, now, true);
        }
        if (!isAsBefore) {
            tell(there, after, now);
        }
        return after;
    }

    /** Somebody has changed it in the dashboard. */
    SubscriptionState change(StandInSubscription there, UnaryOperator<SubscriptionState> change, Instant now) {
        SubscriptionState after = change.apply(there.state());
        return watched(now, () -> {
            if (!after.equals(there.state())) {
                become(there, after, now, now, true);
                tell(there, after, now);
            }
            return after;
        });
    }

    // ---------------------------------------------------------------- what follows

    private void become(StandInSubscription before, SubscriptionState after, Instant at, Instant since, boolean asked) {
        Made made = charges.changed(before, after, at, since, asked);
        if (after.ended()) {
            stopCollecting(before);
        }
        invoice(before.with(after, made.bill()), made.invoice(), at, asked);
    }

    /** Collecting ends with the subscription, but not that of what is invoiced at its end. */
    private void stopCollecting(StandInSubscription of) {
        account.invoices(of).forEach(invoice -> invoice.nextTry = Optional.empty());
    }

    /**
     * A first one, and one that is made because somebody has changed something, is finalised and collected at once; one with
     * usage on it waits for what is still to be told.
     */
    private void invoice(StandInSubscription of, List<Line> lines, Instant at, boolean asked) {
        boolean isFirst = !account.subscriptions.containsKey(of.reference());
        if (lines.isEmpty()) {
            keep(of);
            return;
        }
        keep(of.with(of.state(), of.bill().using(charges::isForever)));
        StandInInvoice invoice =
                account.invoice(Optional.of(of.id()), isFirst, lines, of.bill().coupons(), at);
        if (of.state().paused()) {
            collecting.finaliseAsVoid(invoice, at);
        } else if (asked && lines.stream().noneMatch(charges::isCounted)) {
            collecting.finalise(invoice, at);
            collect(invoice, at);
        }
    }

    private void keep(StandInSubscription subscription) {
        account.subscriptions.put(subscription.reference(), subscription);
    }

    StandInSubscription subscription(String reference) {
        StandInSubscription there = account.subscriptions.get(reference);
        if (there == null) {
            throw new IllegalArgumentException("there is no subscription " + reference);
        }
        return there;
    }

    ProviderSubscription shown(String reference) {
        StandInSubscription there = subscription(reference);
        return there.shown(account.status(there));
    }

    private void tell(StandInSubscription of, SubscriptionState after, Instant at) {
        String type = after.ended() ? "subscription.canceled" : "subscription.updated";
        account.tell(type, StandInAccount.SUBSCRIPTION, of.reference(), at);
    }

    /** That a subscription owes, or does no more, is told of it, too. */
    <T> T watched(Instant at, Supplier<T> change) {
        Map<String, ProviderSubscription.Status> before = new TreeMap<>();
        account.subscriptions.forEach((reference, each) -> before.put(reference, account.status(each)));
        int told = account.told;
        T result = change.get();
        account.subscriptions.forEach((reference, each) -> {
            boolean isNews = before.containsKey(reference) && before.get(reference) != account.status(each);
            if (isNews && !account.hasTold(reference, told)) {
                tell(each, each.state(), at);
            }
        });
        return result;
    }
}
