package dev.countinghouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.notification.Channel;
import dev.countinghouse.billing.domain.notification.Endpoint;
import dev.countinghouse.billing.domain.notification.EndpointId;
import dev.countinghouse.billing.domain.notification.EventFilter;
import dev.countinghouse.billing.ports.driving.OpenEndpoint;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import java.util.Optional;

/** Endpoints for tests, and the pumps that tests run by hand. */
public final class Endpoints {

    private Endpoints() {}

    public static Endpoint open(Optional<AccountId> account, String target) {
        OpenEndpoint.Outcome outcome = Keys.engine()
                .openEndpoint()
                .open(new OpenEndpoint.Order(account, Channel.WEBHOOK, target, EventFilter.ALL, "test"));
        assertThat(outcome).isInstanceOf(OpenEndpoint.Outcome.Opened.class);
        return ((OpenEndpoint.Outcome.Opened) outcome).endpoint();
    }

    /** Tells some endpoints what happened, and no others, which belong to other tests. */
    public static void pump(String... endpoints) {
        BillingEngine engine = Keys.engine();
        engine.deliverMessages().deliverDue();
        for (String endpoint : endpoints) {
            engine.sendDeliveries().send(new EndpointId(endpoint), 100);
        }
    }
}
