package dev.countinghouse.adapter.postgres.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.domain.period.Interval;
import dev.countinghouse.billing.domain.plan.CreditSale.Bonus;
import dev.countinghouse.billing.domain.purchase.Deal;
import dev.countinghouse.billing.domain.purchase.Purchase;
import dev.countinghouse.billing.domain.purchase.PurchaseId;
import dev.countinghouse.billing.domain.purchase.PurchaseRefund;
import dev.countinghouse.billing.domain.purchase.PurchaseTerms;
import dev.countinghouse.billing.domain.purchase.RefundId;
import dev.countinghouse.billing.domain.purchase.Wish;
import dev.countinghouse.billing.domain.purchase.Withheld;
import java.util.Optional;

/** A purchase but for its revision, which is counted beside it. */
public final class PurchaseDocument {

    private PurchaseDocument() {}

    public static String write(Purchase purchase) {
        ObjectNode node = Json.object();
        node.set("deal", deal(purchase.deal()));
        purchase.payment().ifPresent(state -> node.set("payment", PaymentDocument.state(state)));
        purchase.decidedAt().ifPresent(at -> node.put("decided_at", at.toString()));
        node.put("refunded", purchase.refunded().toString());
        node.set("refunds", Json.list(purchase.refunds(), PurchaseDocument::refund));
        purchase.dispute().ifPresent(dispute -> node.set("dispute", PaymentDocument.dispute(dispute)));
        purchase.withheld().ifPresent(withheld -> node.set("withheld", withheld(withheld)));
        return Json.write(node.put("disputes_won", purchase.disputesWon()));
    }

    public static Purchase read(AccountId account, String text, long revision) {
        Fields fields = Fields.parse(text);
        return new Purchase(
                deal(account, fields.object("deal")),
                fields.optional("payment", PaymentDocument::state),
                fields.optionalInstant("decided_at"),
                fields.money("refunded"),
                fields.list("refunds", PurchaseDocument::refund),
                fields.optional("dispute", PaymentDocument::dispute),
                fields.optional("withheld", PurchaseDocument::withheld),
                Math.toIntExact(fields.whole("disputes_won")),
                revision);
    }

    // ---------------------------------------------------------------- the deal

    private static JsonNode deal(Deal deal) {
        PurchaseTerms terms = deal.terms();
        ObjectNode node = Json.object()
                .put("purchase", deal.id().value())
                .put("origin", Json.word(deal.origin()))
                .put("customer_present", deal.customerPresent())
                .put("started_at", deal.startedAt().toString());
        terms.wish()
                .fold(amount -> node.put("amount", amount.amount().toString()), pack -> node.put("pack", pack.key()));
        node.put("price", terms.price().toString())
                .put("credits", terms.bought().toString());
        terms.lasts().ifPresent(lasts -> node.put("lasts", lasts.toString()));
        terms.bonus().ifPresent(bonus -> node.set("bonus", bonus(bonus)));
        return node;
    }

    private static JsonNode bonus(Bonus bonus) {
        ObjectNode node = Json.object()
                .put("key", bonus.key())
                .put("credits", bonus.credits().toString());
        bonus.lasts().ifPresent(lasts -> node.put("lasts", lasts.toString()));
        return node;
    }

    private static Deal deal(AccountId account, Fields fields) {
        Wish wish = fields.has("pack") ? new Wish.Pack(fields.text("pack")) : new Wish.Amount(fields.money("amount"));
        PurchaseTerms terms = new PurchaseTerms(
                wish,
                fields.money("price"),
                credits(fields, "credits"),
                lasts(fields),
                fields.optional("bonus", PurchaseDocument::bonus));
        return new Deal(
                account,
                new PurchaseId(fields.text("purchase")),
                terms,
                fields.word("origin", Deal.Origin.class),
                fields.flag("customer_present"),
                fields.instant("started_at"));
    }

    private static Bonus bonus(Fields fields) {
        return new Bonus(fields.text("key"), credits(fields, "credits"), lasts(fields));
    }

    private static Optional<Interval> lasts(Fields fields) {
        return fields.optionalText("lasts").map(Interval::parse);
    }

    private static Credits credits(Fields fields, String name) {
        String text = fields.text(name);
        int space = text.indexOf(' ');
        return Credits.parse(text.substring(0, space), new CreditUnit(text.substring(space + 1)));
    }

    // ---------------------------------------------------------------- what became of it

    private static JsonNode refund(PurchaseRefund refund) {
        return Json.object()
                .put("refund", refund.id().value())
                .put("key", refund.key().value())
                .put("amount", refund.amount().toString())
                .put("state", Json.word(refund.state()))
                .put("refusal", refund.refusal())
                .put("asked_at", refund.askedAt().toString());
    }

    private static PurchaseRefund refund(Fields fields) {
        return new PurchaseRefund(
                new RefundId(fields.text("refund")),
                new PaymentKey(fields.text("key")),
                fields.money("amount"),
                fields.word("state", PurchaseRefund.State.class),
                fields.text("refusal"),
                fields.instant("asked_at"));
    }

    private static JsonNode withheld(Withheld withheld) {
        return Json.object()
                .put("bought", withheld.bought().toString())
                .put("bonus", withheld.bonus().toString())
                .put("at", withheld.at().toString());
    }

    private static Withheld withheld(Fields fields) {
        return new Withheld(credits(fields, "bought"), credits(fields, "bonus"), fields.instant("at"));
    }
}
