package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.notification.Delivery;
import dev.countinghouse.billing.domain.notification.Endpoint;
import dev.countinghouse.billing.domain.notification.Keyring;
import dev.countinghouse.billing.ports.driven.Mail;
import dev.countinghouse.billing.ports.driven.WebPost;
import dev.countinghouse.billing.ports.driven.WebPost.Answer;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;

/** Sends a delivery over the channel of its endpoint. */
final class DeliveryChannels {

    private final World world;

    DeliveryChannels(World world) {
        this.world = world;
    }

    Answer send(Endpoint endpoint, Delivery delivery, Instant now) {
        return switch (endpoint.channel()) {
            case WEBHOOK -> webhook(endpoint, delivery, now);
            case SLACK -> post().post(URI.create(endpoint.target()), new TreeMap<>(), MessageForms.slack(delivery));
            case EMAIL -> letter(endpoint, delivery);
        };
    }

    private Answer webhook(Endpoint endpoint, Delivery delivery, Instant now) {
        Keyring keyring = world.keyring().orElseThrow(() -> new IllegalStateException(EndpointOpener.NO_KEY));
        String body = MessageForms.webhook(delivery);
        return post().post(
                        URI.create(endpoint.target()),
                        MessageForms.headers(endpoint, delivery, body, keyring, now),
                        body);
    }

    private WebPost post() {
        return world.post().orElseThrow(() -> new IllegalStateException("call webPost(…) on the engine's builder"));
    }

    private Answer letter(Endpoint endpoint, Delivery delivery) {
        Mail mail = world.mail().orElseThrow(() -> new IllegalStateException("call mail(…) on the engine's builder"));
        mail.send(MessageForms.letter(endpoint, delivery));
        return new Answer(Optional.empty(), Optional.empty());
    }
}
