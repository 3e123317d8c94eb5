package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.invoice.DraftInvoice;
import dev.countinghouse.billing.domain.invoice.InvoiceNumber;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.Step;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import dev.countinghouse.billing.ports.driving.ExplainInvoice.Explanation;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Asking for invoices: as they will be, as they are, and why. */
class InvoiceQuestionsTest {

    private final Workbench bench = Shop.opened();

    @BeforeEach
    void aMonthOfUsage() {
        bench.open(GLOBEX).subscribe(ACME, "small");
        bench.on("2026-03-10T00:00:00Z");
        bench.use(ACME, "used", Map.of("tokens", 1_500));
    }

    @Test
    void aPreviewIsTheNextInvoiceAsItStands() {
        assertThat(preview("2026-03-09T00:00:00Z")).isEqualTo("13.00");
        assertThat(preview("2026-03-11T00:00:00Z")).isEqualTo("18.00");
        bench.use(ACME, "used", Map.of("tokens", 100));
        assertThat(preview("2026-03-11T00:00:00Z")).isEqualTo("19.00");
    }

    @Test
    void atTheEndOfThePeriodOrLaterItIsTheInvoice() {
        Optional<DraftInvoice> atEnd = bench.engine.previewInvoice().preview(ACME, instant("2026-04-01T00:00:00Z"));
        bench.on("2026-05-20T00:00:00Z");
        Optional<DraftInvoice> late = bench.engine.previewInvoice().preview(ACME, bench.clock.instant());
        DraftInvoice issued = bench.close(ACME).get(0).content();

        assertThat(atEnd).contains(issued);
        assertThat(late).contains(issued);
    }

    @Test
    void withoutARunningSubscriptionThereIsNoPreview() {
        assertThat(bench.engine.previewInvoice().preview(GLOBEX, bench.clock.instant()))
                .isEmpty();
        assertThat(bench.engine.previewInvoice().preview(ACME, instant("2026-02-28T23:59:59Z")))
                .isEmpty();
        bench.change(new Step.Cancel(When.NOW, false));
        assertThat(bench.engine.previewInvoice().preview(ACME, bench.clock.instant()))
                .isEmpty();
    }

    @Test
    void aPreviewChangesNothing() {
        StoredState before = StoredState.of(bench.storage);
        preview("2026-03-20T00:00:00Z");

        assertThat(StoredState.of(bench.storage)).isEqualTo(before);
    }

    @Test
    void anInvoiceCanBeFoundByItsNumber() {
        IssuedInvoice invoice = bench.invoices(ACME).get(0);

        assertThat(bench.engine.readInvoices().find(invoice.number())).contains(invoice);
        assertThat(bench.engine.readInvoices().find(number(99))).isEmpty();
        assertThat(bench.engine.readInvoices().creditNotesOf(number(99))).isEmpty();
    }

    @Test
    void theInvoicesOfAnAccountAreReadInTheOrderTheyWereIssued() {
        assertThat(bench.engine.readInvoices().of(ACME))
                .isNotEmpty()
                .isEqualTo(bench.invoices(ACME))
                .extracting(IssuedInvoice::number)
                .isSorted();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bench.engine.readInvoices().of(new AccountId("nobody")))
                .withMessage("there is no account 'nobody'");
    }

    @Test
    void whatDoesNotExistIsNotExplained() {
        assertThat(explain(number(99), "any", 9)).isEmpty();
        assertThat(explain(number(1), "any", 9)).isEmpty();
    }

    @Test
    void linesPaidWithCreditsAreExplainedToo() {
        Workbench prepaid = Workbench.at(
                "2026-03-01T00:00:00Z",
                Workbench.catalogue(Shop.TEXT.replace(
                        "tokens: {meter: tokens, per_unit: 0.02}",
                        "tokens: {meter: tokens, per_unit: 0.02, settle: credits}")));
        prepaid.open(ACME).subscribe(ACME, "fresh");
        prepaid.use(ACME, "used", Map.of("tokens", 2_500));
        IssuedInvoice closing = prepaid.on("2026-04-01T00:00:00Z").close(ACME).get(0);
        String line = closing.content().paidWithCredits().get(0).key();

        assertThat(prepaid.engine.explainInvoice().explain(closing.number(), line, Optional.empty(), 9))
                .map(explanation -> explanation.events().size())
                .contains(1);
    }

    @TestFactory
    Stream<DynamicTest> wrongInputIsRefusedByNameAndChangesNothing() {
        IssuedInvoice closing = bench.on("2026-04-01T00:00:00Z").close(ACME).get(0);
        String tokens = closing.content().lines().stream()
                .filter(line -> line.rated().meter().isPresent())
                .findFirst()
                .orElseThrow()
                .key();
        String fee = closing.content().lines().stream()
                .filter(line -> line.rated().meter().isEmpty())
                .findFirst()
                .orElseThrow()
                .key();
        AccountId nobody = new AccountId("nobody");
        return WrongInput.to(bench)
                .isRefused("a page of nothing", () -> explain(closing.number(), tokens, 0), "limit", "0")
                .isRefused("a page of nothing of a fee", () -> explain(closing.number(), fee, 0), "limit", "0")
                .isRefused(
                        "a preview of nobody",
                        () -> bench.engine.previewInvoice().preview(nobody, bench.clock.instant()),
                        "nobody")
                .tests();
    }

    private Optional<Explanation> explain(InvoiceNumber number, String line, int limit) {
        return bench.engine.explainInvoice().explain(number, line, Optional.empty(), limit);
    }

    private String preview(String asOf) {
        return bench.engine
                .previewInvoice()
                .preview(ACME, instant(asOf))
                .orElseThrow()
                .total()
                .toDecimal();
    }

    private static Instant instant(String text) {
        return Instant.parse(text);
    }

    private static InvoiceNumber number(long sequence) {
        return new InvoiceNumber("INV", sequence);
    }
}
