package dev.countinghouse.app.rest.provider;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.app.rest.body.MoneyBody;
import dev.countinghouse.app.rest.body.PeriodBody;
import dev.countinghouse.billing.domain.provider.PriceReference;
import dev.countinghouse.billing.domain.provider.ProviderInvoice;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.CreditNote;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.Line;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.ProviderInvoices.Copy;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(
        name = "ProviderInvoice",
        description = "An invoice that the payment provider made, as he had it when it was last read")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProviderInvoiceBody(
        @Schema(description = "What the provider calls it", examples = "in_1Q2w3e4r5t") String reference,
        @Schema(examples = "acme") String account,
        @Schema(description = "Absent if it was made by hand") @Nullable String subscription,
        @Schema(description = "What is printed on it; absent from a draft", examples = "7C2A-0003") @Nullable
                String number,
        @Schema(enumeration = {"draft", "open", "paid", "void", "uncollectible"}) String status,
        Instant createdAt,
        @Schema(description = "From when on it is owed; absent from a draft") @Nullable Instant finalizedAt,
        @Schema(description = "Absent if it is collected at once") @Nullable Instant dueAt,
        @Schema(description = "When it was paid, made void or written off") @Nullable Instant closedAt,
        @Schema(description = "Of the lines") MoneyBody subtotal,
        MoneyBody discountTotal,
        @Schema(description = "Some prices have it within") MoneyBody taxTotal,
        @Schema(description = "Below 0 where more is credited than charged") MoneyBody total,
        @Schema(description = "The total less the customer's balance at the provider") MoneyBody amountDue,
        MoneyBody paid,
        @Schema(description = "What is still to be paid") MoneyBody remaining,
        List<LineBody> lines,
        @Schema(description = "How often it was tried to be collected") int tries,
        @Schema(description = "When the provider tries again") @Nullable Instant nextTryAt,
        @Schema(description = "Where the customer sees and pays it; absent from a draft") @Nullable URI page,
        @Schema(description = "Absent from a draft") @Nullable URI pdf,
        @Schema(description = "Why it could not be finalised") @Nullable String problem,
        @Schema(description = "The oldest first") List<NoteBody> creditNotes,
        @Schema(description = "When the provider was asked for it") Instant readAt) {

    @Schema(name = "ProviderInvoiceLine")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record LineBody(
            String description,
            @Schema(description = "What the provider calls the price; absent if it is of none") @Nullable String price,
            @Schema(description = "What the price was multiplied by", examples = "12") @Nullable String quantity,
            MoneyBody amount,
            PeriodBody period,
            @Schema(description = "Whether it corrects what was charged before") boolean proration) {

        static LineBody of(Line line) {
            return new LineBody(
                    line.description(),
                    line.price().map(PriceReference::value).orElse(null),
                    line.quantity().map(BigDecimal::toPlainString).orElse(null),
                    MoneyBody.of(line.amount()),
                    PeriodBody.of(line.period()),
                    line.proration());
        }
    }

    @Schema(name = "ProviderCreditNote")
    public record NoteBody(
            @Schema(description = "What the provider calls it", examples = "cn_1Q2w3e4r5t") String reference,
            @Schema(description = "What is printed on it") String number,
            @Schema(description = "With tax") MoneyBody total,
            String reason,
            @Schema(description = "Whether it counts: one that was made void does not") boolean active,
            Instant createdAt,
            URI pdf) {

        static NoteBody of(CreditNote note) {
            return new NoteBody(
                    note.reference(),
                    note.number(),
                    MoneyBody.of(note.total()),
                    note.reason(),
                    note.active(),
                    note.createdAt(),
                    note.pdf());
        }
    }

    static ProviderInvoiceBody of(Copy copy) {
        ProviderInvoice invoice = copy.invoice();
        return new ProviderInvoiceBody(
                invoice.reference().value(),
                invoice.account().value(),
                invoice.subscription().map(SubscriptionId::value).orElse(null),
                invoice.number().orElse(null),
                invoice.status().key(),
                invoice.dates().createdAt(),
                invoice.dates().finalizedAt().orElse(null),
                invoice.dates().dueAt().orElse(null),
                invoice.dates().closedAt().orElse(null),
                MoneyBody.of(invoice.amounts().subtotal()),
                MoneyBody.of(invoice.amounts().discount()),
                MoneyBody.of(invoice.amounts().tax()),
                MoneyBody.of(invoice.amounts().total()),
                MoneyBody.of(invoice.amounts().due()),
                MoneyBody.of(invoice.amounts().paid()),
                MoneyBody.of(invoice.amounts().remaining()),
                invoice.lines().stream().map(LineBody::of).toList(),
                invoice.tries(),
                invoice.nextTry().orElse(null),
                invoice.page().orElse(null),
                invoice.pdf().orElse(null),
                invoice.problem().orElse(null),
                invoice.creditNotes().stream().map(NoteBody::of).toList(),
                copy.readAt());
    }
}
