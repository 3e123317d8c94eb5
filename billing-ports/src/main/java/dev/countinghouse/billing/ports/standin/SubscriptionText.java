package dev.countinghouse.billing.ports.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.period.Interval;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.provider.PriceReference;
import dev.countinghouse.billing.domain.provider.PricedItem;
import dev.countinghouse.billing.domain.provider.Stage;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.standin.StandInSubscription.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A subscription as it stands in the book. */
final class SubscriptionText {

    private SubscriptionText() {}

    static String write(StandInSubscription subscription) {
        State state = subscription.state();
        ObjectNode page = JsonNodeFactory.instance
                .objectNode()
                .put("id", subscription.id().value())
                .put("account", subscription.account().value())
                .put("anchor", state.anchor().toString())
                .put("every", state.every().toString())
                .put("periodStart", state.period().start().toString())
                .put("periodEnd", state.period().end().toString())
                .put("ended", state.ended())
                .put("paused", state.paused())
                .put("late", state.late());
        state.trialEnd().ifPresent(at -> page.put("trialEnd", at.toString()));
        state.end().ifPresent(at -> page.put("end", at.toString()));
        write(page.putObject("current"), state.current());
        state.next().ifPresent(next -> write(page.putObject("next"), next));
        subscription.notices().write(page);
        return page.toString();
    }

    private static void write(ObjectNode page, Stage stage) {
        page.put("from", stage.from().toString()).put("newPeriod", stage.newPeriod());
        ArrayNode items = page.putArray("items");
        stage.items().forEach(item -> {
            ObjectNode written = items.addObject().put("price", item.price().value());
            item.quantity().ifPresent(quantity -> written.put("quantity", quantity));
        });
    }

    static StandInSubscription read(String text) {
        JsonNode page = PaymentText.parsed(text);
        State state = new State(
                stage(page.path("current")),
                Optional.of(page.path("next")).filter(JsonNode::isObject).map(SubscriptionText::stage),
                instant(page, "trialEnd"),
                instant(page, "anchor").orElseThrow(),
                Interval.parse(page.path("every").textValue()),
                new Period(
                        instant(page, "periodStart").orElseThrow(),
                        instant(page, "periodEnd").orElseThrow()),
                instant(page, "end"),
                page.path("ended").booleanValue(),
                page.path("paused").booleanValue(),
                page.path("late").booleanValue());
        return new StandInSubscription(
                new SubscriptionId(page.path("id").textValue()),
                new AccountId(page.path("account").textValue()),
                state,
                StandInNotices.read(page));
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
        return new Stage(
                instant(page, "from").orElseThrow(),
                items,
                page.path("newPeriod").booleanValue());
    }

    private static Optional<Instant> instant(JsonNode page, String field) {
        return Optional.ofNullable(page.path(field).textValue()).map(Instant::parse);
    }
}
