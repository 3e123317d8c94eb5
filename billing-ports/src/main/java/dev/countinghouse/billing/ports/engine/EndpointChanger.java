package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.notification.Endpoint;
import dev.countinghouse.billing.domain.notification.EndpointId;
import dev.countinghouse.billing.domain.notification.EventFilter;
import dev.countinghouse.billing.domain.notification.SigningSecret;
import dev.countinghouse.billing.ports.driving.ChangeEndpoint;
import dev.countinghouse.billing.ports.events.EventTypes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

final class EndpointChanger implements ChangeEndpoint {

    private final Books books;
    private final World world;

    EndpointChanger(Books books, World world) {
        this.books = books;
        this.world = world;
    }

    @Override
    public Outcome change(EndpointId id, String target, EventFilter filter, String description) {
        return EndpointLookup.change(books, id, endpoint -> {
            Optional<Outcome> refused = world.targets()
                    .refusal(endpoint.channel(), target)
                    .<Outcome>map(reason -> new Outcome.Refused("target", reason))
                    .or(() -> EventTypes.refusal(filter).map(reason -> new Outcome.Refused("types", reason)));
            return refused.orElseGet(() -> new Outcome.Changed(saved(endpoint.withTerms(target, filter, description))));
        });
    }

    private Endpoint saved(Endpoint endpoint) {
        books.endpoints().save(endpoint);
        return endpoint;
    }

    @Override
    public Endpoint disable(EndpointId id, String reason) {
        Instant now = world.now();
        return save(id, endpoint -> endpoint.disabled(now, reason));
    }

    @Override
    public Endpoint enable(EndpointId id) {
        return save(id, Endpoint::enabled);
    }

    private Endpoint save(EndpointId id, UnaryOperator<Endpoint> change) {
        return EndpointLookup.change(books, id, endpoint -> saved(change.apply(endpoint)));
    }

    @Override
    public Rotation rotate(EndpointId id, Duration overlap) {
        Instant now = world.now();
        return EndpointLookup.change(books, id, endpoint -> {
            Optional<String> obstacle = obstacle(endpoint, now);
            if (obstacle.isPresent()) {
                return new Rotation.Refused(obstacle.get());
            }
            SigningSecret secret = SigningSecret.draw(world.random());
            String sealed = EndpointOpener.sealed(world, id, secret);
            return new Rotation.Rotated(saved(endpoint.rotated(sealed, now, overlap)), secret);
        });
    }

    private Optional<String> obstacle(Endpoint endpoint, Instant now) {
        if (!endpoint.channel().isSigned()) {
            return Optional.of("endpoint " + endpoint.id() + " has no secret: only webhooks are signed");
        }
        if (!endpoint.canRotateAt(now)) {
            return Optional.of("endpoint " + endpoint.id()
                    + " was rotated too often: wait until some of its earlier secrets ended");
        }
        return world.keyring().isEmpty() ? Optional.of(EndpointOpener.NO_KEY) : Optional.empty();
    }

    @Override
    public void close(EndpointId id) {
        EndpointLookup.change(books, id, endpoint -> {
            books.endpoints().remove(endpoint);
            return true;
        });
    }
}
