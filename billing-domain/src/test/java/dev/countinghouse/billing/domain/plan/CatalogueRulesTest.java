package dev.countinghouse.billing.domain.plan;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.billing.domain.metering.Aggregation;
import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.metering.Meters;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Rate;
import dev.countinghouse.billing.domain.period.Interval;
import dev.countinghouse.billing.domain.pricing.ChargeModel;
import dev.countinghouse.billing.domain.pricing.Dynamic;
import dev.countinghouse.billing.domain.pricing.Matrix;
import dev.countinghouse.billing.domain.pricing.PerUnit;
import dev.countinghouse.billing.domain.pricing.Threshold;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CatalogueRulesTest {

    private static final Currency USD = Currency.getInstance("USD");
    private static final Rate RATE = Rate.of("1", USD, 1);
    private static final ChargeModel PER_EVENT = new Threshold("n", Fraction.ONE, RATE, RATE);

    @ParameterizedTest
    @EnumSource(
            names = {"SUM", "COUNT"},
            mode = EnumSource.Mode.EXCLUDE)
    void eventsCannotBePricedOneByOneWhereTheirQuantityIsNotTheirSum(Aggregation aggregation) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> catalogue(aggregation, PER_EVENT))
                .withMessageContaining("charge usage")
                .withMessageContaining("meter m aggregates by " + aggregation)
                .withMessageContaining("use a meter with SUM or COUNT");
        assertThatCode(() -> catalogue(aggregation, new PerUnit(RATE))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(names = {"SUM", "COUNT"})
    void eventsOfASumOrACountCanBePricedOneByOne(Aggregation aggregation) {
        assertThatCode(() -> catalogue(aggregation, PER_EVENT)).doesNotThrowAnyException();
    }

    @Test
    void aPriceCannotDependOnANumberThatEventsMayLack() {
        ChargeModel byAmount = new Dynamic(USD, "amount", Fraction.ONE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> catalogue(Meters.of(Aggregation.SUM), byAmount, new TreeMap<>()))
                .withMessageContaining("charge usage of plan pro prices by 'amount'")
                .withMessageContaining("add it to its numbers");
        assertThatCode(() -> catalogue(demanding("amount", Aggregation.SUM), byAmount, new TreeMap<>()))
                .doesNotThrowAnyException();
    }

    @Test
    void anAllowanceCannotBeTakenOffGroupsThatDoNotAddUp() {
        ChargeModel byModel = new Matrix(List.of(), List.of(), RATE);
        TreeMap<MeterKey, Allowance> allowance =
                new TreeMap<>(Map.of(new MeterKey("m"), Allowance.of(Limit.of(5), Allowance.Cap.NONE)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> catalogue(Meters.of(Aggregation.MAX), byModel, allowance))
                .withMessageContaining("such groups do not add up");
        assertThatCode(() -> catalogue(Meters.of(Aggregation.MAX), byModel, new TreeMap<>()))
                .doesNotThrowAnyException();
        assertThatCode(() -> catalogue(Meters.of(Aggregation.LATEST), byModel, allowance))
                .doesNotThrowAnyException();
    }

    private static Meter demanding(String number, Aggregation aggregation) {
        Meter meter = Meters.of(aggregation);
        return new Meter(
                meter.key(),
                meter.name(),
                meter.unit(),
                meter.eventType(),
                meter.aggregation(),
                meter.property(),
                meter.series(),
                meter.filter(),
                List.of(number),
                meter.dimensions(),
                meter.late());
    }

    private static Catalogue catalogue(Aggregation aggregation, ChargeModel model) {
        return catalogue(demanding("n", aggregation), model, new TreeMap<>());
    }

    private static Catalogue catalogue(Meter meter, ChargeModel model, TreeMap<MeterKey, Allowance> allowances) {
        Charge charge = new Charge(
                new ChargeKey("usage"),
                "Usage",
                Charge.Timing.ARREARS,
                false,
                Charge.Settlement.INVOICE,
                Optional.of(meter.key()),
                Filter.ALL,
                model,
                SpendBounds.NONE);
        PlanVersion plan = plan(charge, allowances);
        return new Catalogue(
                new TreeMap<>(Map.of(meter.key(), meter)),
                new TreeMap<>(Map.of(plan.id().plan(), plan)),
                new TreeMap<>(),
                new TreeMap<>());
    }

    private static PlanVersion plan(Charge charge, TreeMap<MeterKey, Allowance> allowances) {
        Interval month = Interval.parse("month");
        return new PlanVersion(
                new PlanVersionId(new PlanKey("pro"), 1),
                "Pro",
                PlanVersion.Role.MAIN,
                USD,
                month,
                month,
                List.of(charge),
                allowances,
                new TreeMap<>(),
                List.of(),
                List.of(),
                ChangePolicy.STANDARD,
                SpendBounds.NONE,
                List.of());
    }
}
