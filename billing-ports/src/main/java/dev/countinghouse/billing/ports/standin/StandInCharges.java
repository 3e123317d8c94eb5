package dev.countinghouse.billing.ports.standin;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.provider.CouponReference;
import dev.countinghouse.billing.domain.provider.PriceScheme;
import dev.countinghouse.billing.domain.provider.PricedItem;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.Line;
import dev.countinghouse.billing.domain.provider.WantedSubscription;
import dev.countinghouse.billing.domain.subscription.Ending;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What it costs that a subscription has become another: lines of an invoice now, or of the next one. Fees are charged ahead,
 * usage behind; a change within a period is prorated by the second, and charged with the next invoice.
 */
final class StandInCharges {

    private final StandInPrices prices;
    private final StandInMeters meters;

    /** What is made of a change; of nothing that is on it no invoice is made. */
    record Made(StandInBill bill, List<Line> invoice) {}

    StandInCharges(StandInBook book) {
        this.prices = new StandInPrices(book);
        this.meters = new StandInMeters(book);
    }

    /** @throws IllegalArgumentException if an invoice of it would be in several */
    void requireOneCurrency(WantedSubscription wanted, Optional<StandInSubscription> there) {
        Set<String> currencies = Stream.of(Optional.of(wanted.current()), wanted.next(), there.map(it -> it.state()
                        .current()))
                .flatMap(Optional::stream)
                .flatMap(stage -> stage.items().stream())
                .flatMap(item -> prices.price(item.price()).stream())
                .map(price -> price.currency().getCurrencyCode())
                .collect(Collectors.toCollection(TreeSet::new));
        if (currencies.size() > 1) {
            throw new IllegalArgumentException("subscription " + wanted.id() + " is for prices in "
                    + String.join(" and ", currencies) + ", they must be in one currency");
        }
    }

    /** From when it is charged for to the end of its first period, in as many periods as that has. */
    Made begun(WantedSubscription wanted, StandInSubscription begun) {
        SubscriptionState state = begun.state();
        List<PricedItem> items = state.current().items();
        List<Line> lines = new ArrayList<>();
        boolean isEndedInTrial = wanted.end()
                .map(Ending::at)
                .filter(at -> !at.isAfter(wanted.chargedFrom()))
                .isPresent();
        if (state.trialEnd().isEmpty() && !isEndedInTrial) {
            Instant from = wanted.chargedFrom();
            for (Instant end = state.period().start(); from.isBefore(end); ) {
                Period whole = state.wholeUntil(end);
                fees(items, whole.from(from), whole, false).forEach(line -> lines.add(0, line));
                end = whole.start();
            }
            lines.addAll(fees(items, state.period(), state.whole(), false));
        }
        return new Made(begun.bill().begun(items, state.period().start()), lines);
    }

    /**
     * @param at when it became so
     * @param since from when a change of items is prorated
     * @param asked whether somebody has made it so; what comes by itself waits for usage as the end of a period does
     */
    Made changed(StandInSubscription before, SubscriptionState after, Instant at, Instant since, boolean asked) {
        SubscriptionState was = before.state();
        boolean wasFree = was.trialEnd().isPresent();
        boolean begins = !after.period().start().equals(was.period().start());
        if (after.ended()) {
            boolean credits = after.end().filter(Ending::creditUnused).isPresent();
            return new Made(
                    before.bill().begun(List.of(), at),
                    wasFree
                            ? List.of()
                            : closing(before, asked ? List.of() : was.current().items(), at, credits));
        }
        List<PricedItem> items = after.current().items();
        if (begins || (wasFree && after.trialEnd().isEmpty())) {
            Instant start = after.period().start();
            List<PricedItem> stay = asked ? items : was.current().items();
            List<Line> lines = new ArrayList<>(wasFree ? List.of() : closing(before, stay, start, true));
            lines.addAll(fees(items, after.period(), after.whole(), false));
            return new Made(before.bill().begun(items, start), lines);
        }
        if (wasFree || items.equals(was.current().items())) {
            return new Made(before.bill(), List.of());
        }
        return new Made(before.bill().changed(items, since, difference(before, items, since)), List.of());
    }

    /** All that is to be charged or credited for a period that is over; usage of what stays may still be told. */
    private List<Line> closing(StandInSubscription before, List<PricedItem> stay, Instant at, boolean credits) {
        List<Line> lines = new ArrayList<>(before.bill().pending());
        for (PricedItem item : before.state().current().items()) {
            Optional<Line> usage = usage(before, item, at);
            (stay.contains(item) ? usage : usage.map(line -> told(before.account(), line))).ifPresent(lines::add);
        }
        if (credits) {
            lines.addAll(unused(before, before.state().current().items(), at));
        }
        return lines;
    }

    private List<Line> difference(StandInSubscription before, List<PricedItem> items, Instant since) {
        List<PricedItem> gone = without(before.state().current().items(), items);
        List<Line> lines = new ArrayList<>();
        gone.stream().filter(item -> item.quantity().isEmpty()).forEach(item -> usage(before, item, since)
                .map(line -> told(before.account(), line))
                .ifPresent(lines::add));
        lines.addAll(unused(before, gone, since));
        List<PricedItem> come = without(items, before.state().current().items());
        rest(before, since)
                .ifPresent(rest -> lines.addAll(fees(come, rest, before.state().whole(), true)));
        return lines;
    }

    private static List<PricedItem> without(Collection<PricedItem> all, Collection<PricedItem> others) {
        return all.stream().filter(item -> !others.contains(item)).toList();
    }

    private static Optional<Period> rest(StandInSubscription of, Instant since) {
        Instant second = since.truncatedTo(ChronoUnit.SECONDS);
        Instant end = of.state().period().end();
        return second.isBefore(end) ? Optional.of(new Period(second, end)) : Optional.empty();
    }

    private List<Line> unused(StandInSubscription before, List<PricedItem> items, Instant since) {
        return rest(before, since).stream()
                .flatMap(rest -> fees(items, rest, before.state().whole(), true).stream())
                .map(line -> new Line(
                        line.description().replaceFirst("Remaining", "Unused"),
                        line.price(),
                        line.quantity(),
                        line.amount().negate(),
                        line.period(),
                        true))
                .toList();
    }

    private List<Line> fees(List<PricedItem> items, Period time, Period whole, boolean proration) {
        List<Line> lines = new ArrayList<>();
        for (PricedItem item : items) {
            prices.price(item.price())
                    .filter(price -> price.scheme() instanceof PriceScheme.Fee
                            && item.quantity().isPresent())
                    .ifPresent(price -> {
                        long quantity = item.quantity().getAsLong();
                        String name = (quantity == 1 ? "" : quantity + " × ") + prices.name(price);
                        lines.add(new Line(
                                proration ? "Remaining time on " + name + " after " + day(time.start()) : name,
                                Optional.of(item.price()),
                                Optional.of(BigDecimal.valueOf(quantity)),
                                price.fee(quantity, time, whole),
                                time,
                                proration));
                    });
        }
        return lines;
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    /** Of an item in the period that is running, until an instant; how much that is is counted while there is a draft. */
    private Optional<Line> usage(StandInSubscription of, PricedItem item, Instant until) {
        Instant from =
                of.bill().since().getOrDefault(item.price(), of.state().period().start());
        return prices.price(item.price())
                .filter(price -> price.meter().isPresent() && from.isBefore(until))
                .map(price -> new Line(
                        prices.name(price),
                        Optional.of(item.price()),
                        Optional.of(BigDecimal.ZERO),
                        Money.zero(price.currency()),
                        new Period(from, until),
                        false));
    }

    /** Of what is taken away: what was told by then, for good. */
    private Line told(AccountId account, Line line) {
        Line counted = counted(account, line);
        return new Line(
                counted.description(), counted.price(), counted.quantity(), counted.amount(), counted.period(), true);
    }

    /** The lines of a draft, with what has been counted by now. */
    List<Line> counted(AccountId account, List<Line> lines) {
        return lines.stream().map(line -> counted(account, line)).toList();
    }

    private Line counted(AccountId account, Line line) {
        Optional<StandInPrice> price =
                line.price().flatMap(prices::price).filter(it -> it.meter().isPresent());
        if (price.isEmpty() || line.proration()) {
            return line;
        }
        BigInteger total = meters.total(account, price.get().meter().orElseThrow(), line.period())
                .orElse(BigInteger.ZERO)
                .max(BigInteger.ZERO);
        return new Line(
                line.description(),
                line.price(),
                Optional.of(new BigDecimal(total)),
                price.get().usage(total),
                line.period(),
                line.proration());
    }

    boolean isCounted(Line line) {
        return line.price().flatMap(prices::price).flatMap(StandInPrice::meter).isPresent();
    }

    /** What coupons take off a sum, one after the other. */
    Money discount(List<CouponReference> coupons, Money sum) {
        Money left = sum;
        for (CouponReference reference : coupons) {
            Optional<StandInCoupon> coupon = prices.coupon(reference);
            if (coupon.isPresent() && left.signum() > 0) {
                left = left.minus(coupon.get().off(left));
            }
        }
        return sum.minus(left);
    }

    boolean isForever(CouponReference coupon) {
        return prices.coupon(coupon).filter(StandInCoupon::forever).isPresent();
    }
}
