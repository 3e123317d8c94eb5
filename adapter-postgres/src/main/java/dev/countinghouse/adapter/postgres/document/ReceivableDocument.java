package dev.countinghouse.adapter.postgres.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.dunning.Course;
import dev.countinghouse.billing.domain.dunning.Debt;
import dev.countinghouse.billing.domain.dunning.DunningStage;
import dev.countinghouse.billing.domain.dunning.InvoiceRefund;
import dev.countinghouse.billing.domain.dunning.OutsidePayment;
import dev.countinghouse.billing.domain.dunning.PaymentTry;
import dev.countinghouse.billing.domain.dunning.Receipts;
import dev.countinghouse.billing.domain.dunning.Receivable;
import dev.countinghouse.billing.domain.invoice.InvoiceNumber;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import java.util.Optional;

/** What an invoice asks for and what came of it, but for its revision, which is counted beside it. */
public final class ReceivableDocument {

    private ReceivableDocument() {}

    public static String write(Receivable receivable) {
        Debt debt = receivable.debt();
        Receipts receipts = receivable.receipts();
        Course course = receivable.course();
        ObjectNode node = Json.object()
                .put("amount", debt.amount().toString())
                .put("issued_at", debt.issuedAt().toString())
                .put("due_at", debt.dueAt().toString())
                .put("status", Json.word(receivable.status()))
                .put("credited", receipts.credited().toString());
        node.set("tries", Json.list(receipts.tries(), ReceivableDocument::attempt));
        node.set("refunds", Json.list(receipts.refunds(), ReceivableDocument::refund));
        receipts.outside().ifPresent(outside -> node.set("outside", outside(outside)));
        course.retryAt().ifPresent(at -> node.put("retry_at", at.toString()));
        course.pastDueSince().ifPresent(at -> node.put("past_due_since", at.toString()));
        course.told().ifPresent(stage -> node.put("told", Json.word(stage)));
        receivable.closedAt().ifPresent(at -> node.put("closed_at", at.toString()));
        return Json.write(node);
    }

    public static Receivable read(AccountId account, InvoiceNumber invoice, String text, long revision) {
        Fields fields = Fields.parse(text);
        Optional<DunningStage> told =
                fields.has("told") ? Optional.of(fields.word("told", DunningStage.class)) : Optional.empty();
        return new Receivable(
                new Debt(
                        invoice,
                        account,
                        fields.money("amount"),
                        fields.instant("issued_at"),
                        fields.instant("due_at")),
                fields.word("status", Receivable.Status.class),
                new Receipts(
                        fields.money("credited"),
                        fields.list("tries", ReceivableDocument::attempt),
                        fields.list("refunds", ReceivableDocument::refund),
                        fields.optional("outside", ReceivableDocument::outside)),
                new Course(fields.optionalInstant("retry_at"), fields.optionalInstant("past_due_since"), told),
                fields.optionalInstant("closed_at"),
                revision);
    }

    private static JsonNode attempt(PaymentTry attempt) {
        ObjectNode node = Json.object()
                .put("number", attempt.number())
                .put("key", attempt.key().value())
                .put("amount", attempt.amount().toString())
                .put("customer_present", attempt.customerPresent())
                .put("at", attempt.at().toString())
                .put("refunded", attempt.refunded().toString());
        attempt.state().ifPresent(state -> node.set("state", PaymentDocument.state(state)));
        attempt.dispute().ifPresent(dispute -> node.set("dispute", PaymentDocument.dispute(dispute)));
        return node;
    }

    private static PaymentTry attempt(Fields fields) {
        return new PaymentTry(
                Math.toIntExact(fields.whole("number")),
                new PaymentKey(fields.text("key")),
                fields.money("amount"),
                fields.flag("customer_present"),
                fields.instant("at"),
                fields.optional("state", PaymentDocument::state),
                fields.money("refunded"),
                fields.optional("dispute", PaymentDocument::dispute));
    }

    private static JsonNode refund(InvoiceRefund refund) {
        return Json.object()
                .put("number", refund.number())
                .put("payment", refund.payment().value())
                .put("key", refund.key().value())
                .put("amount", refund.amount().toString())
                .put("state", Json.word(refund.state()))
                .put("refusal", refund.refusal())
                .put("asked_at", refund.askedAt().toString());
    }

    private static InvoiceRefund refund(Fields fields) {
        return new InvoiceRefund(
                Math.toIntExact(fields.whole("number")),
                new PaymentKey(fields.text("payment")),
                new PaymentKey(fields.text("key")),
                fields.money("amount"),
                fields.word("state", InvoiceRefund.State.class),
                fields.text("refusal"),
                fields.instant("asked_at"));
    }

    private static JsonNode outside(OutsidePayment payment) {
        return Json.object()
                .put("reference", payment.reference())
                .put("amount", payment.amount().toString())
                .put("at", payment.at().toString());
    }

    private static OutsidePayment outside(Fields fields) {
        return new OutsidePayment(fields.text("reference"), fields.money("amount"), fields.instant("at"));
    }
}
