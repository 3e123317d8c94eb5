package dev.countinghouse.app.rest.invoice;

import dev.countinghouse.app.rest.body.MoneyBody;
import dev.countinghouse.app.rest.invoice.AllocationBody.GroupShare;
import dev.countinghouse.billing.ports.driving.AllocateInvoice.Allocated;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(
        name = "AllocationReport",
        description = "The invoices of a time split over those who caused them; each adds up to its invoice exactly")
public record AllocationReportBody(
        @Schema(examples = "acme") String account,
        @Schema(description = "The dimensions it is split by, from the outermost in", examples = "[\"project\"]")
                List<String> by,
        @Schema(description = "What each group of every level comes to in all invoices") List<GroupShare> groups,
        @Schema(description = "In the order they were issued") List<InvoiceShare> invoices) {

    @Schema(name = "InvoiceShare")
    public record InvoiceShare(
            @Schema(examples = "INV-000042") String invoice,
            Instant issuedAt,
            MoneyBody total,
            List<GroupShare> groups) {

        private static InvoiceShare of(Allocated allocated) {
            return new InvoiceShare(
                    allocated.invoice().number().toString(),
                    allocated.invoice().issuedAt(),
                    MoneyBody.of(allocated.invoice().content().total()),
                    AllocationBody.shares(allocated.levels(), allocated.totals()));
        }
    }

    static AllocationReportBody of(String account, List<String> by, List<Allocated> invoices) {
        return new AllocationReportBody(
                account,
                by,
                AllocationBody.shares(by, Allocated.totals(invoices)),
                invoices.stream().map(InvoiceShare::of).toList());
    }
}
