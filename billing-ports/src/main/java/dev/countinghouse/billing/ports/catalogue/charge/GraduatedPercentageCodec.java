package dev.countinghouse.billing.ports.catalogue.charge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.billing.domain.pricing.GraduatedPercentage;
import dev.countinghouse.billing.domain.pricing.Tiers;
import dev.countinghouse.billing.ports.catalogue.source.Fields;
import dev.countinghouse.billing.ports.catalogue.source.Found;
import dev.countinghouse.billing.ports.catalogue.source.Reader;
import dev.countinghouse.billing.ports.catalogue.source.Values;
import java.util.Currency;

/** {@code graduated_percentage: {tiers: [{up_to: 1000, percent: 2.9, fee: 5}, {percent: 1.9}], fee_at_zero: true}}. */
final class GraduatedPercentageCodec implements ModelCodec<GraduatedPercentage> {

    @Override
    public String name() {
        return "graduated_percentage";
    }

    @Override
    public Class<GraduatedPercentage> type() {
        return GraduatedPercentage.class;
    }

    @Override
    public Reader<GraduatedPercentage> reader(Currency currency) {
        return (node, problems) -> Fields.in(node, problems, fields -> {
            Found<Tiers> tiers = fields.required("tiers", TierList.percentTiers(currency));
            Found<Boolean> feeAtZero = fields.optional("fee_at_zero", true, Values::flag);
            return fields.build(() -> new GraduatedPercentage(tiers.get(), feeAtZero.get()));
        });
    }

    @Override
    public JsonNode write(GraduatedPercentage model) {
        return TierList.writePercent(model.tiers(), model.feeAtZero());
    }
}
