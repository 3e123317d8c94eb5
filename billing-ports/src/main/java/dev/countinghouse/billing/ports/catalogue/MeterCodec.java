package dev.countinghouse.billing.ports.catalogue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.metering.Aggregation;
import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.domain.metering.LatePolicy;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.metering.Outage;
import dev.countinghouse.billing.ports.catalogue.source.Fields;
import dev.countinghouse.billing.ports.catalogue.source.Found;
import dev.countinghouse.billing.ports.catalogue.source.Groups;
import dev.countinghouse.billing.ports.catalogue.source.Node;
import dev.countinghouse.billing.ports.catalogue.source.Problems;
import dev.countinghouse.billing.ports.catalogue.source.Tree;
import dev.countinghouse.billing.ports.catalogue.source.Values;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The syntax of a meter. */
final class MeterCodec {

    private MeterCodec() {}

    static Optional<Meter> read(MeterKey key, Node node, Problems problems) {
        return Fields.in(node, problems, fields -> {
            Found<String> name = fields.optional("name", key.value(), Values::text);
            Found<String> unit = fields.required("unit", Values::text);
            Found<String> event = fields.required("event", Values::text);
            Found<Aggregation> aggregation = fields.required("aggregation", Values.oneOf(Aggregation.values()));
            Found<String> property = fields.optional("property", "", Values::text);
            Found<String> series = fields.optional("series", "", Values::text);
            Found<Filter> filter = fields.optional("filter", Filter.ALL, FilterCodec::read);
            Found<List<String>> numbers = fields.optional("numbers", List.of(), Groups.listOf(Values::text));
            Found<List<String>> dimensions = fields.optional("dimensions", List.of(), Groups.listOf(Values::text));
            Found<LatePolicy.Kind> late =
                    fields.optional("late", LatePolicy.Kind.ADJUST, Values.oneOf(LatePolicy.Kind.values()));
            Found<Duration> grace = fields.optional("grace", Duration.ZERO, Values::duration);
            Found<Outage> outage = fields.optional("when_unavailable", Outage.REFUSE, Values.oneOf(Outage.values()));
            Found<Long> decimals = fields.optional("decimals", 0L, Values.wholeNumber(0, Meter.MOST_DECIMALS));
            return fields.build(() -> new Meter(
                    key,
                    name.get(),
                    unit.get(),
                    event.get(),
                    aggregation.get(),
                    property.get(),
                    series.get(),
                    filter.get(),
                    numbers.get(),
                    dimensions.get(),
                    new LatePolicy(late.get(), grace.get()),
                    outage.get(),
                    Math.toIntExact(decimals.get())));
        });
    }

    static ObjectNode write(Meter meter) {
        ObjectNode node = Tree.object()
                .put("name", meter.name())
                .put("unit", meter.unit())
                .put("event", meter.eventType())
                .put("aggregation", Tree.word(meter.aggregation()));
        if (!meter.property().isEmpty()) {
            node.put("property", meter.property());
        }
        if (!meter.series().isEmpty()) {
            node.put("series", meter.series());
        }
        if (!meter.filter().conditions().isEmpty()) {
            node.set("filter", FilterCodec.write(meter.filter()));
        }
        if (!meter.numbers().isEmpty()) {
            node.set("numbers", Tree.texts(meter.numbers()));
        }
        if (!meter.dimensions().isEmpty()) {
            node.set("dimensions", Tree.texts(meter.dimensions()));
        }
        if (!meter.late().equals(LatePolicy.ADJUST)) {
            node.put("late", Tree.word(meter.late().kind()));
        }
        if (!meter.late().grace().isZero()) {
            node.put("grace", meter.late().grace().toSeconds() + "s");
        }
        if (meter.outage() != Outage.REFUSE) {
            node.put("when_unavailable", Tree.word(meter.outage()));
        }
        if (meter.decimals() > 0) {
            node.put("decimals", meter.decimals());
        }
        return node;
    }
}
