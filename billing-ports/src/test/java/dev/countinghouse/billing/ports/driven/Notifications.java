package dev.countinghouse.billing.ports.driven;

import static dev.countinghouse.billing.ports.driven.Samples.START;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.notification.Channel;
import dev.countinghouse.billing.domain.notification.Delivery;
import dev.countinghouse.billing.domain.notification.Endpoint;
import dev.countinghouse.billing.domain.notification.EndpointId;
import dev.countinghouse.billing.domain.notification.EventFilter;
import dev.countinghouse.billing.domain.notification.MessageId;
import dev.countinghouse.billing.domain.notification.SealedSecret;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Endpoints and deliveries to store. */
public final class Notifications {

    private Notifications() {}

    /** A webhook for invoices; the number makes its id. */
    public static Endpoint endpoint(int number, Optional<AccountId> account) {
        return new Endpoint(
                endpointId(number),
                account,
                Channel.WEBHOOK,
                "https://example.com/" + number,
                EventFilter.of(List.of("invoice.*")),
                "Endpoint " + number,
                START,
                Optional.empty(),
                List.of(new SealedSecret("sealed " + number, START, Optional.empty())));
    }

    public static EndpointId endpointId(int number) {
        return new EndpointId(String.format(Locale.ROOT, "%032x", number));
    }

    /** A message that is told apart by a number. */
    public static Delivery delivery(AccountId account, int endpoint, int number, Instant at) {
        return Delivery.begin(
                account,
                endpointId(endpoint),
                MessageId.of(account, "invoice.issued", String.valueOf(number)),
                "invoice.issued",
                "{\"number\":\"é\uD83D\uDE00 " + number + "\"}",
                START.minusSeconds(60),
                at);
    }
}
