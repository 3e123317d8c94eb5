package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.subscription.BillingPeriod;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.ports.driven.Subscribed;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * The billing period that a question as of an instant is about: the one that contains it, or, if that instant is its end
 * (or later, because billing runs late), the one that is still to be invoiced.
 *
 * @param asOf the instant asked for, at most the period's end
 */
record CurrentPeriod(Subscription subscription, BillingPeriod period, Instant asOf) {

    static Optional<CurrentPeriod> of(AccountView view, Instant asOf) {
        return view.subscriptions().stream()
                .filter(AccountView::isMain)
                .filter(stored -> !asOf.isBefore(stored.subscription().startedAt()))
                .max(Comparator.comparing(stored -> stored.subscription().startedAt()))
                .flatMap(stored -> of(stored, asOf));
    }

    /**
     * For looking back: the period that contains {@code asOf} or ends there, invoiced or not, so that a closed period can
     * still be asked for in full.
     */
    static Optional<CurrentPeriod> reaching(AccountView view, Instant asOf) {
        Instant inside = asOf.minusNanos(1);
        return view.mainAt(inside)
                .map(Subscribed::subscription)
                .map(main -> new CurrentPeriod(main, main.periodAt(inside), asOf))
                .or(() -> of(view, asOf));
    }

    private static Optional<CurrentPeriod> of(Subscribed stored, Instant asOf) {
        Subscription subscription = stored.subscription();
        Instant open = stored.billedThrough().orElse(subscription.startedAt());
        Instant inside = asOf.isBefore(open) ? asOf : open;
        if (subscription.hasEndedBy(inside)) {
            return Optional.empty();
        }
        BillingPeriod period = subscription.periodAt(inside);
        Instant end = period.actual().end();
        return Optional.of(new CurrentPeriod(subscription, period, asOf.isAfter(end) ? end : asOf));
    }
}
