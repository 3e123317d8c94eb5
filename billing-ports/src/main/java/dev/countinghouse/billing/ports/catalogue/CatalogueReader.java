package dev.countinghouse.billing.ports.catalogue;

import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.domain.plan.Charge;
import dev.countinghouse.billing.domain.plan.ChargeKey;
import dev.countinghouse.billing.domain.plan.Coupon;
import dev.countinghouse.billing.domain.plan.CouponKey;
import dev.countinghouse.billing.domain.plan.CreditSale;
import dev.countinghouse.billing.domain.plan.FeatureKey;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.plan.Product;
import dev.countinghouse.billing.domain.plan.ProductKey;
import dev.countinghouse.billing.ports.catalogue.source.Fields;
import dev.countinghouse.billing.ports.catalogue.source.Found;
import dev.countinghouse.billing.ports.catalogue.source.Groups;
import dev.countinghouse.billing.ports.catalogue.source.Node;
import dev.countinghouse.billing.ports.catalogue.source.Problem;
import dev.countinghouse.billing.ports.catalogue.source.Problems;
import dev.countinghouse.billing.ports.catalogue.source.Reader;
import dev.countinghouse.billing.ports.catalogue.source.SourceText;
import dev.countinghouse.billing.ports.catalogue.source.Values;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads catalogues and single charges from YAML or JSON. Bad input is an answer and never an exception: all errors of a
 * text are found together, each with its line, and nothing of a text that has any is used.
 */
public final class CatalogueReader {

    /** The version of the syntax, which a catalogue states as {@code catalogue: 1}. */
    public static final long FORMAT = 1;

    private CatalogueReader() {}

    /** @param file what errors call the text, such as the name of the file it came from */
    public static ReadOutcome<Catalogue> read(String file, String text) {
        return read(file, text, CatalogueReader::catalogue);
    }

    /** Reads one charge, such as {@code {meter: runs, per_unit: 0.10}}, for example to try out a price. */
    public static ReadOutcome<Charge> readCharge(
            ChargeKey key, String text, Map<MeterKey, Meter> meters, Currency currency) {
        ChargeCodec codec = new ChargeCodec(MeterTable.of(meters), currency);
        return read(key.value(), text, (node, problems) -> codec.read(key, node, problems));
    }

    /** Reads one meter, such as {@code {unit: run, event: run, aggregation: count}}. */
    public static ReadOutcome<Meter> readMeter(MeterKey key, String text) {
        return read(key.value(), text, (node, problems) -> MeterCodec.read(key, node, problems));
    }

    /** What a charge calls its meter; empty for a fee, and where that cannot be read. */
    public static Optional<MeterKey> meterOf(String charge) {
        Problems problems = new Problems();
        return SourceText.parse(charge, problems)
                .filter(Node.Mapping.class::isInstance)
                .map(node -> ((Node.Mapping) node).entries().get("meter"))
                .flatMap(node ->
                        Values.text(node, problems).flatMap(name -> problems.attempt(node, () -> new MeterKey(name))));
    }

    private static <T> ReadOutcome<T> read(String file, String text, Reader<T> reader) {
        Problems problems = new Problems();
        Optional<T> value = SourceText.parse(text, problems).flatMap(root -> reader.read(root, problems));
        return value.isPresent() && problems.isEmpty()
                ? new ReadOutcome.Read<>(value.get())
                : new ReadOutcome.Rejected<>(problems.list().stream()
                        .map(problem -> error(file, problem))
                        .toList());
    }

    private static CatalogueError error(String file, Problem problem) {
        return new CatalogueError(
                file, problem.place().line(), problem.place().column(), problem.path(), problem.message());
    }

    private static Optional<Catalogue> catalogue(Node root, Problems problems) {
        return Fields.in(root, problems, fields -> {
            fields.required("catalogue", CatalogueReader::format);
            Currencies currencies = Currencies.in(fields);
            Found<Map<MeterKey, Meter>> meters =
                    fields.optional("meters", Map.of(), Groups.mapOf(MeterKey::new, MeterCodec::read));
            Names<PlanKey> planNames = new Names<>("plan", names(fields, "plans"), PlanKey::new);
            Names<FeatureKey> features = new Names<>("feature", features(fields), FeatureKey::new);
            PlanCodec codec = new PlanCodec(meterTable(fields, meters), currencies, planNames, features);
            Found<Map<PlanKey, PlanVersion>> plans =
                    fields.optional("plans", Map.of(), Groups.mapOf(PlanKey::new, codec::read));
            Found<Map<CouponKey, Coupon>> coupons =
                    fields.optional("coupons", Map.of(), Groups.mapOf(CouponKey::new, CouponCodec.reader(currencies)));
            Found<Map<ProductKey, Product>> products = fields.optional(
                    "products", Map.of(), Groups.mapOf(ProductKey::new, ProductCodec.reader(currencies)));
            Found<Optional<CreditSale>> sale =
                    fields.maybe("credits", new CreditSaleCodec(currencies, planNames)::read);
            return fields.build(() -> new Catalogue(
                    new TreeMap<>(meters.get()),
                    new TreeMap<>(plans.get()),
                    new TreeMap<>(coupons.get()),
                    new TreeMap<>(products.get()),
                    sale.get()));
        });
    }

    private static Optional<Long> format(Node node, Problems problems) {
        return Values.wholeNumber(1)
                .read(node, problems)
                .flatMap(version -> version == FORMAT
                        ? Optional.of(version)
                        : problems.report(node, "is format " + version + ", this program reads format " + FORMAT));
    }

    private static MeterTable meterTable(Fields fields, Found<Map<MeterKey, Meter>> meters) {
        return new MeterTable(names(fields, "meters"), meters.value().orElse(Map.of()));
    }

    private static Set<String> names(Fields fields, String section) {
        return fields.node(section)
                .map(CatalogueReader::entries)
                .orElse(Map.of())
                .keySet();
    }

    /** What the entitlements of all plans are called, whether or not they can be read. */
    private static Set<String> features(Fields fields) {
        Set<String> features = new TreeSet<>();
        for (Node plan : fields.node("plans")
                .map(CatalogueReader::entries)
                .orElse(Map.of())
                .values()) {
            Optional.ofNullable(entries(plan).get("entitlements"))
                    .ifPresent(entitlements ->
                            features.addAll(entries(entitlements).keySet()));
        }
        return features;
    }

    private static Map<String, Node> entries(Node node) {
        return node instanceof Node.Mapping mapping ? mapping.entries() : Map.of();
    }
}
