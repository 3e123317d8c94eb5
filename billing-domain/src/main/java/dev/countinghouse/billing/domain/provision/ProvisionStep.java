package dev.countinghouse.billing.domain.provision;

import java.util.Locale;
import java.util.Optional;

/**
 * One resource of a provision.
 *
 * @param reference what the provider calls it, once he has created it
 */
public record ProvisionStep(ResourceKind kind, State state, Optional<String> reference) {

    public enum State {
        /** Nobody was asked for it: it does not exist. */
        WAITING,
        /** The provider was asked, or is about to be: it may exist. */
        ASKED,
        CREATED,
        /** The provider does not create it: it does not exist. */
        REFUSED,
        DELETED;

        /** The name used in APIs. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether there is something to delete, as far as anybody knows. */
    boolean mayExist() {
        return state == State.ASKED || state == State.CREATED;
    }

    ProvisionStep in(State next) {
        return new ProvisionStep(kind, next, reference);
    }

    ProvisionStep created(String as) {
        return new ProvisionStep(kind, State.CREATED, Optional.of(as));
    }
}
