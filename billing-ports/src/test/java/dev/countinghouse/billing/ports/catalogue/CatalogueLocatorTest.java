package dev.countinghouse.billing.ports.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.provider.ProviderTranslation;
import org.junit.jupiter.api.Test;

class CatalogueLocatorTest {

    @Test
    void whatIsFoundAfterReadingIsAtItsFieldOrAtWhatWouldHoldIt() {
        String text =
                """
                catalogue: 1
                currency: USD
                meters:
                  runs: {unit: run, event: run, aggregation: count}
                plans:
                  a.b:
                    every: month
                    charges:
                      base:
                        in: arrears
                        fee: 9.00
                      usage:
                        meter: runs
                        volume:
                          tiers:
                            - {up_to: 1, price: 1}
                            - {price: 1, per: 7}
                """;

        assertThat(CatalogueLocator.locate(
                        "shop.yaml",
                        text,
                        ProviderTranslation.of(
                                        CatalogueReader.read("shop.yaml", text).orThrow(),
                                        ProviderTranslationTest.TERMS)
                                .problems()))
                .extracting(error -> error.toString().replaceAll(" is .*", ""))
                .containsExactly(
                        "shop.yaml:6:3: plans.a.b.on_change.allowance",
                        "shop.yaml:10:13: plans.a.b.charges.base.in",
                        "shop.yaml:17:15: plans.a.b.charges.usage.volume.tiers[1]");
    }
}
