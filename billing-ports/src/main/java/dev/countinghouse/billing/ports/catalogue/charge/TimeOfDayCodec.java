package dev.countinghouse.billing.ports.catalogue.charge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.money.Rate;
import dev.countinghouse.billing.domain.pricing.TimeOfDay;
import dev.countinghouse.billing.ports.catalogue.source.Fields;
import dev.countinghouse.billing.ports.catalogue.source.Found;
import dev.countinghouse.billing.ports.catalogue.source.Groups;
import dev.countinghouse.billing.ports.catalogue.source.Reader;
import dev.countinghouse.billing.ports.catalogue.source.Tree;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Currency;
import java.util.List;
import java.util.SortedSet;

/** {@code time_of_day: {windows: [{days: weekdays, from: "22:00", to: "06:00", price: 0.02}], otherwise: 0.05}}, in the
 * account's time zone. */
final class TimeOfDayCodec implements ModelCodec<TimeOfDay> {

    @Override
    public String name() {
        return "time_of_day";
    }

    @Override
    public Class<TimeOfDay> type() {
        return TimeOfDay.class;
    }

    @Override
    public Reader<TimeOfDay> reader(Currency currency) {
        return (node, problems) -> Fields.in(node, problems, fields -> {
            Found<List<TimeOfDay.Window>> windows = fields.required("windows", Groups.listOf(window(currency)));
            Found<Rate> otherwise = fields.required("otherwise", Rates.rate(currency));
            return fields.build(() -> new TimeOfDay(windows.get(), otherwise.get()));
        });
    }

    private static Reader<TimeOfDay.Window> window(Currency currency) {
        return (node, problems) -> Fields.in(node, problems, fields -> {
            Found<SortedSet<DayOfWeek>> days = fields.optional("days", Hours.EVERY_DAY, Hours::days);
            Found<LocalTime> from = fields.required("from", Hours::time);
            Found<LocalTime> to = fields.required("to", Hours::time);
            Rates.Inline rate = Rates.Inline.in(fields);
            return fields.build(() -> new TimeOfDay.Window(days.get(), from.get(), to.get(), rate.in(currency)));
        });
    }

    @Override
    public JsonNode write(TimeOfDay model) {
        ObjectNode node = Tree.object();
        node.set(
                "windows",
                Tree.list(model.windows().stream().map(TimeOfDayCodec::written).toList()));
        node.set("otherwise", Rates.write(model.otherwise()));
        return node;
    }

    private static ObjectNode written(TimeOfDay.Window window) {
        ObjectNode node = Tree.object();
        node.set("days", Tree.texts(Hours.names(window.days())));
        node.put("from", window.from().toString());
        node.put(
                "to",
                window.to().equals(LocalTime.MIDNIGHT)
                        ? Hours.END_OF_DAY
                        : window.to().toString());
        return Rates.write(node, window.rate());
    }
}
