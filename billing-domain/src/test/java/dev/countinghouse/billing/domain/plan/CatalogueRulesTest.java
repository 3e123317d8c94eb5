package dev.countinghouse.billing.domain.plan;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @ParameterizedTest
    @CsvSource({
        "m,     '',    grant gpu of plan pro uses meter 'm'",
        "'',    gpu,   grant gpu of plan pro is for feature 'gpu'",
    })
    void creditsForSomethingThatDoesNotExistAreRefused(String meter, String feature, String reason) {
        GrantTerms once = GrantTerms.once("gpu", Credits.parse("300", new CreditUnit("gpu-minutes")));
        GrantScope scope = new GrantScope(keys(meter, MeterKey::new), keys(feature, FeatureKey::new));
        GrantTerms grant = new GrantTerms(
                once.key(), once.amount(), once.every(), once.lasts(), once.priority(), scope, once.rollover());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> catalogue(PlanSketch.plan("pro").grants(grant).build()))
                .withMessageContaining(reason);
        assertThatCode(() -> catalogue(PlanSketch.plan("pro").grants(once).build()))
                .doesNotThrowAnyException();
    }

    @Test
    void twoGrantsOfAPlanCannotHaveTheSameKey() {
        GrantTerms grant = GrantTerms.once("welcome", Credits.parse("5", CreditUnit.of(USD)));
        PlanSketch plan = PlanSketch.plan("pro").grants(grant).grants(grant);
        assertThatIllegalArgumentException().isThrownBy(plan::build).withMessage("plan pro has two grants 'welcome'");
    }

    private static <K> TreeSet<K> keys(String name, Function<String, K> maker) {
        return name.isEmpty() ? new TreeSet<>() : new TreeSet<>(Set.of(maker.apply(name)));
    }

    private static Catalogue catalogue(PlanVersion plan) {
        return Catalogue.EMPTY.withPlans(new TreeMap<>(Map.of(plan.id().plan(), plan)));
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
                meter.late(),
                meter.outage(),
                0);
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
                new TreeMap<>(),
                Optional.empty());
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
                List.of(),
                ChangePolicy.STANDARD,
                SpendBounds.NONE,
                List.of());
    }
}
