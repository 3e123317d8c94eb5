package dev.countinghouse.adapter.postgres.document;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.checkout.Checkout;
import dev.countinghouse.billing.domain.checkout.CheckoutId;
import dev.countinghouse.billing.domain.checkout.CheckoutPurpose;
import dev.countinghouse.billing.domain.checkout.CheckoutReference;
import dev.countinghouse.billing.domain.checkout.PlanChoice;
import dev.countinghouse.billing.domain.checkout.ReturnPages;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.purchase.Wish;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/** What a checkout is for and what has become of it; its ids, its revision and when it began stand beside it. */
public final class CheckoutDocument {

    private CheckoutDocument() {}

    public static String write(Checkout checkout) {
        ObjectNode node = Json.object()
                .put("state", Json.word(checkout.state()))
                .put("success", checkout.returnTo().success().toString())
                .put("cancel", checkout.returnTo().cancel().toString());
        checkout.reference().ifPresent(reference -> node.put("reference", reference.value()));
        checkout.page().ifPresent(page -> node.put("page", page.toString()));
        checkout.reason().ifPresent(reason -> node.put("reason", reason));
        checkout.purpose().fold(setUp -> setUp(node, setUp), buy -> buy(node, buy.wish()));
        return Json.write(node);
    }

    private static ObjectNode setUp(ObjectNode node, CheckoutPurpose.SetUp setUp) {
        setUp.plan().ifPresent(choice -> node.put("plan", choice.plan().value()).put("quantity", choice.quantity()));
        return node;
    }

    private static ObjectNode buy(ObjectNode node, Wish wish) {
        return wish.fold(
                amount -> node.put("amount", amount.amount().toString()), pack -> node.put("pack", pack.key()));
    }

    public static Checkout read(AccountId account, CheckoutId id, Instant startedAt, long revision, String text) {
        Fields fields = Fields.parse(text);
        return new Checkout(
                account,
                id,
                purpose(fields),
                new ReturnPages(URI.create(fields.text("success")), URI.create(fields.text("cancel"))),
                startedAt,
                fields.word("state", Checkout.State.class),
                fields.optionalText("reference").map(CheckoutReference::new),
                fields.optionalText("page").map(URI::create),
                fields.optionalText("reason"),
                revision);
    }

    private static CheckoutPurpose purpose(Fields fields) {
        if (fields.has("amount")) {
            return new CheckoutPurpose.Buy(new Wish.Amount(fields.money("amount")));
        }
        if (fields.has("pack")) {
            return new CheckoutPurpose.Buy(new Wish.Pack(fields.text("pack")));
        }
        return new CheckoutPurpose.SetUp(
                fields.has("plan")
                        ? Optional.of(new PlanChoice(new PlanKey(fields.text("plan")), fields.whole("quantity")))
                        : Optional.empty());
    }
}
