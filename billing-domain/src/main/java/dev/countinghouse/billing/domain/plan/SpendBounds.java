package dev.countinghouse.billing.domain.plan;

import dev.countinghouse.billing.domain.money.Money;
import java.util.Currency;
import java.util.Optional;
import java.util.stream.Stream;

/** The least and the most that is charged per period: a minimum becomes a true-up line, a maximum a negative one. */
public record SpendBounds(Optional<Money> minimum, Optional<Money> maximum) {

    public static final SpendBounds NONE = new SpendBounds(Optional.empty(), Optional.empty());

    public SpendBounds {
        Stream.of(minimum, maximum)
                .flatMap(Optional::stream)
                .filter(bound -> bound.signum() < 0)
                .forEach(bound -> {
                    throw new IllegalArgumentException("spend bound " + bound + " must not be negative");
                });
        if (minimum.isPresent() && maximum.isPresent() && minimum.get().compareTo(maximum.get()) > 0) {
            throw new IllegalArgumentException(
                    "minimum spend " + minimum.get() + " is above maximum spend " + maximum.get());
        }
    }

    void requireCurrency(Currency currency, String owner) {
        Stream.of(minimum, maximum)
                .flatMap(Optional::stream)
                .filter(bound -> !bound.currency().equals(currency))
                .forEach(bound -> {
                    throw new IllegalArgumentException(
                            owner + " is priced in " + currency + " but has a spend bound of " + bound);
                });
    }
}
