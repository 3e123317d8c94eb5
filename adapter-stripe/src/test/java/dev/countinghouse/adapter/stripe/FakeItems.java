package dev.countinghouse.adapter.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** What the subscriptions of {@link FakeSubscriptions} are for. */
final class FakeItems {

    private int made;

    static boolean isMetered(String price) {
        return price.contains("metered");
    }

    /** @return what is wrong with it, and then it may be half done */
    String change(ObjectNode subscription, JsonNode changes) {
        ArrayNode kept = (ArrayNode) subscription.path("items");
        for (JsonNode each : changes) {
            if (each.path("deleted").asText().equals("true")) {
                removeItem(kept, each.path("id").asText());
                continue;
            }
            ObjectNode item = item(kept, each.path("id").asText());
            if (item == null) {
                if (each.has("id") || has(kept, each.path("price").asText())) {
                    return "an item is not there, or a price is there already";
                }
                item = kept.addObject().put("id", "si_" + ++made).put("object", "subscription_item");
                item.put("price", each.path("price").asText());
            }
            if (isMetered(item.path("price").asText()) && each.has("quantity")) {
                return "a metered price takes no quantity";
            }
            if (!isMetered(item.path("price").asText())) {
                item.put("quantity", each.path("quantity").asLong(1));
            }
        }
        return kept.isEmpty() ? "a subscription needs an item" : "";
    }

    private static ObjectNode item(ArrayNode kept, String id) {
        for (JsonNode each : kept) {
            if (each.path("id").asText().equals(id)) {
                return (ObjectNode) each;
            }
        }
        return null;
    }

    private static boolean has(ArrayNode kept, String price) {
        for (JsonNode each : kept) {
            if (each.path("price").asText().equals(price)) {
                return true;
            }
        }
        return false;
    }

    private static void removeItem(ArrayNode kept, String id) {
        for (int i = 0; i < kept.size(); i++) {
            if (kept.get(i).path("id").asText().equals(id)) {
                kept.remove(i);
            }
        }
    }

    static List<ObjectNode> of(ObjectNode subscription) {
        List<ObjectNode> shown = new ArrayList<>();
        for (JsonNode each : subscription.path("items")) {
            ObjectNode item = each.deepCopy();
            item.putObject("price").put("id", each.path("price").asText()).put("object", "price");
            item.put("current_period_start", subscription.path("_start").asLong());
            item.put("current_period_end", subscription.path("_end").asLong());
            shown.add(item);
        }
        return shown;
    }
}
