package dev.countinghouse.billing.domain.pricing;

import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Rate;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A rate that depends on the hour, in the account's time zone. The first window that contains an event's local time
 * counts; outside all windows the {@code otherwise} rate does.
 */
public record TimeOfDay(List<Window> windows, Rate otherwise) implements ChargeModel {

    /**
     * Half-open in local time: 22:00 to 06:00 passes midnight and belongs to the day it starts on. On a day with a clock
     * change the window follows the clock on the wall. Midnight to midnight is the whole day.
     */
    public record Window(SortedSet<DayOfWeek> days, LocalTime from, LocalTime to, Rate rate) {

        public Window {
            days = Collections.unmodifiableSortedSet(new TreeSet<>(days));
            boolean wholeDay = from.equals(LocalTime.MIDNIGHT) && to.equals(LocalTime.MIDNIGHT);
            if (days.isEmpty() || (from.equals(to) && !wholeDay)) {
                throw new IllegalArgumentException(
                        "a window needs at least one day and a start and end that differ, not " + from + " to " + to);
            }
            Prices.requireNotNegative("rate of the window from " + from, rate);
        }

        String name() {
            return from + " to " + to + " on " + days;
        }

        boolean contains(ZonedDateTime local) {
            LocalTime time = local.toLocalTime();
            DayOfWeek day = local.getDayOfWeek();
            if (from.isBefore(to)) {
                return days.contains(day) && !time.isBefore(from) && time.isBefore(to);
            }
            return (days.contains(day) && !time.isBefore(from)) || (days.contains(day.minus(1)) && time.isBefore(to));
        }
    }

    public TimeOfDay {
        windows = List.copyOf(windows);
        Prices.requireNotNegative("default rate", otherwise);
        for (Window window : windows) {
            if (!window.rate().currency().equals(otherwise.currency())) {
                throw new IllegalArgumentException("the window from " + window.from() + " is priced in "
                        + window.rate().currency() + ", the default rate in " + otherwise.currency());
            }
        }
    }

    @Override
    public Needs needs() {
        return Needs.EVENTS;
    }

    @Override
    public Currency currency() {
        return otherwise.currency();
    }

    @Override
    public Amount amount(ChargedUse use, Steps steps) {
        Fraction[] sums = new Fraction[windows.size() + 1];
        Arrays.fill(sums, Fraction.ZERO);
        use.visit((event, value, priced) -> {
            if (priced) {
                int index = windowOf(event.time().atZone(use.zone()));
                sums[index] = sums[index].plus(value);
            }
        });
        Amount amount = Prices.priced("other hours", sums[windows.size()], otherwise, steps);
        for (int i = 0; i < windows.size(); i++) {
            Window window = windows.get(i);
            amount = amount.plus(Prices.priced(window.name(), sums[i], window.rate(), steps));
        }
        return amount;
    }

    /** The index of the first window that contains the local time, or the number of windows if none does. */
    private int windowOf(ZonedDateTime local) {
        int index = 0;
        while (index < windows.size() && !windows.get(index).contains(local)) {
            index++;
        }
        return index;
    }
}
