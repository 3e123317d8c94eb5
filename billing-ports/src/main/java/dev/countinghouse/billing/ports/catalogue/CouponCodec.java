package dev.countinghouse.billing.ports.catalogue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.plan.Coupon;
import dev.countinghouse.billing.domain.plan.CouponKey;
import dev.countinghouse.billing.ports.catalogue.source.Fields;
import dev.countinghouse.billing.ports.catalogue.source.Found;
import dev.countinghouse.billing.ports.catalogue.source.Groups;
import dev.countinghouse.billing.ports.catalogue.source.Node;
import dev.countinghouse.billing.ports.catalogue.source.Problems;
import dev.countinghouse.billing.ports.catalogue.source.Tree;
import dev.countinghouse.billing.ports.catalogue.source.Values;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The syntax of a coupon: {@code {percent_off: 20, invoices: 3}} or {@code {amount_off: 5.00, invoices: forever}}. */
final class CouponCodec {

    private static final Map<String, Coupon.Duration> WORDS =
            new TreeMap<>(Map.of("once", Coupon.Duration.ONCE, "forever", Coupon.Duration.FOREVER));

    private CouponCodec() {}

    static Groups.EntryReader<CouponKey, Coupon> reader(Currencies currencies) {
        return (key, node, problems) -> Fields.in(node, problems, fields -> {
            Found<String> name = fields.optional("name", key.value(), Values::text);
            Found<Coupon.Discount> discount = discount(fields, currencies);
            Found<Coupon.Duration> invoices = fields.required("invoices", CouponCodec::duration);
            return fields.build(() -> new Coupon(key, name.get(), discount.get(), invoices.get()));
        });
    }

    private static Found<Coupon.Discount> discount(Fields fields, Currencies currencies) {
        Optional<String> kind = fields.exactlyOne(List.of("percent_off", "amount_off"), "discount");
        if (kind.isEmpty()) {
            return new Found<>(Optional.empty());
        }
        if (kind.get().equals("percent_off")) {
            return fields.required("percent_off", (node, problems) -> Values.number(node, problems)
                    .flatMap(percent -> problems.attempt(node, () -> new Coupon.Discount.PercentOff(percent))));
        }
        Currency currency = currencies.of(fields);
        return fields.required("amount_off", (node, problems) -> Values.money(currency)
                .read(node, problems)
                .flatMap(amount -> problems.attempt(node, () -> new Coupon.Discount.AmountOff(amount))));
    }

    private static Optional<Coupon.Duration> duration(Node node, Problems problems) {
        if (node instanceof Node.Scalar scalar && scalar.kind() == Node.Kind.TEXT) {
            return Values.oneOf(WORDS).read(node, problems);
        }
        return Values.wholeNumber(1, Integer.MAX_VALUE)
                .read(node, problems)
                .map(count -> new Coupon.Duration(count.intValue()));
    }

    static ObjectNode write(Coupon coupon, Optional<Currency> standard) {
        ObjectNode node = Tree.object().put("name", coupon.name());
        if (coupon.discount() instanceof Coupon.Discount.AmountOff off) {
            node.set("amount_off", Tree.number(off.amount()));
            Currencies.write(node, off.amount().currency(), standard);
        } else if (coupon.discount() instanceof Coupon.Discount.PercentOff off) {
            node.set("percent_off", Tree.number(off.percent()));
        }
        return coupon.duration().equals(Coupon.Duration.FOREVER)
                ? node.put("invoices", "forever")
                : node.put("invoices", coupon.duration().invoices());
    }
}
