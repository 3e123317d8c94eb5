package dev.countinghouse.app.document;

import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.period.Period;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Numbers and times as documents show them: the same in each locale and on each JDK, and unlike 01/02 understood
 * everywhere in one way.
 */
record Written(ZoneId zone) {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
    private static final int GROUP = 3;
    private static final int STEP_SCALE = 6;

    String day(Instant instant) {
        return instant.atZone(zone).toLocalDate().toString();
    }

    /** From the first day to the last one; with the time of day where a day is not begun or not ended. */
    String period(Period period) {
        ZonedDateTime start = period.start().atZone(zone);
        ZonedDateTime end = period.end().atZone(zone);
        String from = beginsADay(start) ? start.toLocalDate().toString() : MINUTE.format(start);
        String to = beginsADay(end) ? end.minusNanos(1).toLocalDate().toString() : MINUTE.format(end);
        return from.equals(to) ? from : from + " to " + to;
    }

    /** Not all days begin at midnight: summer time may begin then, and the day at 01:00. */
    private boolean beginsADay(ZonedDateTime time) {
        return time.equals(time.toLocalDate().atStartOfDay(zone));
    }

    static String number(Fraction number) {
        return grouped(number.toDecimal());
    }

    /** With the decimals of its currency and without its name, for a column that has that on top. */
    static String money(Money money) {
        return grouped(money.toDecimal());
    }

    static String moneyWithCurrency(Money money) {
        return money(money) + " " + money.currency().getCurrencyCode();
    }

    /** Of a step on the way to a line: short enough for its column, and further than a currency goes. */
    static String step(Fraction number) {
        return grouped(number.round(STEP_SCALE, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString());
    }

    static String step(Amount amount) {
        return step(amount.value());
    }

    /** Digits before the point in groups of three: 1,250,000.25. */
    private static String grouped(String decimal) {
        int point = decimal.indexOf('.');
        StringBuilder digits = new StringBuilder(decimal);
        int first = decimal.startsWith("-") ? 1 : 0;
        for (int at = (point < 0 ? decimal.length() : point) - GROUP; at > first; at -= GROUP) {
            digits.insert(at, ',');
        }
        return digits.toString();
    }
}
