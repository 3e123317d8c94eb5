package dev.countinghouse.billing.domain.plan;

import dev.countinghouse.billing.domain.money.Fraction;
import java.util.function.Function;
import java.util.function.Supplier;

/** How much of something: so many units, or without end. */
public sealed interface Limit {

    <T> T fold(Function<Fraction, T> units, Supplier<T> unlimited);

    static Limit of(long units) {
        return new Units(Fraction.of(units));
    }

    record Units(Fraction quantity) implements Limit {

        public Units {
            if (quantity.signum() < 0) {
                throw new IllegalArgumentException("a limit of " + quantity + " units is below 0");
            }
        }

        @Override
        public <T> T fold(Function<Fraction, T> units, Supplier<T> unlimited) {
            return units.apply(quantity);
        }
    }

    record Unlimited() implements Limit {
        @Override
        public <T> T fold(Function<Fraction, T> units, Supplier<T> unlimited) {
            return unlimited.get();
        }
    }
}
