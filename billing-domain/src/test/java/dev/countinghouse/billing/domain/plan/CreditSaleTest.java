package dev.countinghouse.billing.domain.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.period.Interval;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreditSaleTest {

    private static final Currency USD = Currency.getInstance("USD");
    private static final Interval YEAR = Interval.parse("year");
    private static final Interval QUARTER = Interval.parse("90 days");
    private static final CreditSale SALE = sale(
            percent("big", "100.00", "10"),
            new PurchaseBonus(
                    "pro",
                    money("25.00"),
                    Optional.of(Fraction.of(5)),
                    Optional.empty(),
                    plans("pro", "enterprise"),
                    Optional.of(QUARTER)),
            amount("extra", "50.00", "5.00"),
            amount("later", "50.00", "5.00"));

    @ParameterizedTest
    @CsvSource({
        "free, 49.99,  none",
        "free, 50.00,  extra 5 USD",
        "free, 99.99,  extra 5 USD",
        "free, 100.00, big 10 USD",
        "pro,  24.99,  none",
        "pro,  25.00,  pro 1.25 USD",
        "pro,  25.01,  pro 1.2505 USD",
        "pro,  50.00,  extra 5 USD",
        "pro,  100.00, big 10 USD",
        "none, 25.00,  none",
    })
    void theLargestBonusThatAppliesIsTheOnlyOneAndOfEqualOnesTheFirst(String plan, String paid, String expected) {
        Optional<PlanKey> key = plan.equals("none") ? Optional.empty() : Optional.of(new PlanKey(plan));
        assertThat(SALE.bonus(money(paid), key)
                        .map(bonus -> bonus.key() + " " + bonus.credits())
                        .orElse("none"))
                .isEqualTo(expected);
    }

    @Test
    void aBonusLastsAsLongAsItSaysOrElseAsBoughtCreditsDo() {
        assertThat(SALE.bonus(money("25.00"), Optional.of(new PlanKey("pro"))))
                .get()
                .extracting(CreditSale.Bonus::lasts)
                .isEqualTo(Optional.of(QUARTER));
        assertThat(SALE.bonus(money("100.00"), Optional.empty()))
                .get()
                .extracting(CreditSale.Bonus::lasts)
                .isEqualTo(Optional.of(YEAR));
    }

    @Test
    void aPercentageIsRoundedHalfUpToTwelveDecimals() {
        CreditSale sale = sale(percent("tiny", "0.01", "0.00000000005"));
        assertThat(sale.bonus(money("0.99"), Optional.empty())).isEmpty();
        assertThat(sale.bonus(money("1.00"), Optional.empty()))
                .get()
                .extracting(CreditSale.Bonus::credits)
                .hasToString("0.000000000001 USD");
    }

    @ParameterizedTest
    @CsvSource({
        "10.00, 11,   USD,         10,   1",
        "10.00, 10,   USD,         10,   0",
        "10.00, 8,    USD,         8,    0",
        "25.00, 1000, gpu-minutes, 1000, 0",
    })
    void ofAPackWhatGoesBeyondThePriceIsGiven(String price, String credits, String unit, String bought, String bonus) {
        CreditPack pack = pack(price, credits, unit);
        assertThat(pack.bought()).hasToString(bought + " " + unit);
        assertThat(pack.bonus()).hasToString(bonus + " " + unit);
        assertThat(pack.bought().plus(pack.bonus())).isEqualTo(pack.credits());
    }

    @Test
    void nothingIsSoldForNothingOrGivenInAnotherCurrency() {
        assertRefused(
                () -> new CreditSale(money("0"), Optional.empty(), Optional.empty(), List.of(), List.of()),
                "must be above 0");
        assertRefused(() -> pack("0.00", "1", "USD"), "the price must be above 0");
        assertRefused(() -> amount("big", "1.00", "0"), "must be above 0 and of USD");
        assertRefused(
                () -> new PurchaseBonus(
                        "eur",
                        money("1.00"),
                        Optional.empty(),
                        Optional.of(Credits.parse("1", new CreditUnit("EUR"))),
                        plans(),
                        Optional.empty()),
                "bonus eur is of 1 EUR");
        Money yen = Money.parse("1", Currency.getInstance("JPY"));
        assertRefused(
                () -> new CreditSale(yen, Optional.of(money("1.00")), Optional.empty(), List.of(), List.of()),
                "maximum is in USD, credits are sold in JPY");
    }

    @Test
    void aBonusOfAPlanNobodySellsIsRefusedWithThePlans() {
        CreditSale sale = new CreditSale(
                money("1.00"),
                Optional.empty(),
                Optional.empty(),
                List.of(SALE.bonuses().get(1)),
                List.of());
        assertRefused(
                () -> new Catalogue(
                        new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), Optional.of(sale)),
                "bonus pro is for plan 'enterprise', the plans are []");
    }

    @Test
    void keysAreUnique() {
        assertRefused(() -> sale(amount("a", "1.00", "1"), amount("a", "2.00", "2")), "two bonuses are called 'a'");
        CreditPack pack = pack("1.00", "1", "USD");
        assertRefused(
                () -> new CreditSale(money("1.00"), Optional.empty(), Optional.empty(), List.of(), List.of(pack, pack)),
                "two packs are called 'pack'");
    }

    private static void assertRefused(Runnable making, String reason) {
        assertThatIllegalArgumentException().isThrownBy(making::run).withMessageContaining(reason);
    }

    private static CreditSale sale(PurchaseBonus... bonuses) {
        return new CreditSale(money("0.01"), Optional.empty(), Optional.of(YEAR), List.of(bonuses), List.of());
    }

    private static PurchaseBonus percent(String key, String from, String percent) {
        return new PurchaseBonus(
                key, money(from), Optional.of(Fraction.parse(percent)), Optional.empty(), plans(), Optional.empty());
    }

    private static PurchaseBonus amount(String key, String from, String credits) {
        return new PurchaseBonus(
                key,
                money(from),
                Optional.empty(),
                Optional.of(Credits.parse(credits, CreditUnit.of(USD))),
                plans(),
                Optional.empty());
    }

    private static CreditPack pack(String price, String credits, String unit) {
        return new CreditPack(
                "pack", "Pack", money(price), Credits.parse(credits, new CreditUnit(unit)), Optional.empty());
    }

    private static TreeSet<PlanKey> plans(String... keys) {
        return Arrays.stream(keys).map(PlanKey::new).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Money money(String text) {
        return Money.parse(text, USD);
    }
}
