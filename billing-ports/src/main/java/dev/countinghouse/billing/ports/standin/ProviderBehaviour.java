package dev.countinghouse.billing.ports.standin;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What becomes of who asks {@link InfrastructureStandIn} for a kind of resource. Tokens are the names in lower case. */
public enum ProviderBehaviour {
    /** Creates and deletes. What an account has that was given no other. */
    WORKS,
    /** Refuses to create; deletes. */
    REFUSES,
    /** The first call to create under a key throws and creates nothing; asked again, it is created. */
    TIMES_OUT_BEFORE_CREATING,
    /** It is created, and nobody is told: that call throws. Asked again, there it is. */
    TIMES_OUT_AFTER_CREATING,
    /** Creates; the first two calls to delete under a key throw, the second one after it has deleted. */
    FAILS_TO_DELETE_TWICE,
    /** Every call throws and does nothing. */
    DOWN;

    public String token() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException for a token that is none of these */
    public static ProviderBehaviour of(String token) {
        return Arrays.stream(values())
                .filter(behaviour -> behaviour.token().equals(token))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + token + "' is no behaviour of the stand-in, it knows " + String.join(", ", tokens())));
    }

    private static List<String> tokens() {
        return Arrays.stream(values()).map(ProviderBehaviour::token).toList();
    }
}
