package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.provision.Provision;

/** Whom something is provided for: what follows for him, as part of the transaction that keeps how far it is. */
interface Recipient {

    /** Locks what is his, before the provision is locked: that is the order everybody takes. */
    void lock(Provision provision);

    /**
     * Everything is there, and the provision is kept as ready.
     *
     * @throws NotTakenException if he cannot have it; what the transaction did is undone, and the provision is too
     */
    void ready(Provision provision);

    /** The provider has refused, and the provision is kept as one that is undone or about to be. */
    void refused(Provision provision);

    /** Why he cannot have it. */
    final class NotTakenException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotTakenException(String reason) {
            super(reason);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }
}
