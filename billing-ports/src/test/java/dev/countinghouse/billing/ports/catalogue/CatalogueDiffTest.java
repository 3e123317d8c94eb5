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
