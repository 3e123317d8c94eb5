package dev.countinghouse.billing.domain.rating;

import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.money.Rate;
import dev.countinghouse.billing.domain.pricing.ChargeModel;
import dev.countinghouse.billing.domain.pricing.Graduated;
import dev.countinghouse.billing.domain.pricing.Matrix;
import dev.countinghouse.billing.domain.pricing.PackagePrice;
import dev.countinghouse.billing.domain.pricing.PerUnit;
import dev.countinghouse.billing.domain.pricing.Tier;
import dev.countinghouse.billing.domain.pricing.Tiers;
import dev.countinghouse.billing.domain.pricing.Volume;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Charge models of tests, in US dollars. */
public final class Models {

    public static final Currency USD = Currency.getInstance("USD");

    private Models() {}

    public static ChargeModel perUnit(String price) {
        return new PerUnit(Rate.of(price, USD, 1));
    }

    public static ChargeModel perUnit(String price, String currency, long per) {
        return new PerUnit(Rate.of(price, Currency.getInstance(currency), per));
    }

    /** Each tier is written {@code begins-above price fee}. */
    public static ChargeModel graduated(String... tiers) {
        return new Graduated(tiers(tiers), true);
    }

    public static ChargeModel volume(String... tiers) {
        return new Volume(tiers(tiers), true);
    }

    public static Tiers tiers(String... tiers) {
        return new Tiers(Arrays.stream(tiers)
                .map(tier -> tier.split(" "))
                .map(part -> new Tier(Fraction.parse(part[0]), Rate.of(part[1], USD, 1), Money.parse(part[2], USD)))
                .toList());
    }

    public static ChargeModel packages(String price, long size, long free) {
        return new PackagePrice(Money.parse(price, USD), size, Fraction.of(free), false);
    }

    /** Prices by model; each cell is written {@code model price}. */
    public static ChargeModel matrix(String otherwise, String... cells) {
        return new Matrix(
                List.of("model"),
                Arrays.stream(cells)
                        .map(cell -> cell.split(" "))
                        .map(part -> new Matrix.Cell(new TreeMap<>(Map.of("model", part[0])), Rate.of(part[1], USD, 1)))
                        .toList(),
                Rate.of(otherwise, USD, 1));
    }
}
