package dev.countinghouse.billing.ports.catalogue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.limit.LimitId;
import dev.countinghouse.billing.domain.limit.LimitMeasure;
import dev.countinghouse.billing.domain.limit.LimitWindow;
import dev.countinghouse.billing.domain.limit.UsageLimit;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.ports.catalogue.source.Fields;
import dev.countinghouse.billing.ports.catalogue.source.Found;
import dev.countinghouse.billing.ports.catalogue.source.Groups;
import dev.countinghouse.billing.ports.catalogue.source.Node;
import dev.countinghouse.billing.ports.catalogue.source.Problems;
import dev.countinghouse.billing.ports.catalogue.source.Tree;
import dev.countinghouse.billing.ports.catalogue.source.Values;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The syntax of limits: {@code {per-key: {meter: llm_tokens, dimension: api_key, window: day, most: 10000}}}. */
final class LimitCodec {

    private static final String QUANTITY = "quantity";
    private static final String CALLS = new LimitMeasure.Calls().word();
    private static final String CONCURRENCY = new LimitMeasure.Concurrency().word();
    private static final Map<String, String> MEASURES = measures();

    private final MeterTable meters;
    /** Where each id stands first; it means the same in all plans. */
    private final Map<LimitId, First> first = new HashMap<>();

    private record First(UsageLimit limit, Node node) {}

    /** @param meters of the catalogue that all the limits are of */
    LimitCodec(MeterTable meters) {
        this.meters = meters;
    }

    private static Map<String, String> measures() {
        Map<String, String> words = new LinkedHashMap<>();
        List.of(QUANTITY, CALLS, CONCURRENCY).forEach(word -> words.put(word, word));
        return words;
    }

    Optional<List<UsageLimit>> read(Node node, Problems problems) {
        return Groups.mapOf(LimitId::new, this::read)
                .read(node, problems)
                .flatMap(limits -> limits.size() <= UsageLimit.MOST_OF_A_PLAN
                        ? Optional.of(List.copyOf(limits.values()))
                        : problems.report(
                                node,
                                "are " + limits.size() + " limits, a plan has " + UsageLimit.MOST_OF_A_PLAN
                                        + " at most"));
    }

    private Optional<UsageLimit> read(LimitId id, Node node, Problems problems) {
        return Fields.in(node, problems, fields -> {
                    Found<String> measure = fields.optional("measure", QUANTITY, Values.oneOf(MEASURES));
                    Found<Optional<MeterKey>> meter = fields.maybe("meter", meters::key);
                    Found<Optional<String>> dimension = fields.maybe("dimension", Values::text);
                    Found<Optional<String>> value = fields.maybe("value", Values::text);
                    Found<LimitWindow> window =
                            fields.optional("window", LimitWindow.PERIOD, Values.oneOf(LimitWindow.values()));
                    Found<Fraction> most = fields.required("most", Values::number);
                    measure.value().ifPresent(word -> checkMeasure(fields, word, window));
                    if (fields.has("value") && !fields.has("dimension")) {
                        fields.reject("value", "is one of a dimension: write 'dimension' beside it");
                    }
                    Supplier<UsageLimit> limit = () -> new UsageLimit(
                            id,
                            measure(measure.get(), meter.get()),
                            dimension.get().map(name -> new UsageLimit.Part(name, value.get())),
                            window.get(),
                            most.get());
                    return fields.build(limit).flatMap(read -> fitting(fields, read));
                })
                .flatMap(limit -> sameEverywhere(limit, node, problems));
    }

    private static void checkMeasure(Fields fields, String measure, Found<LimitWindow> window) {
        if (measure.equals(QUANTITY) && !fields.has("meter")) {
            fields.reject("has no 'meter', of which it is a quantity; for calls write measure: calls or concurrency");
        } else if (!measure.equals(QUANTITY) && fields.has("meter")) {
            fields.reject("meter", "is for a quantity, " + measure + " are of no meter: leave it out");
        }
        if (measure.equals(CONCURRENCY) && fields.has("window")) {
            fields.reject("window", "is for what is counted over a time, calls at the same time have none");
        } else if (measure.equals(CALLS)
                && window.value().filter(time -> !time.isRate()).isPresent()) {
            String wrong = "calls are limited by minute or hour: for longer times limit a meter that counts them";
            if (fields.has("window")) {
                fields.reject("window", "is '" + Tree.word(window.get()) + "', " + wrong);
            } else {
                fields.reject("has no 'window', " + wrong);
            }
        }
    }

    private static LimitMeasure measure(String word, Optional<MeterKey> meter) {
        return meter.<LimitMeasure>map(LimitMeasure.Quantity::new)
                .orElseGet(() -> word.equals(CALLS) ? new LimitMeasure.Calls() : new LimitMeasure.Concurrency());
    }

    private Optional<UsageLimit> fitting(Fields fields, UsageLimit limit) {
        Optional<UsageLimit.Misfit> misfit =
                limit.measure().meter().flatMap(meters::meter).flatMap(limit::misfitOf);
        misfit.ifPresent(found -> fields.reject(found.field(), found.reason()));
        return misfit.isPresent() ? Optional.empty() : Optional.of(limit);
    }

    private Optional<UsageLimit> sameEverywhere(UsageLimit limit, Node node, Problems problems) {
        First before = first.computeIfAbsent(limit.id(), any -> new First(limit, node));
        return limit.countsLike(before.limit())
                ? Optional.of(limit)
                : problems.report(
                        node,
                        "is another limit than " + before.node().path() + " in line "
                                + before.node().place().line()
                                + ": an id means the same in every plan, only 'most' may differ");
    }

    static ObjectNode write(List<UsageLimit> limits) {
        ObjectNode node = Tree.object();
        limits.forEach(limit -> node.set(limit.id().value(), write(limit)));
        return node;
    }

    private static ObjectNode write(UsageLimit limit) {
        ObjectNode node = Tree.object();
        LimitMeasure measure = limit.measure();
        measure.meter()
                .ifPresentOrElse(meter -> node.put("meter", meter.value()), () -> node.put("measure", measure.word()));
        limit.part().ifPresent(part -> {
            node.put("dimension", part.dimension());
            part.value().ifPresent(value -> node.put("value", value));
        });
        if (limit.window() != LimitWindow.PERIOD) {
            node.put("window", Tree.word(limit.window()));
        }
        node.set("most", Tree.number(limit.most()));
        return node;
    }
}
