package dev.countinghouse.billing.ports.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.domain.plan.Charge;
import dev.countinghouse.billing.domain.plan.CreditSale;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.ports.catalogue.source.Tree;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Writes catalogues in their canonical form: sections and fields in a fixed order, defaults left out. Reading it gives an
 * equal catalogue, as long as the order of charges, grants and bonuses is kept: store it as text or {@code json}, not {@code
 * jsonb}.
 */
public final class CatalogueWriter {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();
    private static final ObjectMapper YAML = new YAMLMapper(YAMLFactory.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .stringQuotingChecker(new Quoting())
            .build());

    private CatalogueWriter() {}

    public static String json(Catalogue catalogue) {
        return text(JSON, tree(catalogue));
    }

    public static String yaml(Catalogue catalogue) {
        return text(YAML, tree(catalogue));
    }

    /** The charge as {@link CatalogueReader#readCharge} reads it. */
    public static String json(Charge charge) {
        return text(JSON, ChargeCodec.write(charge));
    }

    /** The terms of a plan as its entry in a catalogue has them. */
    public static String json(PlanVersion plan) {
        return text(JSON, PlanCodec.write(plan, Optional.empty()));
    }

    private static ObjectNode tree(Catalogue catalogue) {
        Optional<Currency> standard = standardCurrency(catalogue);
        ObjectNode node = Tree.object().put("catalogue", CatalogueReader.FORMAT);
        standard.ifPresent(currency -> node.put("currency", currency.getCurrencyCode()));
        section(node, "meters", catalogue.meters(), MeterCodec::write);
        section(node, "plans", catalogue.plans(), plan -> PlanCodec.write(plan, standard));
        section(node, "coupons", catalogue.coupons(), coupon -> CouponCodec.write(coupon, standard));
        section(node, "products", catalogue.products(), product -> ProductCodec.write(product, standard));
        catalogue.creditSale().ifPresent(sale -> node.set("credits", CreditSaleCodec.write(sale)));
        return node;
    }

    private static <K, V> void section(
            ObjectNode into, String name, Map<K, V> entries, Function<V, ObjectNode> writer) {
        if (!entries.isEmpty()) {
            ObjectNode section = Tree.object();
            entries.forEach((key, value) -> section.set(key.toString(), writer.apply(value)));
            into.set(name, section);
        }
    }

    /** That credits are sold in, which can have none of their own; otherwise that of the first plan, so that usually it is
     * written once. */
    private static Optional<Currency> standardCurrency(Catalogue catalogue) {
        return catalogue.creditSale().map(CreditSale::currency).or(() -> catalogue.plans().values().stream()
                .map(PlanVersion::currency)
                .findFirst());
    }

    private static String text(ObjectMapper mapper, ObjectNode node) {
        try {
            return mapper.writeValueAsString(node);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree in memory can always be written", impossible);
        }
    }

    /** Quotes everything that another YAML reader could take for a number, a time, a flag or an empty value. */
    private static final class Quoting extends StringQuotingChecker.Default {

        private static final long serialVersionUID = 1;
        private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9 _./-]*[A-Za-z0-9]|[A-Za-z]");

        @Override
        public boolean needToQuoteValue(String value) {
            return !PLAIN.matcher(value).matches() || isReservedKeyword(value) || super.needToQuoteValue(value);
        }

        @Override
        public boolean needToQuoteName(String name) {
            return !PLAIN.matcher(name).matches() || isReservedKeyword(name) || super.needToQuoteName(name);
        }
    }
}
