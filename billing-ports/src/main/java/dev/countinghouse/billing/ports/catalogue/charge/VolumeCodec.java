package dev.countinghouse.billing.ports.catalogue.charge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.billing.domain.pricing.Tiers;
import dev.countinghouse.billing.domain.pricing.Volume;
import dev.countinghouse.billing.ports.catalogue.source.Fields;
import dev.countinghouse.billing.ports.catalogue.source.Found;
import dev.countinghouse.billing.ports.catalogue.source.Reader;
import dev.countinghouse.billing.ports.catalogue.source.Values;
import java.util.Currency;

/** {@code volume: {tiers: [{up_to: 100, price: 1.00}, {price: 0.50}], fee_at_zero: true}}: all units at the rate of the tier the total ends in. */
final class VolumeCodec implements ModelCodec<Volume> {

    @Override
    public String name() {
        return "volume";
    }

    @Override
    public Class<Volume> type() {
        return Volume.class;
    }

    @Override
    public Reader<Volume> reader(Currency currency) {
        return (node, problems) -> Fields.in(node, problems, fields -> {
            Found<Tiers> tiers = fields.required("tiers", TierList.tiers(currency));
            Found<Boolean> feeAtZero = fields.optional("fee_at_zero", true, Values::flag);
            return fields.build(() -> new Volume(tiers.get(), feeAtZero.get()));
        });
    }

    @Override
    public JsonNode write(Volume model) {
        return TierList.write(model.tiers(), model.feeAtZero());
    }
}
