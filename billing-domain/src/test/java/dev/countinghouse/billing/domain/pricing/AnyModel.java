package dev.countinghouse.billing.domain.pricing;

import dev.countinghouse.billing.domain.metering.Events;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.money.Rate;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Random models of each kind in one random currency, and events they can price. */
final class AnyModel {

    static final List<Class<? extends ChargeModel>> ALL = List.of(
            FlatFee.class,
            PerUnit.class,
            PackagePrice.class,
            Graduated.class,
            Volume.class,
            Percentage.class,
            GraduatedPercentage.class,
            Dynamic.class,
            Matrix.class,
            Threshold.class,
            TimeOfDay.class);

    private static final List<String> TYPES = List.of("", "input", "output");

    private final Random random;
    private final Currency currency;

    AnyModel(Random random) {
        this.random = random;
        this.currency = Currency.getInstance(List.of("USD", "JPY", "BHD").get(random.nextInt(3)));
    }

    ChargeModel of(Class<? extends ChargeModel> kind) {
        return switch (ALL.indexOf(kind)) {
            case 0 -> new FlatFee(money());
            case 1 -> new PerUnit(rate());
            case 2 -> new PackagePrice(money(), 1 + random.nextInt(50), number(100, 2), random.nextBoolean());
            case 3 -> new Graduated(tiers(this::rate), random.nextBoolean());
            case 4 -> new Volume(tiers(this::rate), random.nextBoolean());
            case 5 -> percentage();
            case 6 -> new GraduatedPercentage(tiers(this::share), random.nextBoolean());
            case 7 -> new Dynamic(currency, "cost", number(3, 1));
            case 8 -> new Matrix(List.of("type", "model"), List.of(cell(), cell()), rate());
            case 9 -> new Threshold("n", number(90, 1), rate(), rate());
            case 10 -> new TimeOfDay(List.of(window(), window()), rate());
            default -> throw new AssertionError("no random " + kind);
        };
    }

    /** Events of one day, some of them corrections if {@code signed}. */
    EventsUse use(boolean signed) {
        List<UsageEvent> events = new ArrayList<>();
        for (int left = random.nextInt(12); left > 0; left--) {
            BigDecimal n = BigDecimal.valueOf(random.nextInt(900) - (signed ? 300 : 0), random.nextInt(3));
            events.add(Events.event(
                    "e" + left,
                    EventsUse.START.plusSeconds(3_600L * random.nextInt(24)),
                    "n",
                    n,
                    "cost",
                    BigDecimal.valueOf(random.nextInt(900), 3),
                    "type",
                    TYPES.get(random.nextInt(3)),
                    "model",
                    TYPES.get(random.nextInt(3))));
        }
        return EventsUse.of(events);
    }

    private Percentage percentage() {
        Amount least = money().exact();
        return new Percentage(
                rate(),
                money().exact(),
                random.nextInt(3),
                number(100, 1),
                random.nextBoolean() ? Optional.of(least) : Optional.empty(),
                random.nextBoolean() ? Optional.of(least.plus(money().exact())) : Optional.empty());
    }

    private Tiers tiers(Supplier<Rate> rate) {
        List<Tier> tiers = new ArrayList<>();
        Fraction from = Fraction.ZERO;
        for (int left = 1 + random.nextInt(4); left > 0; left--) {
            tiers.add(new Tier(from, rate.get(), money()));
            from = from.plus(number(40, random.nextInt(2))).plus(Fraction.ONE);
        }
        return new Tiers(tiers);
    }

    private Matrix.Cell cell() {
        String type = TYPES.get(random.nextInt(3));
        return new Matrix.Cell(
                new TreeMap<>(random.nextBoolean() ? Map.of("type", type) : Map.of("type", type, "model", "input")),
                rate());
    }

    private TimeOfDay.Window window() {
        LocalTime from = LocalTime.of(random.nextInt(23), random.nextInt(60));
        return new TimeOfDay.Window(
                new TreeSet<>(EnumSet.allOf(DayOfWeek.class)), from, from.plusHours(1 + random.nextInt(22)), rate());
    }

    private Rate rate() {
        long per = List.of(1L, 7L, 1_000L, 3_600L, 1_000_000L).get(random.nextInt(5));
        return new Rate(BigDecimal.valueOf(random.nextInt(5_000), random.nextInt(6)), currency, per);
    }

    private Rate share() {
        return new Rate(BigDecimal.valueOf(random.nextInt(100_001), 3), currency, 100);
    }

    private Money money() {
        return new Money((long) random.nextInt(3) * random.nextInt(1_000), currency);
    }

    private Fraction number(int most, int scale) {
        return Fraction.of(BigDecimal.valueOf(random.nextInt(most * 10), 1 + scale));
    }
}
