package dev.countinghouse.billing.domain.cost;

import dev.countinghouse.billing.domain.money.Rate;
import java.util.List;

/**
 * A price that may depend on how long the request's input is. The whole count is charged at one rate: the one of the
 * highest tier whose {@code above} the request's input tokens exceed (a cliff, not a staircase).
 */
public record TieredRate(Rate base, List<Tier> tiers) {

    /** The rate of requests with more than {@code above} input tokens; exactly {@code above} is still below. */
    public record Tier(long above, Rate rate) {

        public Tier {
            if (above < 0) {
                throw new IllegalArgumentException("a tier starts at " + above + ", it starts at 0 tokens or more");
            }
            requirePrice(rate);
        }
    }

    public TieredRate {
        requirePrice(base);
        tiers = List.copyOf(tiers);
        for (int i = 1; i < tiers.size(); i++) {
            if (tiers.get(i).above() <= tiers.get(i - 1).above()) {
                throw new IllegalArgumentException("tier " + tiers.get(i).above() + " follows tier "
                        + tiers.get(i - 1).above() + ", tiers are listed in ascending order");
            }
        }
    }

    public static TieredRate flat(Rate rate) {
        return new TieredRate(rate, List.of());
    }

    public Rate at(long inputTokens) {
        Rate rate = base;
        for (Tier tier : tiers) {
            if (inputTokens > tier.above()) {
                rate = tier.rate();
            }
        }
        return rate;
    }

    private static void requirePrice(Rate rate) {
        if (rate.price().signum() < 0) {
            throw new IllegalArgumentException("the price " + rate + " is negative, a provider charges 0 or more");
        }
    }
}
