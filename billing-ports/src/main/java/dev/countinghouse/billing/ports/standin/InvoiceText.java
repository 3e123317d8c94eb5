package dev.countinghouse.billing.ports.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.provider.CouponReference;
import dev.countinghouse.billing.domain.provider.InvoiceReference;
import dev.countinghouse.billing.domain.provider.PriceReference;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.CreditNote;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.Line;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.Status;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An invoice as it stands in the book. */
final class InvoiceText {

    private static final URI NO_PAGE = URI.create("about:blank");

    private InvoiceText() {}

    static void write(ObjectNode page, StandInInvoice invoice) {
        page.put("reference", invoice.reference.value())
                .put("first", invoice.first)
                .put("createdAt", invoice.createdAt.toString())
                .put("finalizeAt", invoice.finalizeAt.toString())
                .put("status", invoice.status.name())
                .put("number", invoice.number)
                .put("discount", invoice.discount.minorUnits())
                .put("due", invoice.due.minorUnits())
                .put("ofBalance", invoice.ofBalance.minorUnits())
                .put("paid", invoice.paid.minorUnits())
                .put("refunded", invoice.refunded.minorUnits())
                .put("byCard", invoice.byCard)
                .put("tries", invoice.tries)
                .put("method", invoice.method.token());
        invoice.subscription.ifPresent(id -> page.put("subscription", id.value()));
        write(page, "finalizedAt", invoice.finalizedAt);
        write(page, "closedAt", invoice.closedAt);
        write(page, "nextTry", invoice.nextTry);
        write(page, "decidedAt", invoice.decidedAt);
        ArrayNode coupons = page.putArray("coupons");
        invoice.coupons.forEach(coupon -> coupons.add(coupon.value()));
        write(page.putArray("lines"), invoice.lines);
        write(page.putArray("credits"), invoice.credits);
    }

    static void write(ObjectNode page, String field, Optional<Instant> at) {
        at.ifPresent(instant -> page.put(field, instant.toString()));
    }

    static void write(ArrayNode page, List<Line> lines) {
        lines.forEach(line -> {
            ObjectNode written = page.addObject()
                    .put("description", line.description())
                    .put("amount", line.amount().minorUnits())
                    .put("currency", line.amount().currency().getCurrencyCode())
                    .put("start", line.period().start().toString())
                    .put("end", line.period().end().toString())
                    .put("proration", line.proration());
            line.price().ifPresent(price -> written.put("price", price.value()));
            line.quantity().ifPresent(quantity -> written.put("quantity", quantity.toPlainString()));
        });
    }

    private static void write(ArrayNode page, Map<String, CreditNote> credits) {
        credits.forEach((key, note) -> page.addObject()
                .put("key", key)
                .put("reference", note.reference())
                .put("number", note.number())
                .put("amount", note.total().minorUnits())
                .put("reason", note.reason())
                .put("createdAt", note.createdAt().toString()));
    }

    static StandInInvoice read(JsonNode page) {
        StandInInvoice invoice = new StandInInvoice(
                new InvoiceReference(page.path("reference").textValue()),
                Optional.ofNullable(page.path("subscription").textValue()).map(SubscriptionId::new),
                page.path("first").booleanValue(),
                Instant.parse(page.path("createdAt").textValue()),
                lines(page.path("lines")),
                coupons(page.path("coupons")));
        invoice.finalizeAt = Instant.parse(page.path("finalizeAt").textValue());
        invoice.status = Status.valueOf(page.path("status").textValue());
        invoice.number = page.path("number").textValue();
        invoice.discount = money(page, "discount", invoice.currency);
        invoice.due = money(page, "due", invoice.currency);
        invoice.ofBalance = money(page, "ofBalance", invoice.currency);
        invoice.paid = money(page, "paid", invoice.currency);
        invoice.refunded = money(page, "refunded", invoice.currency);
        invoice.byCard = page.path("byCard").booleanValue();
        invoice.tries = page.path("tries").intValue();
        invoice.method = TestMethod.of(page.path("method").textValue());
        invoice.finalizedAt = instant(page, "finalizedAt");
        invoice.closedAt = instant(page, "closedAt");
        invoice.nextTry = instant(page, "nextTry");
        invoice.decidedAt = instant(page, "decidedAt");
        page.path("credits")
                .forEach(note -> invoice.credits.put(note.path("key").textValue(), creditNote(note, invoice.currency)));
        return invoice;
    }

    private static CreditNote creditNote(JsonNode page, Currency currency) {
        return new CreditNote(
                page.path("reference").textValue(),
                page.path("number").textValue(),
                money(page, "amount", currency),
                page.path("reason").textValue(),
                true,
                Instant.parse(page.path("createdAt").textValue()),
                NO_PAGE);
    }

    static List<Line> lines(JsonNode page) {
        List<Line> lines = new ArrayList<>();
        page.forEach(line -> lines.add(new Line(
                line.path("description").textValue(),
                Optional.ofNullable(line.path("price").textValue()).map(PriceReference::new),
                Optional.ofNullable(line.path("quantity").textValue()).map(BigDecimal::new),
                money(line, "amount", Currency.getInstance(line.path("currency").textValue())),
                new Period(
                        Instant.parse(line.path("start").textValue()),
                        Instant.parse(line.path("end").textValue())),
                line.path("proration").booleanValue())));
        return lines;
    }

    static List<CouponReference> coupons(JsonNode page) {
        List<CouponReference> coupons = new ArrayList<>();
        page.forEach(coupon -> coupons.add(new CouponReference(coupon.textValue())));
        return coupons;
    }

    static Optional<Instant> instant(JsonNode page, String field) {
        return Optional.ofNullable(page.path(field).textValue()).map(Instant::parse);
    }

    private static Money money(JsonNode page, String field, Currency currency) {
        return new Money(page.path(field).longValue(), currency);
    }
}
