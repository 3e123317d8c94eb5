package dev.countinghouse.adapter.postgres.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.period.BillingCycle;
import dev.countinghouse.billing.domain.period.Interval;
import dev.countinghouse.billing.domain.plan.Coupon;
import dev.countinghouse.billing.domain.plan.CouponKey;
import dev.countinghouse.billing.domain.subscription.Pause;
import dev.countinghouse.billing.domain.subscription.Term;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;

/** The lists of a subscription: its terms, its pauses, its coupons. */
public final class SubscriptionDocument {

    private SubscriptionDocument() {}

    public static String writeTerms(List<Term> terms) {
        return Json.write(Json.list(terms, SubscriptionDocument::term));
    }

    public static List<Term> readTerms(String text) {
        return Fields.parseList(text, SubscriptionDocument::term);
    }

    private static JsonNode term(Term term) {
        ObjectNode node = Json.object().put("from", term.from().toString());
        node.set("plan", LineDocument.version(term.plan()));
        node.put("quantity", term.quantity()).put("trial", term.trial());
        return node.set("cycle", cycle(term.cycle()));
    }

    private static Term term(Fields fields) {
        return new Term(
                LineDocument.version(fields.object("plan")),
                fields.whole("quantity"),
                fields.instant("from"),
                cycle(fields.object("cycle")),
                fields.flag("trial"));
    }

    private static JsonNode cycle(BillingCycle cycle) {
        return Json.object()
                .put("anchor", cycle.anchor().toString())
                .put("zone", cycle.zone().getId())
                .put("count", cycle.interval().count())
                .put("unit", Json.word(cycle.interval().unit()));
    }

    private static BillingCycle cycle(Fields fields) {
        Interval interval =
                new Interval(Math.toIntExact(fields.whole("count")), fields.word("unit", Interval.Unit.class));
        return new BillingCycle(LocalDateTime.parse(fields.text("anchor")), ZoneId.of(fields.text("zone")), interval);
    }

    public static String writePauses(List<Pause> pauses) {
        return Json.write(Json.list(pauses, SubscriptionDocument::pause));
    }

    public static List<Pause> readPauses(String text) {
        return Fields.parseList(text, fields -> new Pause(fields.instant("from"), fields.optionalInstant("until")));
    }

    private static JsonNode pause(Pause pause) {
        ObjectNode node = Json.object().put("from", pause.from().toString());
        pause.until().ifPresent(until -> node.put("until", until.toString()));
        return node;
    }

    public static String writeCoupons(List<Coupon> coupons) {
        return Json.write(Json.list(coupons, SubscriptionDocument::coupon));
    }

    public static List<Coupon> readCoupons(String text) {
        return Fields.parseList(
                text,
                fields -> new Coupon(
                        new CouponKey(fields.text("key")),
                        fields.text("name"),
                        discount(fields),
                        new Coupon.Duration(Math.toIntExact(fields.whole("invoices")))));
    }

    private static JsonNode coupon(Coupon coupon) {
        ObjectNode node = Json.object()
                .put("key", coupon.key().value())
                .put("name", coupon.name())
                .put("invoices", coupon.duration().invoices());
        if (coupon.discount() instanceof Coupon.Discount.PercentOff off) {
            return node.put("percent_off", Json.fraction(off.percent()));
        }
        if (coupon.discount() instanceof Coupon.Discount.AmountOff off) {
            return node.put("amount_off", off.amount().toString());
        }
        throw new IllegalStateException("discount " + coupon.discount() + " cannot be written");
    }

    private static Coupon.Discount discount(Fields fields) {
        return fields.has("percent_off")
                ? new Coupon.Discount.PercentOff(fields.fraction("percent_off"))
                : new Coupon.Discount.AmountOff(fields.money("amount_off"));
    }
}
