package dev.countinghouse.app.engine;

import dev.countinghouse.billing.domain.cost.ExchangeRate;
import dev.countinghouse.billing.domain.money.Fraction;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;

/** An exchange rate as an operator writes it. */
final class ExchangeRateSetting {

    private ExchangeRateSetting() {}

    static ExchangeRate parse(String text) {
        List<String> parts = List.of(text.strip().split(" +"));
        if (parts.size() == 4) {
            try {
                return new ExchangeRate(
                        Currency.getInstance(parts.get(1)),
                        Currency.getInstance(parts.get(2)),
                        LocalDate.parse(parts.get(0)),
                        Fraction.parse(parts.get(3)));
            } catch (IllegalArgumentException | DateTimeException wrong) {
                // said below
            }
        }
        throw new IllegalArgumentException("countinghouse.exchange-rates has '" + text
                + "', each must be like '2026-01-31 USD EUR 0.865': a day, a currency, another, what 1 of the first is"
                + " worth in the second from that day on");
    }
}
