package dev.countinghouse.billing.ports.catalogue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.plan.Charge;
import dev.countinghouse.billing.domain.plan.ChargeKey;
import dev.countinghouse.billing.domain.pricing.ChargeModel;
import dev.countinghouse.billing.ports.catalogue.charge.ModelCodecs;
import dev.countinghouse.billing.ports.catalogue.source.Fields;
import dev.countinghouse.billing.ports.catalogue.source.Found;
import dev.countinghouse.billing.ports.catalogue.source.Node;
import dev.countinghouse.billing.ports.catalogue.source.Problems;
import dev.countinghouse.billing.ports.catalogue.source.Suggestion;
import dev.countinghouse.billing.ports.catalogue.source.Tree;
import dev.countinghouse.billing.ports.catalogue.source.Values;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The syntax of a charge: what it charges for, when, and one field that carries its charge model. */
final class ChargeCodec {

    private static final String FEE = "fee";

    private final MeterTable meters;
    private final Currency currency;

    ChargeCodec(MeterTable meters, Currency currency) {
        this.meters = meters;
        this.currency = currency;
    }

    Optional<Charge> read(ChargeKey key, Node node, Problems problems) {
        return Fields.in(node, problems, fields -> {
            boolean fee = fields.has(FEE);
            Found<String> name = fields.optional("name", key.value(), Values::text);
            Found<Charge.Timing> in = fields.optional(
                    "in", fee ? Charge.Timing.ADVANCE : Charge.Timing.ARREARS, Values.oneOf(Charge.Timing.values()));
            Found<Boolean> prorated = fields.optional("prorated", fee, Values::flag);
            Found<Charge.Settlement> settle =
                    fields.optional("settle", Charge.Settlement.INVOICE, Values.oneOf(Charge.Settlement.values()));
            Found<Optional<MeterKey>> meter = fields.maybe("meter", meters::key);
            Found<Filter> filter = fields.optional("filter", Filter.ALL, FilterCodec::read);
            Bounds bounds = Bounds.in(fields, currency);
            Found<ChargeModel> model = model(fields);
            Optional<Meter> usage = meter.value().flatMap(Function.identity()).flatMap(meters::meter);
            usage.ifPresent(known -> checkDimensions(fields, known, filter, model));
            return fields.build(() -> {
                Charge charge = new Charge(
                        key,
                        name.get(),
                        in.get(),
                        prorated.get(),
                        settle.get(),
                        meter.get(),
                        filter.get(),
                        model.get(),
                        bounds.get());
                usage.ifPresent(charge::requirePriceable);
                return charge;
            });
        });
    }

    private Found<ChargeModel> model(Fields fields) {
        return fields.exactlyOne(ModelCodecs.names(), "price")
                .map(name -> fields.<ChargeModel>required(
                        name, (node, problems) -> ModelCodecs.read(name, node, currency, problems)))
                .orElse(new Found<>(Optional.empty()));
    }

    private static void checkDimensions(Fields fields, Meter meter, Found<Filter> filter, Found<ChargeModel> model) {
        filter.value().ifPresent(read -> check(fields, "filter", read.properties(), meter));
        model.value().ifPresent(read -> check(fields, ModelCodecs.nameOf(read), read.dimensions(), meter));
    }

    /** Rollups keep declared dimensions only, so nothing may be priced by an undeclared one. */
    private static void check(Fields fields, String field, List<String> used, Meter meter) {
        used.stream()
                .filter(dimension -> !meter.dimensions().contains(dimension))
                .forEach(dimension -> fields.reject(
                        field,
                        "uses dimension '" + dimension + "'" + Suggestion.of(dimension, meter.dimensions())
                                + ", meter '" + meter.key() + "' declares " + meter.dimensions()));
    }

    static ObjectNode write(Charge charge) {
        ObjectNode node = Tree.object().put("name", charge.name());
        charge.meter().ifPresent(meter -> node.put("meter", meter.value()));
        if (!charge.filter().conditions().isEmpty()) {
            node.set("filter", FilterCodec.write(charge.filter()));
        }
        node.set(ModelCodecs.nameOf(charge.model()), ModelCodecs.write(charge.model()));
        if (charge.isFee()) {
            node.put("in", Tree.word(charge.timing()));
            node.put("prorated", charge.prorated());
        }
        if (charge.settlement() != Charge.Settlement.INVOICE) {
            node.put("settle", Tree.word(charge.settlement()));
        }
        Bounds.write(node, charge.bounds());
        return node;
    }
}
