package dev.countinghouse.billing.ports.standin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where a stand-in writes down what it did: pages of text under names, all it knows between two calls. It is the
 * provider's memory and none of ours, so no account is bound to read it and no transaction of ours undoes it.
 */
public interface StandInBook {

    Optional<Page> find(String name);

    /**
     * Writes a page in the place of its last revision, or as the first one; {@code false}, with nothing changed, if that
     * is not the one before it. Of many that try at once one succeeds.
     */
    boolean save(Page page);

    /** Pages that are due by an instant, the longest due first, then by name. */
    List<Page> due(Instant by, int limit);

    /** A book that ends with its process. */
    static StandInBook inMemory() {
        return new InMemoryBook();
    }

    /**
     * A page as it was written, replaced as a whole.
     *
     * @param name up to 300 characters
     * @param revision counts from 1
     * @param text a JSON object
     * @param dueAt from when on there is something to do about it, to the millisecond; empty if nothing is
     */
    record Page(String name, long revision, String text, Optional<Instant> dueAt) {

        public static Page first(String name, String text, Optional<Instant> dueAt) {
            return new Page(name, 1, text, dueAt);
        }

        public Page next(String newText, Optional<Instant> newDueAt) {
            return new Page(name, revision + 1, newText, newDueAt);
        }
    }
}
