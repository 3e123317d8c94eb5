package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.GLOBEX;
import static dev.countinghouse.billing.ports.engine.Workbench.totals;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.ports.driving.PublishCatalogue.Outcome;
import dev.countinghouse.billing.ports.driving.ReadCatalogue;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PublishCatalogueTest {

    private static final String DEARER = Shop.TEXT.replace("fee: 10.00", "fee: 12.00");

    private final Workbench bench = Shop.opened();

    @Test
    void publishingTheSameAgainChangesNothing() {
        assertThat(publish(Shop.TEXT)).isEqualTo(new Outcome.Unchanged(1));
        assertThat(bench.engine.publishCatalogue().diff(Shop.CATALOGUE).isEmpty())
                .isTrue();
    }

    @Test
    void onlyPlansWhoseTermsChangeGetANewVersion() {
        assertThat(publish(DEARER)).isInstanceOfSatisfying(Outcome.Published.class, published -> {
            assertThat(published.revision()).isEqualTo(2);
            assertThat(published.diff().newVersions()).containsExactly(new PlanKey("small"));
        });
        assertThat(plan("small").id().version()).isEqualTo(2);
        assertThat(plan("large").id().version()).isEqualTo(1);
        assertThat(publish(DEARER)).isEqualTo(new Outcome.Unchanged(2));
    }

    @Test
    void goingBackToEarlierTermsIsANewVersionToo() {
        publish(DEARER);
        publish(Shop.TEXT);

        assertThat(plan("small").id().version()).isEqualTo(3);
    }

    @Test
    void aPlanThatComesBackAfterItWasGoneKeepsCounting() {
        String without = Shop.TEXT.replace("  weekly:\n", "  weekly-old:\n");
        publish(without);
        publish(Shop.TEXT);
        assertThat(plan("weekly").id().version()).isEqualTo(1);

        publish(without);
        publish(Shop.TEXT.replace("fee: 7.00", "fee: 8.00"));
        assertThat(plan("weekly").id().version()).isEqualTo(2);
    }

    @Test
    void whoHasAPlanKeepsItsTermsAndWhoComesLaterGetsTheNew() {
        bench.open(GLOBEX).subscribe(ACME, "small");
        publish(DEARER);
        bench.subscribe(GLOBEX, "small");
        bench.on("2026-04-01T00:00:00Z").engine.closePeriods().closeDue(9);

        assertThat(totals(bench.invoices(ACME))).containsExactly("10.00", "13.00");
        assertThat(totals(bench.invoices(GLOBEX))).containsExactly("12.00", "15.00");
    }

    @Test
    void aPlanNoLongerSoldIsStillBilled() {
        bench.subscribe(ACME, "weekly");
        publish(Shop.TEXT.replace("  weekly:\n", "  weekly-old:\n"));
        bench.on("2026-03-15T00:00:00Z").close(ACME);

        assertThat(totals(bench.invoices(ACME))).containsExactly("7.00", "7.00", "7.00");
    }

    @Test
    void aMeterThatOnlyAnEarlierVersionUsesHasToStay() {
        bench.subscribe(ACME, "large");
        assertThat(publish(withoutPeak(false))).isInstanceOf(Outcome.Published.class);

        assertThat(publish(withoutPeak(true)))
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.reasons())
                        .singleElement()
                        .asString()
                        .contains("meters.peak", "large"));
        bench.use(ACME, "memory", Map.of("gb", 4));
        bench.on("2026-04-01T00:00:00Z").close(ACME);
        assertThat(totals(bench.invoices(ACME))).containsExactly("40.00", "45.00");
    }

    private static String withoutPeak(boolean meterToo) {
        String text = Shop.TEXT.replaceAll("\n *peak: \\{meter: peak[^\n]*", "");
        return meterToo ? text.replaceAll("\n *peak: [^\n]*", "") : text;
    }

    @Test
    void publishingOntoAnotherRevisionThanTheCurrentOneIsSuperseded() {
        StoredState before = StoredState.of(bench.storage);
        assertThat(publishOnto(0, DEARER)).isEqualTo(new Outcome.Superseded(1));
        assertThat(publishOnto(2, DEARER)).isEqualTo(new Outcome.Superseded(1));
        assertThat(StoredState.of(bench.storage)).isEqualTo(before);

        assertThat(publishOnto(1, DEARER)).isInstanceOf(Outcome.Published.class);
        assertThat(publishOnto(1, Shop.TEXT)).isEqualTo(new Outcome.Superseded(2));
    }

    private Outcome publishOnto(long revision, String text) {
        return bench.engine.publishCatalogue().publish(Workbench.catalogue(text), OptionalLong.of(revision));
    }

    @Test
    void everyRevisionAndVersionCanBeReadForEver() {
        publish(DEARER);

        assertThat(bench.engine.readCatalogue().current())
                .map(ReadCatalogue.Published::revision)
                .contains(2L);
        assertThat(bench.engine.readCatalogue().revision(1).orElseThrow().catalogue())
                .isEqualTo(Shop.CATALOGUE);
        assertThat(bench.engine.readCatalogue().revision(3)).isEmpty();
        assertThat(bench.engine.readCatalogue().versionsOf(new PlanKey("small")))
                .extracting(plan -> plan.id().version())
                .containsExactly(1, 2);
        assertThat(bench.engine.readCatalogue().versionsOf(new PlanKey("smaller")))
                .isEmpty();
    }

    @Test
    void aDiffPublishesNothing() {
        StoredState before = StoredState.of(bench.storage);
        bench.engine.publishCatalogue().diff(Workbench.catalogue(DEARER));

        assertThat(StoredState.of(bench.storage)).isEqualTo(before);
    }

    @TestFactory
    Stream<DynamicTest> whatWouldRepriceThePastIsRefusedByNameAndChangesNothing() {
        return WrongInput.to(bench)
                .isRefused(
                        "another aggregation",
                        () -> publish(Shop.TEXT.replace("aggregation: max", "aggregation: min")),
                        "meters.peak.aggregation",
                        "MIN")
                .isRefused(
                        "another property",
                        () -> publish(Shop.TEXT.replace("property: user}", "property: email}")),
                        "meters.users.property",
                        "email")
                .isRefused(
                        "another event type",
                        () -> publish(Shop.TEXT.replace("event: memory", "event: ram")),
                        "meters.peak.event",
                        "ram")
                .isRefused(
                        "another unit",
                        () -> publish(Shop.TEXT.replace("unit: seat,", "unit: chair,")),
                        "meters.seats.unit",
                        "chair")
                .isRefused("nothing at all", () -> publish(Catalogue.EMPTY), "meters.tokens", "removed")
                .tests();
    }

    private Outcome publish(String text) {
        return publish(Workbench.catalogue(text));
    }

    private Outcome publish(Catalogue catalogue) {
        return bench.engine.publishCatalogue().publish(catalogue);
    }

    private PlanVersion plan(String key) {
        return StoredState.of(bench.storage)
                .catalogue()
                .orElseThrow()
                .catalogue()
                .plan(new PlanKey(key))
                .orElseThrow();
    }
}
