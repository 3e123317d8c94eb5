package dev.countinghouse.billing.domain.plan;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.billing.domain.metering.Aggregation;
import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.Meters;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Rate;
import dev.countinghouse.billing.domain.period.Interval;
import dev.countinghouse.billing.domain.pricing.ChargeModel;
import dev.countinghouse.billing.domain.pricing.PerUnit;
import dev.countinghouse.billing.domain.pricing.Threshold;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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

    private static Catalogue catalogue(Aggregation aggregation, ChargeModel model) {
        Meter meter = Meters.of(aggregation);
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
        PlanVersion plan = plan(charge);
        return new Catalogue(
                new TreeMap<>(Map.of(meter.key(), meter)),
                new TreeMap<>(Map.of(plan.id().plan(), plan)),
                new TreeMap<>(),
                new TreeMap<>());
    }

    private static PlanVersion plan(Charge charge) {
        Interval month = Interval.parse("month");
        return new PlanVersion(
                new PlanVersionId(new PlanKey("pro"), 1),
                "Pro",
                PlanVersion.Role.MAIN,
                USD,
                month,
                month,
                List.of(charge),
                new TreeMap<>(),
                new TreeMap<>(),
                List.of(),
                List.of(),
                ChangePolicy.STANDARD,
                SpendBounds.NONE,
                List.of());
    }
}
