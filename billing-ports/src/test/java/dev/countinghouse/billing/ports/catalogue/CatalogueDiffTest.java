package dev.countinghouse.billing.ports.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.domain.plan.CatalogueDiff;
import dev.countinghouse.billing.domain.plan.PlanKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CatalogueDiffTest {

    private static final String PUBLISHED =
            """
            catalogue: 1
            currency: USD
            meters:
              tokens: {unit: token, event: llm.tokens, aggregation: sum, property: tokens, dimensions: [model, kind]}
              idle: {unit: run, event: agent.run, aggregation: count}
            plans:
              basic:
                every: month
                charges:
                  base: {fee: 9.00}
                  tokens: {meter: tokens, matrix: {dimensions: [model], cells: [], otherwise: 0.10}}
              pro:
                every: month
                charges: {base: {fee: 99.00}}
            coupons:
              launch: {percent_off: 20, invoices: 3}
            """;

    @ParameterizedTest
    @EnumSource
    void aCatalogueDoesNotDifferFromItself(ExampleCatalogue example) {
        CatalogueDiff diff = CatalogueDiff.between(example.catalogue(), example.catalogue());
        assertThat(diff.isEmpty()).isTrue();
        assertThat(diff.isPublishable()).isTrue();
    }

    @Test
    void theVersionOfAPlanIsNoChange() {
        assertThat(diff("  pro:\n", "  pro:\n    version: 3\n").isEmpty()).isTrue();
    }

    @Test
    void aChangedPriceMakesANewVersionOfItsPlanOnly() {
        CatalogueDiff diff = diff("fee: 9.00", "fee: 12.00");
        assertThat(diff.changes())
                .extracting(Object::toString)
                .containsExactly("~ plans.basic.charges.base.price: FlatFee[fee=9.00 USD] -> FlatFee[fee=12.00 USD]");
        assertThat(diff.changes().get(0).concept()).isEqualTo(CatalogueDiff.Concept.CHARGE);
        assertThat(diff.newVersions()).containsExactly(new PlanKey("basic"));
        assertThat(diff.isPublishable()).isTrue();
    }

    @Test
    void whatIsAddedAndRemovedIsListedByConcept() {
        CatalogueDiff diff =
                diff("  launch: {percent_off: 20, invoices: 3}", "  spring: {percent_off: 10, invoices: once}");
        assertThat(diff.changes())
                .extracting(CatalogueDiff.Change::kind, CatalogueDiff.Change::path)
                .containsExactly(
                        tuple(CatalogueDiff.Kind.REMOVED, "coupons.launch"),
                        tuple(CatalogueDiff.Kind.ADDED, "coupons.spring"));
        assertThat(diff.newVersions()).isEmpty();
    }

    @Test
    void theOrderOfChargesIsATermBecauseInvoicesFollowIt() {
        CatalogueDiff diff = diff("      base: {fee: 9.00}\n", "      a: {fee: 0}\n      base: {fee: 9.00}\n");
        assertThat(diff.changes())
                .extracting(CatalogueDiff.Change::path)
                .containsExactly("plans.basic.order_of_charges", "plans.basic.charges.a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "event: llm.tokens      | event: llm.used          | meters.tokens.event changes from 'llm.tokens' to 'llm.used'",
                "aggregation: sum       | aggregation: max         | meters.tokens.aggregation changes from 'SUM' to 'MAX'",
                "property: tokens       | property: total          | meters.tokens.property changes from 'tokens' to 'total'",
                "unit: token            | unit: kilotoken          | meters.tokens.unit changes from 'token' to 'kilotoken'",
                "property: tokens,      | property: tokens, filter: {kind: input}, | meters.tokens.filter changes from",
            })
    void aMeterInUseKeepsItsMeaning(String before, String after, String reason) {
        String draft =
                PUBLISHED.replace(before, after).replace("dimensions: [model], cells", "dimensions: [kind], cells");
        assertThat(between(PUBLISHED, draft).refusals())
                .isNotEmpty()
                .first()
                .asString()
                .contains(reason);
    }

    @Test
    void aMeterInUseCannotLoseADimensionThatIsPriced() {
        String draft = PUBLISHED
                .replace("dimensions: [model, kind]", "dimensions: [kind]")
                .replace("dimensions: [model], cells", "dimensions: [kind], cells");
        assertThat(between(PUBLISHED, draft).refusals())
                .containsExactly("meters.tokens.dimensions loses 'model', by which [basic@1] price usage");
    }

    @Test
    void aMeterInUseCannotGoButAnUnusedOneCan() {
        Catalogue empty = Catalogue.EMPTY;
        CatalogueDiff diff = CatalogueDiff.between(read(PUBLISHED), empty);
        assertThat(diff.refusals()).containsExactly("meters.tokens is removed, but [basic@1] use it");
    }

    @Test
    void aMeterThatOnlyCreditsAreForCannotGoButMayMeanSomethingElse() {
        String meters =
                """
                catalogue: 1
                currency: USD
                meters:
                  runs: {unit: run, event: run, aggregation: count}
                %s
                plans:
                  basic:
                    every: month
                    charges: {base: {name: Basic, fee: 1.00}}
                    grants: {gift: {amount: 5.00, for: {meters: [%s]}}}
                """;
        String published = meters.formatted("  spare: {unit: x, event: x, aggregation: count}", "spare");
        assertThat(between(published, meters.formatted("", "runs")).refusals())
                .containsExactly("meters.spare is removed, but [basic@1] use it");
        assertThat(between(published, published.replace("event: x", "event: y")).refusals())
                .isEmpty();
    }

    @Test
    void earlierVersionsKeepTheirMetersInUse() {
        Catalogue first = read(PUBLISHED);
        Catalogue now = read(PUBLISHED.replaceAll("(?m)^      tokens: .*\\n", ""));
        Catalogue draft = read(PUBLISHED.replaceAll("(?m)^ +tokens: .*\\n", ""));
        assertThat(CatalogueDiff.between(now, draft).isPublishable()).isTrue();
        assertThat(CatalogueDiff.between(now, first.plans().values(), draft).refusals())
                .containsExactly("meters.tokens is removed, but [basic@1] use it");
    }

    @Test
    void namesAndNewDimensionsOfAMeterMayChange() {
        CatalogueDiff diff = diff("dimensions: [model, kind]", "name: LLM tokens, dimensions: [model, kind, user]");
        assertThat(diff.isPublishable()).isTrue();
        assertThat(diff.newVersions()).isEmpty();
        assertThat(diff.changes())
                .extracting(CatalogueDiff.Change::path)
                .isEqualTo(List.of("meters.tokens.dimensions", "meters.tokens.name"));
    }

    /** They decide about usage to come, so publishing them alone must not be taken for nothing new. */
    @Test
    void whatBecomesOfLateUsageAndOfCallsInAnOutageShowsAndHowFinelyIsCounted() {
        CatalogueDiff diff = diff(
                "dimensions: [model, kind]",
                "dimensions: [model, kind], late: reopen, grace: 3d, when_unavailable: admit, decimals: 3");
        assertThat(diff.refusals()).isEmpty();
        assertThat(diff.changes().stream().map(CatalogueDiff.Change::path).toList())
                .isEqualTo(List.of(
                        "meters.tokens.decimals",
                        "meters.tokens.grace",
                        "meters.tokens.late",
                        "meters.tokens.when_unavailable"));
    }

    @Test
    void everyFieldOfAGrantShows() {
        String once =
                "every: month\n    entitlements: {gpu: true}\n    grants: {g: {amount: 5}}\n    charges: {base: {fee: 99.00}}";
        String recurring = once.replace(
                "{amount: 5}",
                "{amount: 6, every: month, priority: 1, for: {meters: [idle], features: [gpu]}, rollover: {maximum: 2}}");
        String pro = "every: month\n    charges: {base: {fee: 99.00}}";
        CatalogueDiff diff = between(PUBLISHED.replace(pro, once), PUBLISHED.replace(pro, recurring));
        assertThat(diff.changes())
                .extracting(Object::toString)
                .containsExactly(
                        "~ plans.pro.grants.g.amount: 5 USD -> 6 USD",
                        "~ plans.pro.grants.g.every: once -> month",
                        "+ plans.pro.grants.g.for_features: [gpu]",
                        "+ plans.pro.grants.g.for_meters: [idle]",
                        "~ plans.pro.grants.g.priority: 50 -> 1",
                        "+ plans.pro.grants.g.rollover_maximum: 2 USD",
                        "+ plans.pro.grants.g.rollover_minimum: 0 USD");
        assertThat(diff.newVersions()).containsExactly(new PlanKey("pro"));
    }

    @Test
    void theSaleOfCreditsIsNoTermOfAPlanButShows() {
        CatalogueDiff opened = between(PUBLISHED, PUBLISHED + "credits: {minimum: 10.00}\n");
        assertThat(opened.changes()).extracting(Object::toString).containsExactly("+ credits: {minimum=10.00 USD}");
        assertThat(opened.newVersions()).isEmpty();

        CatalogueDiff changed = between(
                PUBLISHED + "credits: {bonuses: {big: {from: 100.00, percent: 10}}}\n",
                PUBLISHED
                        + """
                        credits:
                          maximum: 500.00
                          lasts: year
                          bonuses: {big: {from: 100.00, amount: 5, plans: [pro], lasts: 90 days}}
                          packs: {starter: {price: 10.00, credits: 11.00, lasts: month}}
                        """);
        assertThat(changed.changes())
                .extracting(Object::toString)
                .containsExactly(
                        "+ credits.lasts: year",
                        "+ credits.maximum: 500.00 USD",
                        "+ credits.order_of_packs: [starter]",
                        "+ credits.bonuses.big.amount: 5 USD",
                        "+ credits.bonuses.big.lasts: 90 days",
                        "- credits.bonuses.big.percent: 10",
                        "+ credits.bonuses.big.plans: [pro]",
                        "+ credits.packs.starter: {credits=11 USD, lasts=month, name=starter, price=10.00 USD}");
    }

    private static CatalogueDiff diff(String... beforeAndAfter) {
        String draft = PUBLISHED;
        for (int i = 0; i < beforeAndAfter.length; i += 2) {
            draft = draft.replace(beforeAndAfter[i], beforeAndAfter[i + 1]);
        }
        return between(PUBLISHED, draft);
    }

    private static CatalogueDiff between(String published, String draft) {
        return CatalogueDiff.between(read(published), read(draft));
    }

    private static Catalogue read(String text) {
        return CatalogueReader.read("test", text).orThrow();
    }
}
