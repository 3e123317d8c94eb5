package dev.countinghouse.billing.ports.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.countinghouse.billing.domain.period.Interval.Unit;
import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.domain.provider.ProviderCatalogue;
import dev.countinghouse.billing.domain.provider.ProviderCoupon;
import dev.countinghouse.billing.domain.provider.ProviderMeter;
import dev.countinghouse.billing.domain.provider.ProviderPrice;
import dev.countinghouse.billing.domain.provider.ProviderTerms;
import dev.countinghouse.billing.domain.provider.ProviderTranslation;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a provider is told of a catalogue, worked out by hand. What he cannot be told is in {@link InexpressibleTest}. */
class ProviderTranslationTest {

    static final ProviderTerms TERMS = new ProviderTerms(
            Set.of("KWD"),
            99_999_999,
            12,
            2,
            250,
            40,
            20,
            Map.of(Unit.DAY, 1_095, Unit.WEEK, 156, Unit.MONTH, 36, Unit.YEAR, 3),
            Map.of(Unit.DAY, 730, Unit.WEEK, 104, Unit.MONTH, 24, Unit.YEAR, 2));

    private static final String FRAME =
            """
            catalogue: 1
            currency: USD
            meters:
              runs: {unit: run, event: run, aggregation: count, dimensions: [model]}
              disk: {unit: GB, event: disk, aggregation: time_weighted, property: gb, decimals: 3}
              paid: {unit: USD, event: paid, aggregation: sum, property: amount, decimals: 2}
              free: {unit: run, event: free, aggregation: count, late: reopen, grace: 3d}
            """;

    static Catalogue catalogue(String rest) {
        return CatalogueReader.read("catalogue", FRAME + rest).orThrow();
    }

    static String plan(String currency, String charge) {
        return "plans:\n  pro:\n    currency: " + currency
                + "\n    every: month\n    on_change: {allowance: restart}\n    charges: {c: " + charge + "}\n";
    }

    private static ProviderCatalogue translated(Catalogue catalogue) {
        ProviderTranslation translation = ProviderTranslation.of(catalogue, TERMS);
        assertThat(translation.problems()).isEmpty();
        return translation.catalogue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "USD | {fee: 99.00} | 99.00 USD every month",
                "USD | {fee: 0.00} | 0.00 USD every month",
                "JPY | {fee: 500} | 500 JPY every month",
                "USD | {fee: 999999.99} | 999999.99 USD every month",
                // 1 cent per 1,000 is a thousandth of a cent each
                "USD | {meter: runs, per_unit: {price: 0.01, per: 1000}} | 0.00001 USD each, every month",
                // 12 decimals of a cent are 14 of a dollar
                "USD | {meter: runs, per_unit: {price: 0.00000000000001}} | 0.00000000000001 USD each, every month",
                "USD | {meter: runs, per_unit: {price: 1, per: 8}} | 0.125 USD each, every month",
                "JPY | {meter: runs, per_unit: 150} | 150 JPY each, every month",
                // a GB is counted as 1,000
                "USD | {meter: disk, per_unit: 0.25} | 0.00025 USD each, every month, counted in 3 decimals",
                "USD | {meter: runs, package: {price: 5.00, size: 100}} | 5.00 USD for each started 100, every month",
                "USD | {meter: disk, package: {price: 5.00, size: 100, round: down}}"
                        + " | 5.00 USD for each full 100000, every month, counted in 3 decimals",
                "USD | {meter: runs, graduated: {tiers: [{up_to: 100, price: 1.00}, {up_to: 200, price: 0.5, fee: 3.00},"
                        + " {price: 0.1}]}} | graduated: 1 USD each up to 100, 0.5 USD each and 3.00 USD up to 200,"
                        + " 0.1 USD each, every month",
                "USD | {meter: disk, volume: {tiers: [{up_to: 0.5, price: 2}, {price: 1, per: 1000}], fee_at_zero: false}}"
                        + " | volume: 0.002 USD each up to 500, 0.000001 USD each, every month, counted in 3 decimals",
                // 2.9 % of a dollar that is counted as 100 cents: 0.00029 dollars per counted cent
                "USD | {meter: paid, graduated_percentage: {tiers: [{up_to: 1000, percent: 2.9}, {percent: 1.9}]}}"
                        + " | graduated: 0.00029 USD each up to 100000, 0.00019 USD each, every month, counted in 2 decimals",
                "USD | {meter: runs, filter: {model: a}, per_unit: 1} | 1 USD each, every month",
            })
    void aChargeIsAPrice(String currency, String charge, String terms) {
        assertThat(translated(catalogue(plan(currency, charge))).prices())
                .extracting(ProviderPrice::terms)
                .containsExactly(terms);
    }

    @Test
    void whatUsageCostsIsCountedByAMeterOfTheChargeAndAFeeByNone() {
        ProviderCatalogue told = translated(
                catalogue(
                        """
                plans:
                  pro:
                    every: 3 months
                    charges:
                      base: {name: Pro plan, fee: 9.00}
                      disk: {name: Storage, meter: disk, per_unit: 0.25}
                """));

        assertThat(told.meters()).containsExactly(new ProviderMeter("pro:disk", 3));
        assertThat(told.prices())
                .extracting(ProviderPrice::key, ProviderPrice::name, price -> price.plan()
                        .toString())
                .containsExactly(tuple("pro:base", "Pro plan", "pro@1"), tuple("pro:disk", "Storage", "pro@1"));
        assertThat(told.prices().get(0).terms()).isEqualTo("9.00 USD every 3 months");
    }

    @Test
    void whatIsNeverInvoicedIsNotToldHoweverItIsPriced() {
        ProviderCatalogue told = translated(
                catalogue(
                        """
                plans:
                  usage:
                    every: 5 years
                    usage_every: month
                    currency: KWD
                    minimum_spend: 5.000
                    phases: [{key: intro, for: 3 months, percent_off: 50}]
                    charges:
                      burn: {meter: free, settle: credits, percentage: {percent: 2.9}, maximum_spend: 9.000}
                    allowances: {runs: {included: 5, cap: soft}}
                    grants: {welcome: {amount: 5.000}}
                products:
                  ml: {price: 5.00, currency: KWD}
                credits: {minimum: 5.00, packs: {p: {price: 9999999.00, credits: 1}}}
                """));

        assertThat(told).isEqualTo(ProviderCatalogue.EMPTY);
    }

    @Test
    void whatIsOursAloneIsNoObstacle() {
        ProviderCatalogue told = translated(
                catalogue(
                        """
                plans:
                  pro:
                    every: year
                    allowances: {runs: {included: 10, cap: soft, grace: 24h}, disk: {included: 1.5, cap: none}}
                    limits: {calls: {measure: calls, window: minute, most: 60}}
                    entitlements: {gpu: true}
                    grants: {monthly: {amount: 20.00, every: month}}
                    phases:
                      - {key: trial, trial: true, for: 2 years, allowances: {runs: {included: 1, cap: hard}}}
                      - {key: more, for: 6 months, allowances: {runs: {included: 99, cap: hard}}}
                    charges: {base: {fee: 99.00}, disk: {meter: disk, per_unit: 1}}
                    on_change: {allowance: prorate}
                    upgrades: [more]
                  more:
                    role: add_on
                    every: year
                    charges: {base: {fee: 9.00}}
                """));

        assertThat(told.prices()).extracting(ProviderPrice::key).containsExactly("more:base", "pro:base", "pro:disk");
    }

    @Test
    void couponsForOneInvoiceOrAllAreCoupons() {
        assertThat(translated(
                                catalogue(
                                        """
                        coupons:
                          a: {name: Launch, percent_off: 12.25, invoices: once}
                          b: {amount_off: 5.00, currency: EUR, invoices: forever}
                        """))
                        .coupons())
                .extracting(ProviderCoupon::name, ProviderCoupon::terms)
                .containsExactly(
                        tuple("Launch", "Launch: 12.25 % off one invoice"),
                        tuple("b", "b: 5.00 EUR off every invoice"));
    }

    @Test
    void termsThatAreLongAreKeptShortAndStillTellEachOtherApart() {
        String first = tiers("0.5");
        assertThat(first).hasSizeLessThan(500).isEqualTo(tiers("0.5")).isNotEqualTo(tiers("0.6"));
    }

    private static String tiers(String last) {
        StringBuilder tiers = new StringBuilder();
        IntStream.range(1, 50).forEach(i -> tiers.append("{up_to: ").append(i).append(", price: 1}, "));
        String charge = "{meter: runs, graduated: {tiers: [" + tiers + "{price: " + last + "}]}}";
        return translated(catalogue(plan("USD", charge))).prices().get(0).terms();
    }

    @Test
    void theStackOfFiveMetricsInThreePlansIsTwelvePrices() {
        assertThat(translated(ExampleCatalogue.BILLING_STACK.catalogue()).prices())
                .extracting(price -> price.key() + " " + price.terms())
                .containsExactly(
                        "enterprise:base 499.00 USD every month",
                        "enterprise:llm_tokens 0.000005 USD each, every month",
                        "enterprise:agent_executions 0.05 USD each, every month",
                        "enterprise:api_calls 0.0005 USD each, every month",
                        "enterprise:storage_gb 0.25 USD each, every month",
                        "free:base 0.00 USD every month",
                        "standard:base 99.00 USD every month",
                        "standard:llm_tokens 0.00001 USD each, every month",
                        "standard:agent_executions 0.1 USD each, every month",
                        "standard:api_calls 0.001 USD each, every month",
                        "standard:storage_gb 0.5 USD each, every month",
                        "standard:user_seats 5 USD each, every month");
    }
}
