package dev.countinghouse.billing.ports.catalogue.charge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.billing.domain.pricing.Graduated;
import dev.countinghouse.billing.domain.pricing.Tiers;
import dev.countinghouse.billing.ports.catalogue.source.Fields;
import dev.countinghouse.billing.ports.catalogue.source.Found;
import dev.countinghouse.billing.ports.catalogue.source.Reader;
import dev.countinghouse.billing.ports.catalogue.source.Values;
import java.util.Currency;

/** {@code graduated: {tiers: [{up_to: 100, price: 1.00}, {price: 0.50}], fee_at_zero: true}}: every unit at the rate of the tier it falls into. */
final class GraduatedCodec implements ModelCodec<Graduated> {

    @Override
    public String name() {
        return "graduated";
    }

    @Override
    public Class<Graduated> type() {
        return Graduated.class;
    }

    @Override
    public Reader<Graduated> reader(Currency currency) {
        return (node, problems) -> Fields.in(node, problems, fields -> {
            Found<Tiers> tiers = fields.required("tiers", TierList.tiers(currency));
            Found<Boolean> feeAtZero = fields.optional("fee_at_zero", true, Values::flag);
            return fields.build(() -> new Graduated(tiers.get(), feeAtZero.get()));
        });
    }

    @Override
    public JsonNode write(Graduated model) {
        return TierList.write(model.tiers(), model.feeAtZero());
    }
}
