package dev.countinghouse.billing.ports.catalogue;

import static dev.countinghouse.billing.ports.catalogue.ProviderTranslationTest.TERMS;
import static dev.countinghouse.billing.ports.catalogue.ProviderTranslationTest.catalogue;
import static dev.countinghouse.billing.ports.catalogue.ProviderTranslationTest.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.domain.provider.Inexpressible;
import dev.countinghouse.billing.domain.provider.ProviderTranslation;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a provider would invoice otherwise than the catalogue says is found, each at its path. */
class InexpressibleTest {

    private static List<Inexpressible> problems(Catalogue catalogue) {
        return ProviderTranslation.of(catalogue, TERMS).problems();
    }

    private static void assertOnly(Catalogue catalogue, String path, String reason) {
        assertThat(problems(catalogue)).singleElement().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo(path);
            assertThat(problem.reason()).contains(reason);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "USD | {fee: 9.00, in: arrears} | .in | is arrears, the provider invoices fees in advance",
                "USD | {fee: 9.00, prorated: false} | .prorated | is false, the provider prorates every fee",
                "USD | {fee: 1000000.00} | .fee | is 1000000.00 USD, the provider takes at most 999999.99 USD",
                "USD | {meter: runs, per_unit: {price: 0.01, per: 3}} | .per_unit | 1/3 of the smallest unit",
                "USD | {meter: runs, per_unit: 0.000000000000001} | .per_unit | at most 12 decimals",
                // with 3 decimals of a GB, 13 of a cent
                "USD | {meter: disk, per_unit: 0.000000000001} | .per_unit | or fewer decimals of the meter",
                "USD | {meter: runs, per_unit: 1000000} | .per_unit | at most 99999999",
                "USD | {meter: runs, per_unit: 1, minimum_spend: 5.00} | .minimum_spend | is 5.00 USD",
                "USD | {meter: runs, per_unit: 1, maximum_spend: 5.00} | .maximum_spend | is 5.00 USD",
                "USD | {meter: runs, package: {price: 1.00, size: 5, free: 3}} | .package.free | is 3",
                "USD | {meter: runs, package: {price: 1000000.00, size: 5}} | .package.price | is 1000000.00 USD",
                "USD | {meter: disk, package: {price: 1.00, size: 9223372036854775807}} | .package.size | is 92233720",
                "USD | {meter: runs, graduated: {tiers: [{up_to: 1, price: 1, fee: 2.00}, {price: 1}]}}"
                        + " | .graduated.tiers[0].fee | is 2.00 USD",
                "USD | {meter: runs, volume: {tiers: [{up_to: 1.5, price: 1}, {price: 1}]}}"
                        + " | .volume.tiers[0].up_to | is 1.5, the provider takes whole numbers",
                "USD | {meter: disk, graduated: {tiers: [{up_to: 1.0005, price: 1}, {price: 1}]}}"
                        + " | .graduated.tiers[0].up_to | is 1.0005",
                "USD | {meter: runs, graduated: {tiers: [{up_to: 1, price: 1}, {price: 1, per: 7}]}}"
                        + " | .graduated.tiers[1] | 100/7",
                "USD | {meter: paid, percentage: {percent: 2.9}} | .percentage | prices each event",
                "USD | {meter: runs, matrix: {dimensions: [model], cells: [], otherwise: 1}}"
                        + " | .matrix | make each cell a charge with a filter",
                "USD | {meter: paid, dynamic: {property: amount}} | .dynamic | takes the price from each event",
                "USD | {meter: paid, threshold: {property: amount, above: 5, rate: 1, rate_above: 2}}"
                        + " | .threshold | prices each event by its size",
                "USD | {meter: paid, time_of_day: {windows: [], otherwise: 1}} | .time_of_day | by its time",
            })
    void aChargeThatComesToAnotherAmountThere(String currency, String charge, String field, String reason) {
        assertOnly(catalogue(plan(currency, charge)), "plans.pro.charges.c" + field, reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "currency: KWD | fee: 1.000 | .currency | is KWD, whose smallest unit is another",
                "every: 4 years | fee: 1.00 | .every | is 4 years, which is longer than the provider takes",
                "every: 157 weeks | fee: 1.00 | .every | is 157 weeks",
                "usage_every: month, every: year | fee: 1.00 | .usage_every | is month where fees are due every year",
                "minimum_spend: 5.00 | fee: 1.00 | .minimum_spend | is 5.00 USD",
                "maximum_spend: 5.00 | fee: 1.00 | .maximum_spend | is 5.00 USD",
                "phases: [{key: intro, for: month, percent_off: 50}] | fee: 1.00 | .phases[0].percent_off | is 50",
                "phases: [{key: trial, trial: true, for: 731 days}] | fee: 1.00 | .phases[0].for | is 731 days",
                "on_change: {proration: day} | fee: 1.00 | .on_change.proration | is day",
                "on_change: {proration: none} | fee: 1.00 | .on_change.proration | is none",
                "on_change: {allowance: carry} | meter: runs, package: {price: 1.00, size: 5}"
                        + " | .on_change.allowance | is carry, at the provider tiers and packages begin anew",
                "on_change: {allowance: prorate} | meter: runs, volume: {tiers: [{price: 1}]}"
                        + " | .on_change.allowance | is prorate",
            })
    void aPlanThatIsInvoicedOtherwiseThere(String fields, String charge, String field, String reason) {
        String every = fields.contains("every: ") ? "" : ", every: month";
        assertOnly(
                catalogue("plans:\n  pro: {" + fields + every + ", charges: {c: {" + charge + "}}}\n"),
                "plans.pro" + field,
                reason);
    }

    /** Neither fee is ever shared, so it makes no difference how. */
    @Test
    void whatIsNeverProratedMayBeProratedAsItLikes() {
        assertThat(problems(catalogue(
                        "plans: {pro: {every: month, on_change: {proration: day}, charges: {c: {meter: runs, per_unit: 1},"
                                + " d: {fee: 0.00, prorated: false, in: arrears}}}}\n")))
                .isEmpty();
    }

    @Test
    void usageThatWouldOpenAPeriodAgain() {
        assertOnly(catalogue(plan("USD", "{meter: free, per_unit: 1}")), "meters.free.late", "is reopen");
    }

    @Test
    void keysAndNamesThatAreTooLong() {
        String key = "k".repeat(60);
        assertOnly(
                catalogue("plans: {" + key + ": {every: month, charges: {" + key + ": {meter: runs, per_unit: 1}}}}\n"),
                "plans." + key + ".charges." + key,
                "together at most 99 characters");
        assertOnly(
                catalogue(plan("USD", "{name: " + "n".repeat(251) + ", fee: 1.00}")),
                "plans.pro.charges.c.name",
                "has 251 characters, the provider takes at most 250");
    }

    @Test
    void moreChargesThanASubscriptionHoldsThere() {
        String charges = IntStream.rangeClosed(1, 21)
                .mapToObj(i -> "c" + i + ": {fee: 1.00}")
                .collect(Collectors.joining(", "));
        assertOnly(
                catalogue("plans: {pro: {every: month, charges: {" + charges + "}}}\n"),
                "plans.pro.charges",
                "has 21 that are invoiced, the provider takes at most 20");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "percent_off: 20, invoices: 3 | .invoices | is 3, the provider counts months",
                "percent_off: 12.125, invoices: once | .percent_off | is 12.125, the provider takes at most 2 decimals",
                "amount_off: 5.000, currency: KWD, invoices: once | .currency | is KWD",
                "amount_off: 1000000.00, invoices: once | .amount_off | is 1000000.00 USD",
                "name: A name of more than forty characters in all, percent_off: 1, invoices: once | .name | has 43",
            })
    void aCouponThatTakesOffSomethingElse(String fields, String field, String reason) {
        assertOnly(catalogue("coupons: {c: {" + fields + "}}\n"), "coupons.c" + field, reason);
    }

    @Test
    void allOfThemAreFoundTogetherInTheOrderOfTheCatalogue() {
        assertThat(
                        problems(
                                catalogue(
                                        """
                        plans:
                          a: {every: 4 years, charges: {x: {fee: 1.00, in: arrears}, y: {meter: free, per_unit: 1}}}
                          b: {every: month, minimum_spend: 1.00, charges: {x: {meter: paid, percentage: {percent: 1}}}}
                        coupons:
                          c: {percent_off: 0.125, invoices: 2}
                        """)))
                .extracting(Inexpressible::path)
                .containsExactly(
                        "meters.free.late",
                        "plans.a.every",
                        "plans.a.charges.x.in",
                        "plans.b.minimum_spend",
                        "plans.b.charges.x.percentage",
                        "coupons.c.invoices",
                        "coupons.c.percent_off");
    }

    @Test
    void decimalsStayWhatTheyWere() {
        Catalogue published = catalogue(plan("USD", "{meter: disk, per_unit: 1}"));
        Catalogue finer = CatalogueReader.read(
                        "finer", CatalogueWriter.yaml(published).replace("decimals: 3", "decimals: 4"))
                .orThrow();

        assertThat(changes(published, finer))
                .containsExactly(
                        "meters.disk.decimals is 4, usage that plans price is counted in 3: declare another meter");
        assertThat(changes(published, catalogue(plan("USD", "{meter: paid, per_unit: 1}"))))
                .containsExactly(
                        "plans.pro.charges.c.meter is paid, which counts 2 decimals, and the charge has counted 3:"
                                + " give the charge another key");
        assertThat(changes(published, catalogue(plan("USD", "{fee: 1.00}")))).isEmpty();
        assertThat(changes(catalogue(plan("USD", "{meter: disk, settle: credits, per_unit: 1}")), finer))
                .isEmpty();
    }

    private static List<String> changes(Catalogue published, Catalogue draft) {
        return ProviderTranslation.changes(published, published.plans().values(), draft).stream()
                .map(Inexpressible::toString)
                .toList();
    }
}
