package dev.countinghouse.example;

import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers for people. Nothing here is added up again: the engine's values stay exact. */
final class Text {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);

    private Text() {}

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Whole quantities as they are, others with three decimals. */
    static String quantity(Fraction quantity) {
        return decimal(quantity, quantity.isWhole() ? 0 : 3);
    }

    static String decimal(Fraction value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value.round(decimals, RoundingMode.HALF_UP));
    }

    static String percent(Fraction percent) {
        return decimal(percent, 1) + " %";
    }

    static String money(Money money) {
        return decimal(money.exact().value(), money.currency().getDefaultFractionDigits()) + " " + money.currency();
    }

    /** An amount that is not settled yet, with the decimals it is worth looking at. */
    static String amount(Amount amount, int decimals) {
        return decimal(amount.value(), decimals) + " " + amount.currency();
    }

    static String local(Instant instant, ZoneId zone) {
        return MINUTE.format(instant.atZone(zone));
    }
}
