package dev.countinghouse.billing.ports.driven;

import static dev.countinghouse.billing.ports.driven.Samples.ACME;
import static dev.countinghouse.billing.ports.driven.Samples.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.domain.plan.ChargeKey;
import dev.countinghouse.billing.domain.plan.CouponKey;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import dev.countinghouse.billing.ports.driven.PriceRefs.CouponRef;
import dev.countinghouse.billing.ports.driven.PriceRefs.PriceRef;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

public abstract class PriceRefsContract extends StorageContract {

    private static final PlanVersion STANDARD = Samples.CATALOGUE.plans().get(new PlanKey("standard"));
    private static final PriceRef BASE = price(1, "base", "price_1", Optional.empty());
    private static final PriceRef USAGE = price(1, "llm_tokens", "price_2", Optional.of("mtr_1"));
    private static final PriceRef LATER = price(2, "base", "price_3", Optional.empty());
    private static final CouponRef LAUNCH = new CouponRef(new CouponKey("launch"), "coupon_1", "20 % off");

    private static PriceRef price(int version, String charge, String price, Optional<String> meter) {
        return new PriceRef(
                new PlanVersionId(STANDARD.id().plan(), version),
                new ChargeKey(charge),
                "prod_" + charge,
                price,
                meter);
    }

    @BeforeEach
    void publish() {
        asSystem(() -> {
            for (int version = 1; version <= 2; version++) {
                SortedMap<PlanKey, PlanVersion> plans = new TreeMap<>(Samples.CATALOGUE.plans());
                plans.put(STANDARD.id().plan(), STANDARD.withVersion(version));
                Catalogue catalogue = Samples.CATALOGUE.withPlans(plans);
                storage.catalogues().publish(new PublishedCatalogue(version, START, catalogue));
            }
            return true;
        });
    }

    private void put(PriceRef... refs) {
        asSystem(() -> {
            for (PriceRef ref : refs) {
                storage.priceRefs().put(ref);
            }
            return true;
        });
    }

    private void put(CouponRef ref) {
        asSystem(() -> {
            storage.priceRefs().put(ref);
            return true;
        });
    }

    private List<PriceRef> prices() {
        return asSystem(() -> storage.priceRefs().prices());
    }

    @Test
    void nothingIsKnownUntilItIsPut() {
        assertThat(prices()).isEmpty();
        assertThat(asSystem(() -> storage.priceRefs().coupons())).isEmpty();
        assertThat(asSystem(() -> storage.priceRefs().of(BASE.plan()))).isEmpty();
    }

    @Test
    void pricesComeByPlanVersionAndCharge() {
        put(LATER, USAGE, BASE);

        assertThat(prices()).containsExactly(BASE, USAGE, LATER);
        assertThat(asSystem(() -> storage.priceRefs().of(BASE.plan()))).containsExactly(BASE, USAGE);
    }

    @Test
    void whatIsPutAgainTakesThePlace() {
        put(BASE, USAGE);
        PriceRef moved = price(1, "llm_tokens", "price_9", Optional.empty());
        put(moved);
        put(LAUNCH);
        CouponRef other = new CouponRef(LAUNCH.coupon(), "coupon_2", "10 % off");
        put(other);

        assertThat(prices()).containsExactly(BASE, moved);
        assertThat(asSystem(() -> storage.priceRefs().coupons())).containsExactly(other);
    }

    @Test
    void whatIsUndoneWasNotPut() {
        put(BASE);
        undone(Scope.SYSTEM, () -> {
            storage.priceRefs().put(price(1, "base", "price_9", Optional.empty()));
            storage.priceRefs().put(LAUNCH);
        });

        assertThat(prices()).containsExactly(BASE);
        assertThat(asSystem(() -> storage.priceRefs().coupons())).isEmpty();
    }

    @Test
    void whoServesAnAccountReadsThem() {
        put(BASE);
        put(LAUNCH);

        assertThat(in(ACME, () -> storage.priceRefs().of(BASE.plan()))).containsExactly(BASE);
        assertThat(in(ACME, () -> storage.priceRefs().coupons())).containsExactly(LAUNCH);
        assertThatIllegalStateException().isThrownBy(() -> storage.priceRefs().prices());
    }
}
