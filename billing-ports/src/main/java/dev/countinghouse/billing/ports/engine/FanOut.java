package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.notification.Delivery;
import dev.countinghouse.billing.domain.notification.Endpoint;
import dev.countinghouse.billing.domain.notification.MessageId;
import dev.countinghouse.billing.ports.driven.OutboxMessage;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.OpenEndpoint;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes a message one delivery for each endpoint that wants it. */
final class FanOut {

    /** More than there should be: two that are opened at once may both be the last. */
    private static final int ALL = OpenEndpoint.MOST * 10;

    private final Books books;
    private final World world;

    FanOut(Books books, World world) {
        this.books = books;
        this.world = world;
    }

    /** Asked for once the message is claimed, so that whoever was there before the message is among them. */
    List<Endpoint> forAllAccounts() {
        return books.transactions().inTransaction(Scope.SYSTEM, () -> list(Optional.empty()));
    }

    private List<Endpoint> list(Optional<AccountId> account) {
        return books.endpoints().list(account, Optional.empty(), ALL);
    }

    /** In the transaction that takes the message out of the outbox: both or neither. */
    void write(OutboxMessage message, List<Endpoint> forAllAccounts) {
        Instant now = world.now();
        MessageId id = MessageId.of(message.account(), message.type(), message.key());
        List<Endpoint> own = Announcer.isSellersOnly(message) ? List.of() : list(Optional.of(message.account()));
        Stream.concat(forAllAccounts.stream(), own.stream())
                .filter(endpoint -> endpoint.wants(message.type()))
                .forEach(endpoint -> books.deliveries()
                        .add(Delivery.begin(
                                message.account(),
                                endpoint.id(),
                                id,
                                message.type(),
                                message.payload(),
                                message.at(),
                                now)));
    }
}
