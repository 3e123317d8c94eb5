package dev.countinghouse.billing.ports.catalogue.charge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.billing.domain.pricing.FlatFee;
import dev.countinghouse.billing.ports.catalogue.source.Reader;
import dev.countinghouse.billing.ports.catalogue.source.Tree;
import dev.countinghouse.billing.ports.catalogue.source.Values;
import java.util.Currency;

/** {@code fee: 99.00}: so much per billing interval. */
final class FlatFeeCodec implements ModelCodec<FlatFee> {

    @Override
    public String name() {
        return "fee";
    }

    @Override
    public Class<FlatFee> type() {
        return FlatFee.class;
    }

    @Override
    public Reader<FlatFee> reader(Currency currency) {
        return (node, problems) -> Values.money(currency)
                .read(node, problems)
                .flatMap(fee -> problems.attempt(node, () -> new FlatFee(fee)));
    }

    @Override
    public JsonNode write(FlatFee model) {
        return Tree.number(model.fee());
    }
}
