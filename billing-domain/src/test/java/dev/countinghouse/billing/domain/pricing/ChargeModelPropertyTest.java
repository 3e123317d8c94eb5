package dev.countinghouse.billing.domain.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.Seeded;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.money.Amount;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every charge model. {@link Priced} checks with each price that the steps add up to it. */
class ChargeModelPropertyTest extends Seeded {

    private static final int ROUNDS = 500;
    private static final long DAY = 86_400;

    static Stream<Class<? extends ChargeModel>> all() {
        return AnyModel.ALL.stream();
    }

    /** A flat fee has no parts, and the price of a volume depends on the total by definition. */
    static Stream<Class<? extends ChargeModel>> additive() {
        return all().filter(kind -> kind != FlatFee.class && kind != Volume.class);
    }

    @Test
    void everyModelIsAmongThoseTried() {
        assertThat(AnyModel.ALL).containsExactlyInAnyOrder((Class[]) ChargeModel.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("all")
    void theOrderOfArrivalDoesNotMatter(Class<? extends ChargeModel> kind) {
        rounds(ROUNDS, round -> {
            AnyModel any = new AnyModel(random);
            ChargeModel model = any.of(kind);
            EventsUse use = positive(any, kind);
            List<UsageEvent> shuffled = new ArrayList<>(use.events());
            Collections.shuffle(shuffled, random);
            assertThat(Priced.of(model, EventsUse.of(shuffled))).isEqualTo(Priced.of(model, use));
        });
    }

    @ParameterizedTest
    @MethodSource("additive")
    void thePartsOfAPeriodCostWhatTheWholeDoes(Class<? extends ChargeModel> kind) {
        rounds(ROUNDS, round -> {
            AnyModel any = new AnyModel(random);
            ChargeModel model = any.of(kind);
            EventsUse whole = positive(any, kind);
            TreeSet<Long> cuts = new TreeSet<>(List.of(0L, DAY));
            for (long left = between(1, 4); left > 0; left--) {
                cuts.add(3_600 * between(1, 23));
            }
            Amount sum = Amount.zero(model.currency());
            for (long cut = 0; cut < DAY; cut = cuts.higher(cut)) {
                sum = sum.plus(Priced.of(model, whole.until(cuts.higher(cut)).from(cut)));
            }
            assertThat(sum).isEqualTo(Priced.of(model, whole));
        });
    }

    @ParameterizedTest
    @MethodSource("all")
    void aLongerLookNeverCostsLess(Class<? extends ChargeModel> kind) {
        if (kind == Volume.class) {
            return;
        }
        rounds(ROUNDS, round -> {
            AnyModel any = new AnyModel(random);
            ChargeModel model = any.of(kind);
            EventsUse use = any.use(false);
            Amount earlier = Priced.of(model, use.until(3_600 * between(1, 12)));
            Amount later = Priced.of(model, use.until(3_600 * between(13, 24)));
            assertThat(later).isGreaterThanOrEqualTo(earlier);
        });
    }

    /** A sum below zero is a quantity of zero before it is priced, so only single events are corrections here. */
    private EventsUse positive(AnyModel any, Class<? extends ChargeModel> kind) {
        boolean byEvent = !List.of(Graduated.class, GraduatedPercentage.class, PackagePrice.class, Volume.class)
                .contains(kind);
        return any.use(byEvent);
    }
}
