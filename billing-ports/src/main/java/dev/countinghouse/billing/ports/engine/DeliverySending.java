package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.notification.Attempt;
import dev.countinghouse.billing.domain.notification.Delivery;
import dev.countinghouse.billing.domain.notification.Endpoint;
import dev.countinghouse.billing.domain.notification.EndpointId;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.WebPost.Answer;
import dev.countinghouse.billing.ports.driving.ChangeEndpoint;
import dev.countinghouse.billing.ports.driving.SendDeliveries;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Claims a delivery, sends it, and notes what became of it: two short transactions, and none while the world is slow. A
 * crash in between leaves the claim to run out, and the message is sent again under the same id.
 */
final class DeliverySending implements SendDeliveries {

    /** Longer than any channel takes: after it somebody else sends the message again. */
    static final Duration CLAIM = Duration.ofMinutes(2);

    private static final int GONE = 410;

    private final Books books;
    private final World world;
    private final ChangeEndpoint endpoints;

    DeliverySending(Books books, World world) {
        this.books = books;
        this.world = world;
        this.endpoints = new EndpointChanger(books, world);
    }

    @Override
    public List<EndpointId> due(Collection<EndpointId> except, int limit) {
        Instant now = world.now();
        return books.transactions()
                .inTransaction(Scope.SYSTEM, () -> books.deliveries().dueEndpoints(now, except, limit));
    }

    private record Due(Optional<Endpoint> endpoint, List<Delivery.Key> deliveries) {}

    @Override
    public Sent send(EndpointId id, int most) {
        Instant now = world.now();
        Due due = books.transactions()
                .inTransaction(
                        Scope.SYSTEM,
                        () -> new Due(
                                books.endpoints().find(id), books.deliveries().due(id, now, most)));
        Optional<Endpoint> open = due.endpoint().filter(Endpoint::isEnabled);
        if (open.isEmpty()) {
            String why = due.endpoint().isEmpty() ? "the endpoint was closed" : "the endpoint is disabled";
            return new Sent(
                    0,
                    0,
                    Math.toIntExact(due.deliveries().stream()
                            .filter(key -> giveUp(key, why))
                            .count()));
        }
        return send(open.get(), due.deliveries());
    }

    private boolean giveUp(Delivery.Key key, String why) {
        Instant now = world.now();
        return books.transactions().inTransaction(Scope.of(key.account()), () -> books.deliveries()
                .find(key)
                .filter(delivery -> delivery.isDueBy(now))
                .filter(delivery -> books.deliveries().replace(delivery, delivery.failed(now, why)))
                .isPresent());
    }

    private Sent send(Endpoint endpoint, List<Delivery.Key> due) {
        int delivered = 0;
        for (Delivery.Key key : due) {
            Optional<Delivery> claimed = claim(key);
            if (claimed.isPresent()) {
                Delivery.State state = send(endpoint, claimed.get());
                if (state != Delivery.State.DELIVERED) {
                    boolean over = state == Delivery.State.FAILED;
                    return new Sent(delivered, over ? 0 : 1, over ? 1 : 0);
                }
                delivered++;
            }
        }
        return new Sent(delivered, 0, 0);
    }

    private Optional<Delivery> claim(Delivery.Key key) {
        Instant now = world.now();
        return books.transactions().inTransaction(Scope.of(key.account()), () -> books.deliveries()
                .find(key)
                .filter(delivery -> delivery.isDueBy(now))
                .flatMap(delivery -> {
                    Delivery claimed = delivery.claimed(now.plus(CLAIM));
                    return books.deliveries().replace(delivery, claimed) ? Optional.of(claimed) : Optional.empty();
                }));
    }

    private Delivery.State send(Endpoint endpoint, Delivery claimed) {
        Instant begin = world.now();
        Answer answer = answer(endpoint, claimed, begin);
        Instant end = world.now();
        Attempt attempt = new Attempt(
                claimed.attempts(),
                begin,
                Duration.between(begin, end).truncatedTo(ChronoUnit.MILLIS),
                answer.status(),
                answer.failure());
        if (answer.status().equals(Optional.of(GONE))) {
            endpoints.disable(endpoint.id(), "the receiver answered 410: it is gone for good");
        }
        Delivery settled = settled(claimed, answer, end);
        books.transactions().inTransaction(Scope.of(claimed.account()), () -> {
            books.deliveries().note(claimed.key(), attempt);
            // no longer in that state: the claim was over and somebody else sends it, or it is replayed
            return books.deliveries().replace(claimed, settled);
        });
        return settled.state();
    }

    private Delivery settled(Delivery claimed, Answer answer, Instant now) {
        if (answer.failure().isEmpty()) {
            return claimed.delivered(now);
        }
        String failure = answer.failure().get();
        if (answer.status().equals(Optional.of(GONE))) {
            return claimed.failed(now, failure);
        }
        return world.retries()
                .waitAfter(claimed.tries(), world.jitter())
                .map(wait -> claimed.retryAt(now.plus(wait), failure))
                .orElseGet(() -> claimed.failed(now, failure));
    }

    /** Whatever fails here, also on our side, is an attempt that failed: it is seen in the log and tried again. */
    private Answer answer(Endpoint endpoint, Delivery delivery, Instant now) {
        try {
            return new DeliveryChannels(world).send(endpoint, delivery, now);
        } catch (RuntimeException failure) {
            return Answer.none(String.valueOf(failure.getMessage()));
        }
    }
}
