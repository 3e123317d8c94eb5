package dev.countinghouse.billing.ports.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.Seeded;
import dev.countinghouse.billing.domain.period.Interval;
import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.domain.plan.Charge;
import dev.countinghouse.billing.domain.plan.GrantTerms;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reading what was written gives the same catalogue; reading anything else never throws. */
class CatalogueRoundTripTest extends Seeded {

    private static final String HARD_TO_WRITE = "abz019_.- :#'\"\\{}[],&*!|>%@`~?\n\tyYnN\u00e9\u20ac\ud83d\ude00";

    private static final String CREDITS =
            """
            catalogue: 1
            currency: USD
            meters:
              seconds: {unit: second, event: session, aggregation: count, decimals: 9}
            plans:
              pro:
                every: year
                usage_every: month
                entitlements: {gpu: true}
                grants:
                  welcome: {amount: 5.00}
                  monthly: {amount: 20.00, when: every_period, priority: 10, rollover: {maximum: 10.00, minimum: 1.5}}
                  weekly: {amount: 0.000000000001, every: 2 weeks, priority: 0, rollover: {maximum: 1}}
                  gpu: {amount: 300, unit: gpu-minutes, every: month, for: {meters: [seconds], features: [gpu]}}
                  trial: {amount: 2, unit: EUR, when: once, lasts: 14 days, for: {features: [gpu]}}
              more:
                role: add_on
                every: month
                limits: {per-user: {meter: seconds, dimension: user, window: hour, most: 3.5}}
                grants: {more: {amount: 1, every: month}}
            credits:
              minimum: 10.00
              maximum: 10000.00
              lasts: year
              bonuses:
                big: {from: 100.00, percent: 10}
                pro: {from: 25.00, percent: 2.5, plans: [pro], lasts: 90 days}
                extra: {from: 50.00, amount: 5.125}
              packs:
                starter: {name: Starter pack, price: 10.00, credits: 11.00}
                gpu-1000: {name: "1,000 GPU minutes", price: 25.00, credits: 1000, unit: gpu-minutes, lasts: year}
            """;

    @ParameterizedTest
    @EnumSource
    void everyExampleReadsBackEqual(ExampleCatalogue example) {
        assertReadsBackEqual(example.catalogue());
    }

    @ParameterizedTest
    @EnumSource
    void theCanonicalFormIsAFixedPoint(ExampleCatalogue example) {
        String yaml = CatalogueWriter.yaml(example.catalogue());
        assertThat(CatalogueWriter.yaml(CatalogueReader.read("again", yaml).orThrow()))
                .isEqualTo(yaml);
    }

    @ParameterizedTest
    @EnumSource
    void everyExampleSatisfiesTheSchemaAsItIsAndAsItIsWritten(ExampleCatalogue example) {
        assertThat(CatalogueSchema.violations(example.text())).isEmpty();
        assertThat(CatalogueSchema.violations(CatalogueWriter.yaml(example.catalogue())))
                .isEmpty();
        assertThat(CatalogueSchema.violations(CatalogueWriter.json(example.catalogue())))
                .isEmpty();
    }

    @Test
    void aChargeAloneReadsBackEqual() {
        for (ExampleCatalogue example : ExampleCatalogue.values()) {
            Catalogue catalogue = example.catalogue();
            for (PlanVersion plan : catalogue.plans().values()) {
                for (Charge charge : plan.charges()) {
                    assertThat(CatalogueReader.readCharge(
                                            charge.key(),
                                            CatalogueWriter.json(charge),
                                            catalogue.meters(),
                                            plan.currency())
                                    .orThrow())
                            .isEqualTo(charge);
                }
            }
        }
    }

    @Test
    void theEmptyCatalogueReadsBackEqual() {
        assertReadsBackEqual(Catalogue.EMPTY);
    }

    @Test
    void versionsAndCurrenciesReadBackEqual() {
        assertReadsBackEqual(CatalogueReader.read(
                        "test",
                        """
                catalogue: 1
                plans:
                  a: {version: 7, currency: JPY, every: 2 weeks, charges: {base: {fee: 900}}}
                  b: {role: add_on, currency: BHD, every: year, usage_every: 3 months, grants: {g: {amount: 0.001}}}
                coupons:
                  c: {amount_off: 1.5, currency: EUR, invoices: 12}
                """)
                .orThrow());
    }

    @Test
    void grantsAndTheSaleOfCreditsReadBackEqual() {
        Catalogue catalogue = CatalogueReader.read("test", CREDITS).orThrow();
        PlanVersion plan = catalogue.plan(new PlanKey("pro")).orElseThrow();
        assertThat(plan.grants().stream().map(GrantTerms::key))
                .containsExactly("welcome", "monthly", "weekly", "gpu", "trial");
        assertThat(plan.grants().stream().map(grant -> grant.every().map(Interval::toString)))
                .containsExactly(
                        Optional.empty(),
                        Optional.of("month"),
                        Optional.of("2 weeks"),
                        Optional.of("month"),
                        Optional.empty());
        assertThat(CatalogueSchema.violations(CREDITS)).isEmpty();
        assertReadsBackEqual(catalogue);
    }

    /** The catalogue's currency is not written by itself: that of what can have no other is. */
    @Test
    void creditsOfAnotherCurrencyThanThePlansReadBackEqual() {
        assertReadsBackEqual(CatalogueReader.read(
                        "test",
                        """
                catalogue: 1
                currency: JPY
                plans: {a: {currency: EUR, every: month, grants: {g: {amount: 1.5}}}}
                products: {p: {price: 1000}}
                credits: {}
                """)
                .orThrow());
    }

    @Test
    void anyTextReadsBackAsItWas() {
        rounds(500, round -> {
            String name = text();
            Catalogue catalogue = CatalogueReader.read(
                            "test",
                            """
                    catalogue: 1
                    products:
                      p: {currency: USD, price: 1, attributes: {"k": %s}}
                    """
                                    .formatted(quoted(name)))
                    .orThrow();
            assertThat(catalogue.products().values().iterator().next().attributes())
                    .containsValue(name);
            assertReadsBackEqual(catalogue);
        });
    }

    /** What people and programs do to a file by accident is answered, and never by an exception. */
    @Test
    void aMutatedCatalogueIsReadOrRejectedWithAReason() {
        List<String> texts = List.of(ExampleCatalogue.values()).stream()
                .map(ExampleCatalogue::text)
                .collect(Collectors.toList());
        texts.add(CREDITS);
        texts.add(CatalogueWriter.json(ExampleCatalogue.SUBSCRIPTIONS.catalogue()));
        rounds(800, round -> {
            StringBuilder mutated = new StringBuilder(oneOf(texts));
            for (long i = between(1, 4); i > 0; i--) {
                mutate(mutated);
            }
            boolean answered = CatalogueReader.read("mutated", mutated.toString())
                    .<Boolean>fold(
                            catalogue -> {
                                assertReadsBackEqual(catalogue);
                                return true;
                            },
                            errors -> !errors.isEmpty());
            assertThat(answered).isTrue();
        });
    }

    private void mutate(StringBuilder text) {
        int at = random.nextInt(text.length());
        int length = (int) between(0, Math.min(12, text.length() - at - 1));
        switch (random.nextInt(3)) {
            case 0 -> text.delete(at, at + length);
            case 1 -> text.insert(at, text());
            default -> text.insert(random.nextInt(text.length()), text.substring(at, at + length));
        }
    }

    private String text() {
        StringBuilder text = new StringBuilder("x");
        for (long i = between(0, 6); i > 0; i--) {
            int at = random.nextInt(HARD_TO_WRITE.codePointCount(0, HARD_TO_WRITE.length()));
            text.appendCodePoint(HARD_TO_WRITE.codePointAt(HARD_TO_WRITE.offsetByCodePoints(0, at)));
        }
        return random.nextBoolean() ? text.toString() : text.substring(1);
    }

    private static String quoted(String text) {
        return "\""
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\t", "\\t") + "\"";
    }

    private static void assertReadsBackEqual(Catalogue catalogue) {
        assertThat(CatalogueReader.read("yaml", CatalogueWriter.yaml(catalogue)).orThrow())
                .isEqualTo(catalogue);
        assertThat(CatalogueReader.read("json", CatalogueWriter.json(catalogue)).orThrow())
                .isEqualTo(catalogue);
    }
}
