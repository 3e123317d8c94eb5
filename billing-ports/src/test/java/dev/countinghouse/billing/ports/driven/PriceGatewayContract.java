package dev.countinghouse.billing.ports.driven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.period.Interval;
import dev.countinghouse.billing.domain.plan.ChargeKey;
import dev.countinghouse.billing.domain.plan.Coupon.Discount;
import dev.countinghouse.billing.domain.plan.CouponKey;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import dev.countinghouse.billing.domain.provider.PriceScheme;
import dev.countinghouse.billing.domain.provider.PriceScheme.Tier;
import dev.countinghouse.billing.domain.provider.ProviderCatalogue;
import dev.countinghouse.billing.domain.provider.ProviderCoupon;
import dev.countinghouse.billing.domain.provider.ProviderItem;
import dev.countinghouse.billing.domain.provider.ProviderItem.Found;
import dev.countinghouse.billing.domain.provider.ProviderItem.Found.State;
import dev.countinghouse.billing.domain.provider.ProviderMeter;
import dev.countinghouse.billing.domain.provider.ProviderPrice;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every provider's prices are held to. */
public abstract class PriceGatewayContract {

    private static final Currency USD = Currency.getInstance("USD");
    private static final PlanKey PRO = new PlanKey("pro");
    private static final ProviderMeter TOKENS = new ProviderMeter("pro:tokens.a_b-c", 3);

    private static final ProviderPrice BASE = price("base", Optional.empty(), fee(9900));
    private static final ProviderPrice USAGE = usage(new PriceScheme.EachUnit(new BigDecimal("0.000000000001")));
    private static final ProviderCoupon LAUNCH = coupon("launch.20_x", new Discount.PercentOff(Fraction.parse("12.5")));

    protected abstract PriceGateway gateway();

    /** Somebody puts it away in the provider's dashboard. */
    protected abstract void putAway(ProviderItem.Key key);

    /** Somebody makes something of his own with the same key. */
    protected abstract void occupy(ProviderItem.Key key);

    private static PriceScheme fee(long cents) {
        return new PriceScheme.Fee(new Money(cents, USD));
    }

    private static ProviderPrice usage(PriceScheme scheme) {
        return price("tokens.a_b-c", Optional.of(TOKENS), scheme);
    }

    private static ProviderPrice price(String charge, Optional<ProviderMeter> meter, PriceScheme scheme) {
        return new ProviderPrice(
                new PlanVersionId(PRO, 1),
                new ChargeKey(charge),
                "Charge " + charge,
                USD,
                Interval.parse("3 months"),
                meter,
                scheme,
                false);
    }

    private static ProviderCoupon coupon(String key, Discount discount) {
        return new ProviderCoupon(new CouponKey(key), "Launch", discount, true);
    }

    private List<Found> find(List<ProviderPrice> prices, ProviderCoupon... coupons) {
        return gateway().find(new ProviderCatalogue(prices, List.of(coupons)));
    }

    private Found putWithParts(ProviderPrice price) {
        price.meter().ifPresent(gateway()::put);
        gateway().putProduct(price);
        return gateway().put(price);
    }

    @Test
    void nothingIsThereUntilItIsPut() {
        assertThat(find(List.of(BASE, USAGE), LAUNCH)).isEmpty();
    }

    @Test
    void whatWasPutIsFoundAsItWasPut() {
        Found meter = gateway().put(TOKENS);
        Found product = gateway().putProduct(USAGE);
        Found price = gateway().put(USAGE);
        Found coupon = gateway().put(LAUNCH);

        assertThat(find(List.of(USAGE), LAUNCH)).containsExactlyInAnyOrder(meter, product, price, coupon);
        assertThat(List.of(meter, product, price, coupon))
                .allSatisfy(found -> assertThat(found.state()).isEqualTo(State.ACTIVE))
                .extracting(Found::text)
                .containsExactly(
                        ProviderMeter.TEXT,
                        "Charge tokens.a_b-c",
                        "0.00000000000001 USD each, every 3 months, counted in 3 decimals",
                        "Launch: 12.5 % off every invoice");
        assertThat(find(List.of(BASE))).isEmpty();
    }

    @Test
    void puttingAgainIsTheSame() {
        Found usage = putWithParts(USAGE);
        Found meter = gateway().put(TOKENS);
        Found product = gateway().putProduct(USAGE);
        Found coupon = gateway().put(LAUNCH);

        assertThat(gateway().put(TOKENS)).isEqualTo(meter);
        assertThat(gateway().putProduct(USAGE)).isEqualTo(product);
        assertThat(gateway().put(USAGE)).isEqualTo(usage);
        assertThat(gateway().put(LAUNCH)).isEqualTo(coupon);
    }

    @Test
    void everySchemeIsToldApart() {
        List<PriceScheme> schemes = List.of(
                new PriceScheme.EachUnit(BigDecimal.ONE),
                new PriceScheme.EachPackage(new Money(500, USD), 100, false),
                new PriceScheme.EachPackage(new Money(500, USD), 100, true),
                new PriceScheme.Tiered(false, tiers(0)),
                new PriceScheme.Tiered(true, tiers(0)),
                new PriceScheme.Tiered(true, tiers(300)),
                new PriceScheme.Tiered(false, many()));

        List<Found> put =
                schemes.stream().map(scheme -> putWithParts(usage(scheme))).toList();

        assertThat(put).extracting(Found::reference).doesNotHaveDuplicates();
        assertThat(put)
                .extracting(Found::text)
                .containsExactlyElementsOf(
                        schemes.stream().map(scheme -> usage(scheme).terms()).toList());
    }

    private static List<Tier> tiers(long cents) {
        return List.of(
                new Tier(OptionalLong.of(100), BigDecimal.TEN, Money.zero(USD)),
                new Tier(OptionalLong.empty(), BigDecimal.ZERO, new Money(cents, USD)));
    }

    private static List<Tier> many() {
        return IntStream.rangeClosed(1, 60)
                .mapToObj(i -> new Tier(
                        i == 60 ? OptionalLong.empty() : OptionalLong.of(i), new BigDecimal("0.5"), Money.zero(USD)))
                .toList();
    }

    @Test
    void aPriceOfOtherTermsTakesTheKey() {
        Found before = putWithParts(BASE);
        ProviderPrice dearer = price("base", Optional.empty(), fee(12900));

        Found after = gateway().put(dearer);

        assertThat(after.reference()).isNotEqualTo(before.reference());
        assertThat(find(List.of(BASE))).contains(after).doesNotContain(before);
        // and back: what was replaced is not taken again, it may be another version's
        assertThat(gateway().put(BASE).text()).isEqualTo(before.text());
        assertThat(find(List.of(BASE))).extracting(Found::text).contains(before.text());
    }

    @Test
    void aProductIsRenamed() {
        Found before = gateway().putProduct(BASE);
        ProviderPrice renamed = new ProviderPrice(
                BASE.plan(),
                BASE.charge(),
                "Another name",
                USD,
                BASE.interval(),
                Optional.empty(),
                BASE.scheme(),
                false);

        Found after = gateway().putProduct(renamed);

        assertThat(after).isEqualTo(new Found(before.key(), before.reference(), "Another name", State.ACTIVE));
        assertThat(find(List.of(BASE))).containsExactly(after);
    }

    @Test
    void aCouponOfOtherTermsIsAnother() {
        Found before = gateway().put(LAUNCH);
        Found after = gateway().put(coupon("launch.20_x", new Discount.AmountOff(new Money(500, USD))));

        assertThat(after.text()).isEqualTo("Launch: 5.00 USD off every invoice");
        assertThat(after.reference()).isNotEqualTo(before.reference());
    }

    @Test
    void whatIsPutAwayIsFoundAndUsedAgain() {
        putWithParts(USAGE);
        List<Found> before = find(List.of(USAGE));
        before.forEach(found -> putAway(found.key()));
        assertThat(find(List.of(USAGE))).hasSize(3).allSatisfy(found -> assertThat(found.state())
                .isEqualTo(State.PUT_AWAY));

        putWithParts(USAGE);

        assertThat(find(List.of(USAGE))).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void whatIsSomebodyElsesIsLeftAlone() {
        occupy(ProviderItem.meterKey(TOKENS));
        occupy(ProviderItem.key(BASE));

        assertThat(find(List.of(BASE, USAGE))).hasSize(2).allSatisfy(found -> {
            assertThat(found.state()).isEqualTo(State.FOREIGN);
            assertThat(found.text()).isNotBlank();
        });
        gateway().putProduct(BASE);
        assertThatIllegalArgumentException().isThrownBy(() -> gateway().put(TOKENS));
        assertThatIllegalArgumentException().isThrownBy(() -> gateway().put(BASE));
    }

    @Test
    void aPriceNeedsItsParts() {
        assertThatIllegalArgumentException().isThrownBy(() -> gateway().put(BASE));
        gateway().putProduct(USAGE);
        assertThatIllegalArgumentException().isThrownBy(() -> gateway().put(USAGE));
    }

    @Test
    void whoeverPutsAtTheSameTimeThereIsOne() {
        gateway().put(TOKENS);
        gateway().putProduct(USAGE);

        List<Found> put = Race.of(8, number -> gateway().put(USAGE));

        assertThat(put).containsOnly(gateway().put(USAGE));
    }
}
