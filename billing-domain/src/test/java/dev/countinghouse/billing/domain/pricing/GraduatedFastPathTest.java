package dev.countinghouse.billing.domain.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.Seeded;
import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.money.Rate;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whole quantities are priced in a long where it holds the result; every result is that of the exact path. */
class GraduatedFastPathTest extends Seeded {

    private static final List<Currency> CURRENCIES =
            List.of(Currency.getInstance("USD"), Currency.getInstance("JPY"), Currency.getInstance("BHD"));

    /** {@link Priced} asks with and without steps; the steps take the exact path. A third answer is added up by hand. */
    @Test
    void bothPathsAgreeForAnyTiersAndQuantities() {
        rounds(20_000, round -> {
            Graduated model = new Graduated(anyTiers(), random.nextBoolean());
            boolean fresh = random.nextBoolean();
            long before = fresh ? 0 : anyQuantity(model);
            long quantity = anyQuantity(model);
            Quantity use = new Quantity(Fraction.of(before), Fraction.of(quantity), fresh);
            assertThat(Priced.of(model, use).value())
                    .isEqualTo(byHand(model, BigInteger.valueOf(before), BigInteger.valueOf(quantity), fresh));
        });
    }

    @Test
    void whatDoesNotFitALongIsStillExact() {
        Currency usd = CURRENCIES.get(0);
        Tiers tiers = new Tiers(List.of(new Tier(Fraction.ZERO, Rate.of("3", usd, 1), Money.zero(usd))));
        Graduated model = new Graduated(tiers, true);
        for (long quantity : new long[] {Long.MAX_VALUE / 3, Long.MAX_VALUE / 3 + 1, Long.MAX_VALUE}) {
            BigInteger expected = BigInteger.valueOf(quantity).multiply(BigInteger.valueOf(3));
            assertThat(Priced.of(model, new Quantity(Fraction.ZERO, Fraction.of(quantity), true))
                            .value())
                    .isEqualTo(Fraction.of(expected, BigInteger.ONE));
            assertThat(Priced.of(model, new Quantity(Fraction.of(Long.MAX_VALUE), Fraction.of(quantity), false))
                            .value())
                    .isEqualTo(Fraction.of(expected, BigInteger.ONE));
        }
    }

    private Tiers anyTiers() {
        Currency currency = oneOf(CURRENCIES);
        List<Tier> tiers = new ArrayList<>();
        long from = 0;
        for (long left = between(1, 5); left > 0; left--) {
            Money fee = new Money(random.nextInt(3) == 0 ? 0 : positive(), currency);
            tiers.add(new Tier(Fraction.of(from), anyRate(currency), fee));
            long step = 1 + positive();
            if (from > Long.MAX_VALUE - step) {
                break;
            }
            from += step;
        }
        return new Tiers(tiers);
    }

    private Rate anyRate(Currency currency) {
        long per = oneOf(List.of(1L, 7L, 1_000L, 3_600L, 1_000_000L, 1_000_000_007L));
        return new Rate(BigDecimal.valueOf(positive(), (int) between(0, 12)), currency, per);
    }

    private long positive() {
        return (anyLong() & Long.MAX_VALUE) % Long.MAX_VALUE;
    }

    /** Often a bound or a neighbour of one. */
    private long anyQuantity(Graduated model) {
        if (random.nextBoolean()) {
            return positive();
        }
        long bound = oneOf(model.tiers().tiers()).from().wholeOr(-1);
        return Math.max(0, bound - 1 + random.nextInt(3));
    }

    /** Units from {@code before} to {@code after} tier by tier, in fractions of whole numbers. */
    private static Fraction byHand(Graduated model, BigInteger before, BigInteger quantity, boolean fresh) {
        BigInteger after = before.add(quantity);
        List<Tier> tiers = model.tiers().tiers();
        Fraction sum = Fraction.ZERO;
        for (int i = 0; i < tiers.size(); i++) {
            BigInteger from = tiers.get(i).from().numerator();
            BigInteger to = i + 1 < tiers.size() ? tiers.get(i + 1).from().numerator() : after.max(from);
            BigInteger units = after.min(to).subtract(before.max(from)).max(BigInteger.ZERO);
            Rate rate = tiers.get(i).rate();
            Fraction price = Fraction.of(rate.price()).dividedBy(Fraction.of(rate.per()));
            sum = sum.plus(Fraction.of(units, BigInteger.ONE).times(price));
            boolean crossed = before.compareTo(from) <= 0 && after.compareTo(from) > 0;
            boolean atZero = i == 0 && model.feeAtZero();
            if (atZero ? fresh : crossed) {
                Amount fee = tiers.get(i).fee().exact();
                sum = sum.plus(fee.value());
            }
        }
        return sum;
    }
}
