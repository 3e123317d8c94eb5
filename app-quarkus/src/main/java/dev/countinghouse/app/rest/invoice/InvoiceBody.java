package dev.countinghouse.app.rest.invoice;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.app.rest.body.MoneyBody;
import dev.countinghouse.app.rest.body.PeriodBody;
import dev.countinghouse.billing.domain.invoice.DraftInvoice;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "Invoice", description = "An invoice; a preview has no number, dates and parties")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InvoiceBody(
        @Schema(examples = "INV-000042") @Nullable String number,
        @Schema(
                        description = "Absent from a preview. More stands in its payment",
                        enumeration = {"open", "paid", "void", "uncollectible"})
                @Nullable
                String status,
        @Schema(examples = "acme") String account,
        @Schema(description = "ISO 4217 code", examples = "USD") String currency,
        @Schema(description = "The billing period it closes, or opens") PeriodBody period,
        @Nullable Instant issuedAt,
        @Nullable Instant dueAt,
        @Nullable PartyBody seller,
        @Nullable PartyBody buyer,
        List<LineBody> lines,
        @Schema(description = "Usage that the account's credits pay for: shown, not asked for")
                List<LineBody> paidWithCredits,
        List<DiscountBody> discounts,
        List<TaxBody> taxes,
        @Schema(description = "The lines before discounts") MoneyBody subtotal,
        MoneyBody discountTotal,
        MoneyBody taxTotal,
        @Schema(description = "The lines less discounts plus tax; below 0 where credits outweigh charges")
                MoneyBody total,
        @Schema(description = "What earlier invoices left in the customer's favour") MoneyBody balance,
        @Schema(description = "The total less the balance, never below 0") MoneyBody amountDue,
        @Schema(description = "What is left in the customer's favour for the next invoice") MoneyBody carriedForward) {

    @Schema(name = "InvoiceDiscount")
    public record DiscountBody(
            @Schema(description = "The coupon; *phase for an introductory price, *credit for discounts taken back")
                    String key,
            String name,
            MoneyBody amount) {}

    public static InvoiceBody of(DraftInvoice draft) {
        return of(draft, null, null);
    }

    public static InvoiceBody of(IssuedInvoice invoice, Statuses statuses) {
        return of(invoice.content(), invoice, statuses.of(invoice));
    }

    private static InvoiceBody of(DraftInvoice content, @Nullable IssuedInvoice issued, @Nullable String status) {
        return new InvoiceBody(
                issued == null ? null : issued.number().toString(),
                status,
                content.account().value(),
                content.currency().getCurrencyCode(),
                PeriodBody.of(content.period()),
                issued == null ? null : issued.issuedAt(),
                issued == null ? null : issued.dueAt(),
                issued == null ? null : PartyBody.of(issued.seller()),
                issued == null ? null : PartyBody.of(issued.buyer()),
                content.lines().stream().map(LineBody::of).toList(),
                content.paidWithCredits().stream().map(LineBody::of).toList(),
                content.discounts().stream()
                        .map(discount ->
                                new DiscountBody(discount.key(), discount.name(), MoneyBody.of(discount.amount())))
                        .toList(),
                content.taxes().stream().map(TaxBody::of).toList(),
                MoneyBody.of(content.subtotal()),
                MoneyBody.of(content.discountTotal()),
                MoneyBody.of(content.taxTotal()),
                MoneyBody.of(content.total()),
                MoneyBody.of(content.balance()),
                MoneyBody.of(content.amountDue()),
                MoneyBody.of(content.carriedForward()));
    }
}
