package dev.countinghouse.billing.domain.notification;

import dev.countinghouse.billing.domain.account.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Somebody who wants to be told what happens.
 *
 * @param account whose messages; empty for all accounts, which is for the operator
 * @param target a URL, or for {@link Channel#EMAIL} an address
 * @param secrets what messages are signed with, newest last; none where the channel has no signature
 */
public record Endpoint(
        EndpointId id,
        Optional<AccountId> account,
        Channel channel,
        String target,
        EventFilter filter,
        String description,
        Instant createdAt,
        Optional<Disabled> disabled,
        List<SealedSecret> secrets) {

    public static final int LONGEST_DESCRIPTION = 500;

    /** Rotated more often than that while earlier secrets still count, it is refused: each adds a signature. */
    static final int MOST_SECRETS = 5;

    /** Since when and why nothing is sent. */
    public record Disabled(Instant at, String reason) {}

    public Endpoint {
        if (description.length() > LONGEST_DESCRIPTION) {
            throw new IllegalArgumentException("the description of an endpoint has " + description.length()
                    + " characters, it may have " + LONGEST_DESCRIPTION);
        }
        if (channel.isSigned() == secrets.isEmpty()) {
            throw new IllegalArgumentException(
                    "endpoint " + id + " is a " + channel + " and has " + secrets.size() + " secrets");
        }
        secrets = List.copyOf(secrets);
    }

    public boolean isEnabled() {
        return disabled.isEmpty();
    }

    /** Whether a message of this type is for it, now. */
    public boolean wants(String type) {
        return isEnabled() && filter.matches(type);
    }

    public Endpoint withTerms(String newTarget, EventFilter newFilter, String newDescription) {
        return new Endpoint(id, account, channel, newTarget, newFilter, newDescription, createdAt, disabled, secrets);
    }

    /** Disabling again keeps the first reason. */
    public Endpoint disabled(Instant now, String reason) {
        return with(disabled.or(() -> Optional.of(new Disabled(now, reason))), secrets);
    }

    public Endpoint enabled() {
        return with(Optional.empty(), secrets);
    }

    /** What is signed with, the oldest first: more than one while a rotation lasts. */
    public List<SealedSecret> liveSecrets(Instant now) {
        return secrets.stream().filter(secret -> secret.isLiveAt(now)).toList();
    }

    /** Whether one more secret fits beside those that still count. */
    public boolean canRotateAt(Instant now) {
        return channel.isSigned() && liveSecrets(now).size() < MOST_SECRETS;
    }

    /** With a new secret; those before it are signed with for the overlap and no longer. */
    public Endpoint rotated(String sealed, Instant now, Duration overlap) {
        if (overlap.isNegative()) {
            throw new IllegalArgumentException("the overlap of a rotation is " + overlap + ", it must not be negative");
        }
        List<SealedSecret> rotated = new ArrayList<>();
        liveSecrets(now).forEach(secret -> rotated.add(secret.endingBy(now.plus(overlap))));
        rotated.add(new SealedSecret(sealed, now, Optional.empty()));
        return with(disabled, rotated);
    }

    private Endpoint with(Optional<Disabled> newDisabled, List<SealedSecret> newSecrets) {
        return new Endpoint(id, account, channel, target, filter, description, createdAt, newDisabled, newSecrets);
    }
}
