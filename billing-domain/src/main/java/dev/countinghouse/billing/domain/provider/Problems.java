package dev.countinghouse.billing.domain.provider;

import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/** What cannot be told to a provider, as it is found. */
final class Problems {

    private final List<Inexpressible> found = new ArrayList<>();

    void add(String path, String reason) {
        found.add(new Inexpressible(path, reason));
    }

    List<Inexpressible> list() {
        return List.copyOf(found);
    }

    void checkName(String path, String name, int longest) {
        if (name.length() > longest) {
            add(path, "has " + name.length() + " characters, the provider takes at most " + longest);
        }
    }

    void checkAmount(String path, Money amount, ProviderTerms terms) {
        if (amount.minorUnits() > terms.highestAmount()) {
            add(
                    path,
                    "is " + amount + ", the provider takes at most "
                            + new Money(terms.highestAmount(), amount.currency()));
        }
    }

    static String refused(Currency currency) {
        return "is " + currency.getCurrencyCode()
                + ", whose smallest unit is another for the provider than ISO 4217 says, so that he would round otherwise:"
                + " use another currency";
    }

    /** The same number in so many decimals; empty if it has more, or no end. */
    static Optional<BigDecimal> decimal(Fraction number, int decimals) {
        Fraction scaled = number.times(Fraction.of(BigDecimal.TEN.pow(decimals)));
        return scaled.isWhole() ? Optional.of(number.round(decimals, RoundingMode.UNNECESSARY)) : Optional.empty();
    }
}
