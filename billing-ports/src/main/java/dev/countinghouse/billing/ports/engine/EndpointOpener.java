package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.notification.Endpoint;
import dev.countinghouse.billing.domain.notification.EndpointId;
import dev.countinghouse.billing.domain.notification.SealedSecret;
import dev.countinghouse.billing.domain.notification.SigningSecret;
import dev.countinghouse.billing.ports.driving.OpenEndpoint;
import dev.countinghouse.billing.ports.driving.UnknownException;
import dev.countinghouse.billing.ports.events.EventTypes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Checks where messages would go, and seals the secret they will be signed with. */
final class EndpointOpener implements OpenEndpoint {

    static final String NO_KEY = "no encryption key is set, without which no signing secret can be kept: set"
            + " COUNTINGHOUSE_ENCRYPTION_KEY to 64 hex digits, such as the output of: openssl rand -hex 32";

    private final Books books;
    private final World world;

    EndpointOpener(Books books, World world) {
        this.books = books;
        this.world = world;
    }

    @Override
    public Outcome open(Order order) {
        Optional<Outcome> refused = refusal(order);
        return refused.isPresent() ? refused.get() : keep(order);
    }

    private Optional<Outcome> refusal(Order order) {
        Optional<Outcome> wrong = world.targets()
                .refusal(order.channel(), order.target())
                .<Outcome>map(reason -> new Outcome.Refused("target", reason))
                .or(() -> EventTypes.refusal(order.filter()).map(reason -> new Outcome.Refused("types", reason)));
        return wrong.or(() -> order.channel().isSigned() && world.keyring().isEmpty()
                ? Optional.of(new Outcome.Refused("", NO_KEY))
                : Optional.empty());
    }

    private Outcome keep(Order order) {
        Instant now = world.now();
        EndpointId id = EndpointId.at(now, world.random());
        Optional<SigningSecret> secret =
                order.channel().isSigned() ? Optional.of(SigningSecret.draw(world.random())) : Optional.empty();
        Endpoint endpoint = new Endpoint(
                id,
                order.account(),
                order.channel(),
                order.target(),
                order.filter(),
                order.description(),
                now,
                Optional.empty(),
                secret.map(drawn -> List.of(new SealedSecret(sealed(world, id, drawn), now, Optional.empty())))
                        .orElse(List.of()));
        return books.transactions().inTransaction(EndpointLookup.scopeOf(endpoint), () -> {
            order.account().ifPresent(this::requireKnown);
            if (books.endpoints().list(order.account(), Optional.empty(), MOST).size() == MOST) {
                return new Outcome.Refused("", "there are " + MOST + " endpoints already: close one first");
            }
            books.endpoints().add(endpoint);
            return new Outcome.Opened(endpoint, secret);
        });
    }

    static String sealed(World world, EndpointId id, SigningSecret secret) {
        return world.keyring().orElseThrow().seal(secret.text(), id.value(), world.random());
    }

    private void requireKnown(AccountId account) {
        if (books.accounts().find(account).isEmpty()) {
            throw new UnknownException("there is no account '" + account + "'");
        }
    }
}
