package dev.countinghouse.app.notification;

import dev.countinghouse.app.config.Settings;
import dev.countinghouse.billing.domain.notification.AddressRange;
import dev.countinghouse.billing.domain.notification.Keyring;
import dev.countinghouse.billing.domain.notification.TargetRules;
import dev.countinghouse.billing.ports.driven.Mail;
import dev.countinghouse.billing.ports.driven.WebPost;
import dev.countinghouse.billing.ports.engine.BillingEngineBuilder;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the settings say of the world outside, for the engine. */
@Singleton
public final class Outside {

    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);

    private final Optional<Keyring> keyring;
    private final TargetRules rules;
    private final WebPost post;
    private final Mail mail;

    Outside(Settings settings, Vertx vertx, Mail mail) {
        this.keyring = settings.encryptionKey().map(Outside::keyring);
        this.rules = new TargetRules(
                settings.webhooks().allowHttp(),
                settings.webhooks().allowedNetworks().orElse(List.of()).stream()
                        .map(AddressRange::parse)
                        .toList());
        this.post = new PinnedWebPost(vertx, rules, timeout(settings.webhooks().timeout()), InetAddress::getAllByName);
        this.mail = mail;
    }

    /** A claim on a delivery lasts two minutes, and what is sent must be over by then. */
    private static Duration timeout(Duration set) {
        if (set.isNegative() || set.isZero() || set.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalStateException("countinghouse.webhooks.timeout is " + set
                    + ", it must be longer than 0 and at most " + LONGEST_TIMEOUT);
        }
        return set;
    }

    private static Keyring keyring(List<String> keys) {
        try {
            return Keyring.of(keys);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalStateException("COUNTINGHOUSE_ENCRYPTION_KEY: " + wrong.getMessage(), wrong);
        }
    }

    /** Tells the engine how to reach it. */
    public BillingEngineBuilder connect(BillingEngineBuilder engine) {
        keyring.ifPresent(engine::keyring);
        return engine.targets(rules).webPost(post).mail(mail);
    }
}
