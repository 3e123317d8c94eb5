package dev.countinghouse.app.rest.invoice;

import dev.countinghouse.app.rest.body.MoneyBody;
import dev.countinghouse.billing.domain.invoice.CreditNote;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "CreditNote", description = "Gives back part of an issued invoice")
public record CreditNoteBody(
        @Schema(
                        description = "As it was asked for; its number if it is from before notes had ids",
                        examples = "outage-2026-01-12")
                String id,
        @Schema(examples = "CN-000007") String number,
        @Schema(examples = "INV-000042") String invoice,
        Instant issuedAt,
        String reason,
        List<CreditBody> lines,
        @Schema(description = "The tax that is given back with it") List<TaxBody> taxes,
        @Schema(description = "What the customer gets back, tax included") MoneyBody total) {

    @Schema(name = "CreditedLine")
    public record CreditBody(
            @Schema(description = "The key of the line") String line,
            @Schema(description = "Before tax") MoneyBody amount) {}

    static CreditNoteBody of(CreditNote note) {
        return new CreditNoteBody(
                note.id().value(),
                note.number().toString(),
                note.invoice().toString(),
                note.issuedAt(),
                note.reason(),
                note.lines().entrySet().stream()
                        .map(line -> new CreditBody(line.getKey(), MoneyBody.of(line.getValue())))
                        .toList(),
                note.taxes().stream().map(TaxBody::of).toList(),
                MoneyBody.of(note.total()));
    }
}
