package dev.countinghouse.billing.ports.acceptance;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.amounts;
import static dev.countinghouse.billing.ports.engine.Workbench.totals;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.invoice.DraftInvoice;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.ports.catalogue.ExampleCatalogue;
import dev.countinghouse.billing.ports.engine.Workbench;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** B3: the worked example of the billing stack, 99 + 87.50 = 186.50. */
class B3WorkedExampleTest {

    private final Workbench bench = Workbench.at("2026-03-01T00:00:00Z", ExampleCatalogue.BILLING_STACK.catalogue());

    @BeforeEach
    void oneMonthOnStandard() {
        bench.open(ACME).subscribe(ACME, "standard");
        bench.on("2026-03-10T09:00:00Z");
        bench.use(ACME, "llm.tokens", Map.of("tokens", 900_000, "model", "gpt-4o", "token_type", "input"));
        bench.use(ACME, "llm.tokens", Map.of("tokens", 600_000, "model", "gpt-4o", "token_type", "output"));
        bench.count(ACME, "agent.execution", 5_500);
        bench.count(ACME, "api.call", 120_000);
        bench.use(ACME, "storage.level", Map.of("gb", 40));
        bench.use(ACME, "seats.level", Map.of("seats", 30));
        bench.on("2026-03-20T09:00:00Z");
        bench.use(ACME, "storage.level", Map.of("gb", 105));
        bench.use(ACME, "seats.level", Map.of("seats", 27));
    }

    @Test
    void theMonthEndsWithAnInvoiceOf186Dollars50() {
        List<IssuedInvoice> closing = bench.on("2026-04-01T00:00:00Z").close(ACME);

        assertThat(totals(closing)).containsExactly("186.50");
        assertThat(amounts(closing.get(0)))
                .isEqualTo(Map.of(
                        "LLM tokens", "5.00",
                        "Agent executions", "50.00",
                        "API calls", "20.00",
                        "Storage", "2.50",
                        "User seats", "10.00",
                        "Standard plan", "99.00"));
    }

    @Test
    void theMonthBeganWithAnInvoiceOfTheBaseFee() {
        assertThat(totals(bench.invoices(ACME))).containsExactly("99.00");
    }

    @Test
    void thePreviewAtTheEndIsTheInvoice() {
        Optional<DraftInvoice> preview =
                bench.engine.previewInvoice().preview(ACME, Instant.parse("2026-04-01T00:00:00Z"));

        assertThat(preview)
                .contains(bench.on("2026-04-01T00:00:00Z").close(ACME).get(0).content());
    }

    @Test
    void aMonthWithoutUsageThereafterCostsTheBaseFee() {
        bench.on("2026-05-01T00:00:00Z");
        bench.use(ACME, "storage.level", Map.of("gb", 0));
        bench.close(ACME);

        assertThat(totals(bench.invoices(ACME))).startsWith("99.00", "186.50");
        assertThat(amounts(bench.invoices(ACME).get(2)))
                .as("levels hold until they are reported anew")
                .isEqualTo(Map.of("Storage", "2.50", "User seats", "10.00", "Standard plan", "99.00"));
    }
}
