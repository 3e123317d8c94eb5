package dev.countinghouse.app.rest.invoice;

import dev.countinghouse.app.rest.body.Decimals;
import dev.countinghouse.app.rest.body.MoneyBody;
import dev.countinghouse.billing.domain.invoice.TaxItem;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "Tax")
public record TaxBody(
        @Schema(examples = "vat") String key,
        @Schema(examples = "VAT") String name,
        @Schema(examples = "19") String percent,
        @Schema(description = "What it is on: the lines less discounts") MoneyBody base,
        MoneyBody amount) {

    static TaxBody of(TaxItem tax) {
        return new TaxBody(
                tax.rate().key(),
                tax.rate().name(),
                Decimals.text(tax.rate().percent()),
                MoneyBody.of(tax.base()),
                MoneyBody.of(tax.amount()));
    }
}
