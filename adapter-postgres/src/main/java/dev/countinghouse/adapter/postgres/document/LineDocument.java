package dev.countinghouse.adapter.postgres.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.invoice.LineItem;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.Charge;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import dev.countinghouse.billing.domain.pricing.Step;
import dev.countinghouse.billing.domain.rating.RatedLine;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import java.util.Optional;

/** Lines with their steps, so that an invoice explains itself without being rated again. */
final class LineDocument {

    private LineDocument() {}

    static JsonNode line(LineItem line) {
        ObjectNode node = Json.object()
                .put("key", line.key())
                .put("amount", line.amount().toString())
                .put("discount", line.discount().toString());
        line.adjusts().ifPresent(invoice -> node.set("adjusts", InvoiceDocument.number(invoice)));
        return node.set("rated", rated(line.rated()));
    }

    static LineItem line(Fields fields) {
        return new LineItem(
                fields.text("key"),
                rated(fields.object("rated")),
                fields.money("amount"),
                fields.money("discount"),
                fields.has("adjusts")
                        ? Optional.of(InvoiceDocument.number(fields.object("adjusts")))
                        : Optional.empty());
    }

    private static JsonNode rated(RatedLine line) {
        ObjectNode node = Json.object()
                .put("kind", Json.word(line.kind()))
                .put("subscription", line.subscription().value())
                .put("charge", line.charge())
                .put("description", line.description());
        node.set("plan", version(line.plan()));
        line.meter().ifPresent(meter -> node.put("meter", meter.value()));
        node.set("period", period(line.period()));
        return node.put("used", Json.fraction(line.used()))
                .put("quantity", Json.fraction(line.quantity()))
                .put("amount", Json.amount(line.amount()))
                .put("percent_off", Json.fraction(line.percentOff()))
                .put("settlement", Json.word(line.settlement()))
                .set("steps", Json.list(line.steps(), LineDocument::step));
    }

    private static RatedLine rated(Fields fields) {
        return new RatedLine(
                fields.word("kind", RatedLine.Kind.class),
                new SubscriptionId(fields.text("subscription")),
                version(fields.object("plan")),
                fields.text("charge"),
                fields.text("description"),
                fields.optionalText("meter").map(MeterKey::new),
                period(fields.object("period")),
                fields.fraction("used"),
                fields.fraction("quantity"),
                fields.amount("amount"),
                fields.fraction("percent_off"),
                fields.word("settlement", Charge.Settlement.class),
                fields.list("steps", LineDocument::step));
    }

    private static JsonNode step(Step step) {
        return Json.object()
                .put("what", step.what())
                .put("quantity", Json.fraction(step.quantity()))
                .put("price", step.price())
                .put("amount", Json.amount(step.amount()));
    }

    private static Step step(Fields fields) {
        return new Step(
                fields.text("what"), fields.fraction("quantity"), fields.text("price"), fields.amount("amount"));
    }

    static JsonNode version(PlanVersionId version) {
        return Json.object().put("key", version.plan().value()).put("version", version.version());
    }

    static PlanVersionId version(Fields fields) {
        return new PlanVersionId(new PlanKey(fields.text("key")), Math.toIntExact(fields.whole("version")));
    }

    static JsonNode period(Period period) {
        return Json.object()
                .put("start", period.start().toString())
                .put("end", period.end().toString());
    }

    static Period period(Fields fields) {
        return new Period(fields.instant("start"), fields.instant("end"));
    }
}
