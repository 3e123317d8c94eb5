package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.notification.Keyring;
import dev.countinghouse.billing.domain.notification.RetrySchedule;
import dev.countinghouse.billing.domain.notification.TargetRules;
import dev.countinghouse.billing.ports.driven.Mail;
import dev.countinghouse.billing.ports.driven.WebPost;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What telling others takes. Its clock is that of the world, which receivers compare signatures with and in which a process
 * that died is taken over, whatever time the engine takes it to be.
 */
record World(
        InstantSource clock,
        Optional<Keyring> keyring,
        TargetRules targets,
        RetrySchedule retries,
        RandomGenerator jitter,
        SecureRandom random,
        Optional<WebPost> post,
        Optional<Mail> mail) {

    Instant now() {
        return Books.kept(clock.instant());
    }
}
