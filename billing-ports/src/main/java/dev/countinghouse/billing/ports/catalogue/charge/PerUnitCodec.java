package dev.countinghouse.billing.ports.catalogue.charge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.billing.domain.pricing.PerUnit;
import dev.countinghouse.billing.ports.catalogue.source.Reader;
import java.util.Currency;

/** {@code per_unit: {price: 0.01, per: 1000}}, or {@code per_unit: 0.10} for the price of one unit. */
final class PerUnitCodec implements ModelCodec<PerUnit> {

    @Override
    public String name() {
        return "per_unit";
    }

    @Override
    public Class<PerUnit> type() {
        return PerUnit.class;
    }

    @Override
    public Reader<PerUnit> reader(Currency currency) {
        return (node, problems) -> Rates.rate(currency)
                .read(node, problems)
                .flatMap(rate -> problems.attempt(node, () -> new PerUnit(rate)));
    }

    @Override
    public JsonNode write(PerUnit model) {
        return Rates.write(model.rate());
    }
}
