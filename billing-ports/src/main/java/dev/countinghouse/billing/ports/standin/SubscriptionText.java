package dev.countinghouse.billing.ports.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.period.Interval;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.provider.PriceReference;
import dev.countinghouse.billing.domain.provider.PricedItem;
import dev.countinghouse.billing.domain.provider.Stage;
import dev.countinghouse.billing.domain.subscription.Ending;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A subscription as it stands in the book. */
final class SubscriptionText {

    private SubscriptionText() {}

    static void write(ObjectNode page, StandInSubscription subscription) {
        SubscriptionState state = subscription.state();
        page.put("id", subscription.id().value())
                .put("anchor", state.anchor().toString())
                .put("every", state.every().toString())
                .put("periodStart", state.period().start().toString())
                .put("periodEnd", state.period().end().toString())
                .put("ended", state.ended())
                .put("paused", state.paused())
                .put("late", state.late());
        InvoiceText.write(page, "trialEnd", state.trialEnd());
        state.end().ifPresent(end -> page.put("end", end.at().toString()).put("creditUnused", end.creditUnused()));
        write(page.putObject("current"), state.current());
        state.next().ifPresent(next -> write(page.putObject("next"), next));
        write(page.putObject("bill"), subscription.bill());
    }

    private static void write(ObjectNode page, StandInBill bill) {
        page.put("given", bill.given()).put("heard", bill.heard().toString());
        ObjectNode since = page.putObject("since");
        bill.since().forEach((price, at) -> since.put(price.value(), at.toString()));
        InvoiceText.write(page.putArray("pending"), bill.pending());
        ArrayNode coupons = page.putArray("coupons");
        bill.coupons().forEach(coupon -> coupons.add(coupon.value()));
    }

    private static void write(ObjectNode page, Stage stage) {
        page.put("from", stage.from().toString()).put("newPeriod", stage.newPeriod());
        ArrayNode items = page.putArray("items");
        stage.items().forEach(item -> {
            ObjectNode written = items.addObject().put("price", item.price().value());
            item.quantity().ifPresent(quantity -> written.put("quantity", quantity));
        });
    }

    static StandInSubscription read(AccountId account, JsonNode page) {
        SubscriptionState state = new SubscriptionState(
                stage(page.path("current")),
                Optional.of(page.path("next")).filter(JsonNode::isObject).map(SubscriptionText::stage),
                InvoiceText.instant(page, "trialEnd"),
                instant(page, "anchor"),
                Interval.parse(page.path("every").textValue()),
                new Period(instant(page, "periodStart"), instant(page, "periodEnd")),
                InvoiceText.instant(page, "end")
                        .map(at -> new Ending(at, page.path("creditUnused").booleanValue())),
                page.path("ended").booleanValue(),
                page.path("paused").booleanValue(),
                page.path("late").booleanValue());
        return new StandInSubscription(
                new SubscriptionId(page.path("id").textValue()), account, state, bill(page.path("bill")));
    }

    private static StandInBill bill(JsonNode page) {
        Map<PriceReference, Instant> since = new TreeMap<>();
        page.path("since")
                .properties()
                .forEach(each -> since.put(
                        new PriceReference(each.getKey()),
                        Instant.parse(each.getValue().textValue())));
        return new StandInBill(
                since,
                InvoiceText.lines(page.path("pending")),
                InvoiceText.coupons(page.path("coupons")),
                page.path("given").intValue(),
                instant(page, "heard"));
    }

    private static Stage stage(JsonNode page) {
        List<PricedItem> items = new ArrayList<>();
        page.path("items").forEach(item -> {
            PriceReference price = new PriceReference(item.path("price").textValue());
            items.add(
                    item.has("quantity")
                            ? PricedItem.fee(price, item.path("quantity").longValue())
                            : PricedItem.usage(price));
        });
        return new Stage(instant(page, "from"), items, page.path("newPeriod").booleanValue());
    }

    private static Instant instant(JsonNode page, String field) {
        return InvoiceText.instant(page, field).orElseThrow();
    }
}
