package dev.countinghouse.adapter.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.provider.ProviderItem;
import dev.countinghouse.billing.ports.driven.PriceGateway;
import dev.countinghouse.billing.ports.driven.PriceGatewayContract;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import dev.countinghouse.billing.ports.inmemory.InMemoryTestClock;
import dev.countinghouse.billing.ports.standin.PriceStandIn;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StripePriceGatewayTest extends PriceGatewayContract {

    private final FakeStripe stripe = new FakeStripe(new InMemoryTestClock(StripeCase.START));
    private final FakeCatalogue there = stripe.account.catalogue;
    private final PriceGateway gateway = Fakes.prices(stripe, InMemoryStorage.empty());

    @AfterEach
    void nothingWasAskedThatStripeDoesNotKnow() {
        stripe.close();
        assertThat(stripe.complaints()).isEmpty();
    }

    /** What is tried out with the stand-in can be sold through Stripe. */
    @Test
    void theStandInIsAsStrict() {
        assertThat(PriceStandIn.TERMS).isEqualTo(gateway.terms());
        assertThat(gateway.terms().refusedCurrencies()).contains("KWD", "ISK").doesNotContain("USD", "JPY");
    }

    @Override
    protected PriceGateway gateway() {
        return gateway;
    }

    @Override
    protected void putAway(ProviderItem.Key key) {
        switch (key.kind()) {
            case METER -> named(there.meters, "event_name", key).put("status", "inactive");
            case PRODUCT -> there.products.get(StripeIds.product(key.name())).put("active", false);
            case PRICE -> named(there.prices, "lookup_key", key).put("active", false);
            case COUPON -> throw new IllegalArgumentException("coupons are not put away");
        }
    }

    private static ObjectNode named(Map<String, ObjectNode> things, String field, ProviderItem.Key key) {
        return things.values().stream()
                .filter(each -> each.path(field).asText().equals(key.name()))
                .findFirst()
                .orElseThrow();
    }

    @Override
    protected void occupy(ProviderItem.Key key) {
        ObjectNode foreign = JsonNodeFactory.instance.objectNode().put("id", "foreign_1");
        if (key.kind() == ProviderItem.Kind.METER) {
            foreign.put("event_name", key.name()).put("status", "active");
            foreign.putObject("default_aggregation").put("formula", "count");
            foreign.putObject("customer_mapping").put("event_payload_key", "stripe_customer_id");
            foreign.putObject("value_settings").put("event_payload_key", "value");
            there.meters.put("foreign_1", foreign);
        } else {
            foreign.put("lookup_key", key.name()).put("active", true).put("object", "price");
            there.prices.put("foreign_1", foreign);
        }
    }
}
