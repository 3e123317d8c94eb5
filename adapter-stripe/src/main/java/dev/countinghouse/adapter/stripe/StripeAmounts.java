package dev.countinghouse.adapter.stripe;

import dev.countinghouse.billing.domain.money.Money;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Amounts as Stripe writes them: whole minor units, as ours. For a few currencies its minor unit is another than that of ISO
 * 4217, and those with three decimals end in 0.
 *
 * @see <a href="https://docs.stripe.com/currencies#special-cases">Stripe's special cases</a>
 */
final class StripeAmounts {

    /** Decimals at Stripe, where ISO 4217 has others. */
    private static final Map<String, Integer> DECIMALS = Map.of("ISK", 2, "UGX", 2, "MGA", 0);

    private static final Set<String> ENDING_IN_0 = Set.of("BHD", "JOD", "KWD", "OMR", "TND");

    private StripeAmounts() {}

    /** Currencies that Stripe counts in other units than ISO 4217, or in steps of several. */
    static Set<String> otherUnits() {
        return Stream.concat(DECIMALS.keySet().stream(), ENDING_IN_0.stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** @throws IllegalArgumentException for an amount that Stripe cannot take */
    static long of(Money money) {
        int shift = shift(money.currency());
        long amount = shift >= 0 ? Math.multiplyExact(money.minorUnits(), power(shift)) : divided(money, power(-shift));
        if (ENDING_IN_0.contains(money.currency().getCurrencyCode())) {
            divided(money, 10);
        }
        return amount;
    }

    static boolean takes(Money money) {
        try {
            of(money);
            return true;
        } catch (ArithmeticException | IllegalArgumentException cannot) {
            return false;
        }
    }

    static Money money(long amount, String currency) {
        Currency of = Currency.getInstance(currency.toUpperCase(Locale.ROOT));
        int shift = shift(of);
        return new Money(shift >= 0 ? amount / power(shift) : Math.multiplyExact(amount, power(-shift)), of);
    }

    static String currency(Currency currency) {
        return currency.getCurrencyCode().toLowerCase(Locale.ROOT);
    }

    private static long divided(Money money, long by) {
        if (money.minorUnits() % by != 0) {
            throw new IllegalArgumentException(
                    "Stripe cannot take " + money + ", the last digits must be 0 in that currency");
        }
        return money.minorUnits() / by;
    }

    private static int shift(Currency currency) {
        int decimals = currency.getDefaultFractionDigits();
        return DECIMALS.getOrDefault(currency.getCurrencyCode(), decimals) - decimals;
    }

    private static long power(int digits) {
        return digits == 0 ? 1 : 10 * power(digits - 1);
    }
}
