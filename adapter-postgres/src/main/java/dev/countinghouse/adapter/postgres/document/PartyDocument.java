package dev.countinghouse.adapter.postgres.document;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.billing.domain.account.Party;
import dev.countinghouse.billing.domain.account.TaxRate;
import dev.countinghouse.billing.domain.invoice.TaxItem;
import java.util.List;

/** Parties and the taxes they are charged. */
public final class PartyDocument {

    private PartyDocument() {}

    public static String writeTaxes(List<TaxRate> taxes) {
        return Json.write(Json.list(taxes, PartyDocument::rate));
    }

    public static List<TaxRate> readTaxes(String text) {
        return Fields.parseList(text, PartyDocument::rate);
    }

    static JsonNode party(Party party) {
        return Json.object()
                .put("name", party.name())
                .put("tax_id", party.taxId())
                .put("email", party.email())
                .set("address", Json.texts(party.address()));
    }

    static Party party(Fields fields) {
        return new Party(
                fields.text("name"),
                fields.texts("address"),
                fields.text("tax_id"),
                // those of before had none
                fields.optionalText("email").orElse(""));
    }

    static JsonNode rate(TaxRate rate) {
        return Json.object()
                .put("key", rate.key())
                .put("name", rate.name())
                .put("percent", Json.fraction(rate.percent()));
    }

    static TaxRate rate(Fields fields) {
        return new TaxRate(fields.text("key"), fields.text("name"), fields.fraction("percent"));
    }

    static JsonNode tax(TaxItem tax) {
        return Json.object()
                .put("base", tax.base().toString())
                .put("amount", tax.amount().toString())
                .set("rate", rate(tax.rate()));
    }

    static TaxItem tax(Fields fields) {
        return new TaxItem(rate(fields.object("rate")), fields.money("base"), fields.money("amount"));
    }
}
