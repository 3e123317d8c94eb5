package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.period.Interval;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.provider.PriceReference;
import dev.countinghouse.billing.domain.provider.PricedItem;
import dev.countinghouse.billing.domain.provider.Stage;
import dev.countinghouse.billing.domain.provider.WantedSubscription;
import dev.countinghouse.billing.domain.subscription.Ending;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** A subscription that is wanted, in a few words: monthly, from 1 March 2026; of all that is left out there is none. */
public record SubscriptionWish(
        AccountId account,
        String now,
        String trialEnd,
        Stage current,
        Optional<Stage> next,
        Optional<Ending> end,
        boolean paused) {

    public static final AccountId ACME = new AccountId("acme");
    public static final AccountId GLOBEX = new AccountId("globex & co/ä");
    public static final SubscriptionId ID = new SubscriptionId("sub/1 ä");
    public static final PricedItem PRO = PricedItem.fee(new PriceReference("price_pro"), 2);
    public static final PricedItem MAX = PricedItem.fee(new PriceReference("price_max"), 2);
    public static final PricedItem CALLS = PricedItem.usage(new PriceReference("price_calls_metered"));
    public static final PricedItem MORE = PricedItem.fee(new PriceReference("price_more"), 1);

    public static SubscriptionWish at(String now, PricedItem... items) {
        return new SubscriptionWish(
                ACME, now, "", stage("2026-03-01", true, items), Optional.empty(), Optional.empty(), false);
    }

    public SubscriptionWish of(AccountId other) {
        return new SubscriptionWish(other, now, trialEnd, current, next, end, paused);
    }

    public SubscriptionWish trialUntil(String date) {
        Stage later = new Stage(day(date), current.items(), true);
        return new SubscriptionWish(account, now, date, later, next, end, paused);
    }

    public SubscriptionWish since(String date, boolean newPeriod) {
        return new SubscriptionWish(
                account, now, trialEnd, new Stage(day(date), current.items(), newPeriod), next, end, paused);
    }

    public SubscriptionWish then(String date, PricedItem... items) {
        Optional<Stage> scheduled = Optional.of(stage(date, false, items));
        return new SubscriptionWish(account, now, trialEnd, current, scheduled, end, paused);
    }

    public SubscriptionWish endsAt(String date, boolean credit) {
        Optional<Ending> known = Optional.of(new Ending(day(date), credit));
        return new SubscriptionWish(account, now, trialEnd, current, next, known, paused);
    }

    public SubscriptionWish inPause() {
        return new SubscriptionWish(account, now, trialEnd, current, next, end, true);
    }

    public WantedSubscription wanted() {
        boolean isTrial = !trialEnd.isEmpty() && day(now).isBefore(day(trialEnd));
        return new WantedSubscription(
                ID,
                account,
                day("2026-03-01"),
                trialEnd.isEmpty() ? Optional.empty() : Optional.of(day(trialEnd)),
                isTrial ? day(trialEnd) : nextMonth(day(now)),
                Interval.parse("month"),
                current,
                next,
                end,
                paused,
                List.of(),
                day(now));
    }

    private static Instant nextMonth(Instant now) {
        return now.atZone(ZoneOffset.UTC).withDayOfMonth(1).plusMonths(1).toInstant();
    }

    public static Instant day(String date) {
        return Instant.parse(date + "T00:00:00Z");
    }

    public static Stage stage(String from, boolean newPeriod, PricedItem... items) {
        return new Stage(day(from), List.of(items), newPeriod);
    }

    public static Period period(String from, String to) {
        return new Period(day(from), day(to));
    }
}
