package dev.countinghouse.billing.domain.cost;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/** A dated table of exchange rates. Used for margins only: nothing is ever billed through a conversion. */
public record ExchangeRates(List<ExchangeRate> rates) {

    public static final ExchangeRates NONE = new ExchangeRates(List.of());

    public ExchangeRates {
        rates = List.copyOf(rates);
    }

    /** The rate that holds on a day: the last one published by then. */
    public Optional<ExchangeRate> on(LocalDate day, Currency from, Currency to) {
        return rates.stream()
                .filter(rate -> rate.from().equals(from)
                        && rate.to().equals(to)
                        && !rate.since().isAfter(day))
                .max(Comparator.comparing(ExchangeRate::since));
    }
}
