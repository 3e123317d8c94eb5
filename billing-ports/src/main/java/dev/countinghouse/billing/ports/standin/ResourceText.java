package dev.countinghouse.billing.ports.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.provision.ResourceKey;
import dev.countinghouse.billing.domain.provision.ResourceKind;
import dev.countinghouse.billing.domain.provision.ResourceOrder;
import java.util.SortedMap;
import java.util.TreeMap;

/** A resource and a behaviour as the JSON text on their pages, and back. What is written here is read here only. */
final class ResourceText {

    private ResourceText() {}

    static String write(StandInResource resource) {
        ResourceOrder order = resource.order();
        ObjectNode page = JsonNodeFactory.instance
                .objectNode()
                .put("key", order.key().value())
                .put("account", order.account().value())
                .put("kind", order.kind().name())
                .put("reference", resource.reference());
        ObjectNode details = page.putObject("details");
        order.details().forEach(details::put);
        return page.toString();
    }

    static StandInResource read(String text) {
        JsonNode page = PaymentText.parsed(text);
        SortedMap<String, String> details = new TreeMap<>();
        page.path("details")
                .properties()
                .forEach(each -> details.put(each.getKey(), each.getValue().textValue()));
        return new StandInResource(
                new ResourceOrder(
                        new ResourceKey(page.path("key").textValue()),
                        new AccountId(page.path("account").textValue()),
                        ResourceKind.valueOf(page.path("kind").textValue()),
                        details),
                page.path("reference").textValue());
    }

    static String write(ProviderBehaviour behaviour) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("behaviour", behaviour.token())
                .toString();
    }

    static ProviderBehaviour readBehaviour(String text) {
        return ProviderBehaviour.of(PaymentText.parsed(text).path("behaviour").textValue());
    }
}
