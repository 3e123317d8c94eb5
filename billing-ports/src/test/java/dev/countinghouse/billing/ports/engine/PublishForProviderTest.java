package dev.countinghouse.billing.ports.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.domain.provider.Inexpressible;
import dev.countinghouse.billing.ports.catalogue.CatalogueReader;
import dev.countinghouse.billing.ports.driving.PublishCatalogue;
import dev.countinghouse.billing.ports.driving.PublishCatalogue.Outcome;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import dev.countinghouse.billing.ports.standin.PriceStandIn;
import dev.countinghouse.billing.ports.standin.StandInBook;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Where a provider invoices, only what he would invoice as it says is published. */
class PublishForProviderTest {

    private static final String TEXT =
            """
            catalogue: 1
            currency: USD
            meters:
              disk: {unit: GB, event: disk, aggregation: time_weighted, property: gb, decimals: 3}
            plans:
              pro: {every: month, charges: {base: {fee: 9.00}, disk: {meter: disk, per_unit: 0.25}}}
            """;

    private static final Catalogue WRONG = read(TEXT.replace("fee: 9.00", "fee: 9.00, in: arrears")
            .replace("per_unit: 0.25", "per_unit: {price: 1, per: 7}"));

    private final BillingEngine engine = BillingEngine.builder()
            .storage(InMemoryStorage.empty())
            .invoicedBy(new PriceStandIn(StandInBook.inMemory()))
            .build();
    private final PublishCatalogue publishing = engine.publishCatalogue();

    private static Catalogue read(String text) {
        return CatalogueReader.read("catalogue", text).orThrow();
    }

    @Test
    void whatHeWouldDoOtherwiseIsRefusedWithAllOfItAndNothingIsStored() {
        Outcome outcome = publishing.publish(WRONG);

        assertThat(outcome)
                .isInstanceOfSatisfying(Outcome.NotInvoiceable.class, refused -> assertThat(refused.problems())
                        .extracting(Inexpressible::path)
                        .containsExactly("plans.pro.charges.base.in", "plans.pro.charges.disk.per_unit"));
        assertThat(engine.readCatalogue().current()).isEmpty();
    }

    @Test
    void theDiffSaysItBefore() {
        assertThat(publishing.diff(WRONG).refusals())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("plans.pro.charges.base.in is arrears");
        assertThat(publishing.diff(read(TEXT)).isPublishable()).isTrue();
    }

    /** Its invoices would be a second one for the same month. */
    @Test
    void theEngineIssuesNoInvoices() {
        Workbench bench = new Workbench(
                InMemoryStorage.empty(),
                new HandClock(Instant.parse("2026-03-01T00:00:00Z")),
                wiring -> wiring.invoicedBy(new PriceStandIn(StandInBook.inMemory())));
        bench.engine.publishCatalogue().publish(read(TEXT));
        bench.open(Workbench.ACME).subscribe(Workbench.ACME, "pro");
        assertThat(bench.engine.previewInvoice().preview(Workbench.ACME, Instant.parse("2026-03-01T00:00:00Z")))
                .as("an estimate")
                .isPresent();
        bench.on("2026-05-01T00:00:00Z");
        assertThat(bench.engine.closePeriods().closeDue(10)).isEmpty();
        assertThat(bench.engine.closePeriods().due(10))
                .as("periods are closed all the same")
                .isEmpty();
        assertThat(bench.invoices(Workbench.ACME)).isEmpty();
    }

    @Test
    void decimalsOfWhatIsSoldStay() {
        assertThat(publishing.publish(read(TEXT))).isInstanceOf(Outcome.Published.class);

        Outcome outcome = publishing.publish(read(TEXT.replace("decimals: 3", "decimals: 2")));

        assertThat(outcome)
                .isInstanceOfSatisfying(Outcome.NotInvoiceable.class, refused -> assertThat(refused.problems())
                        .extracting(Inexpressible::path)
                        .containsExactly("meters.disk.decimals"));
        assertThat(engine.readCatalogue().current().orElseThrow().revision()).isEqualTo(1);
    }

    @Test
    void whereTheEngineInvoicesAllOfItIsSold() {
        PublishCatalogue ours = BillingEngine.builder().inMemory().build().publishCatalogue();

        assertThat(ours.diff(WRONG).isPublishable()).isTrue();
        assertThat(ours.publish(WRONG)).isInstanceOf(Outcome.Published.class);
    }
}
