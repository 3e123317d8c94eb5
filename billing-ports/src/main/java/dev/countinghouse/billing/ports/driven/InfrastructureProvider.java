package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.provision.ResourceOrder;

/**
 * Creates what accounts and sessions need at a cloud or in a cluster, and deletes it again. What it did cannot be undone by
 * a transaction and takes seconds, so it is called outside of them: first the key is stored with the wish, then it is called,
 * then what came of it is stored.
 *
 * <p>Each call is atomic and safe beside any other. Where it throws {@link UnavailableException} the world did not answer:
 * <em>what was asked for may have been done</em>, and is learned by asking again under the same key, however much later.
 */
public interface InfrastructureProvider {

    /**
     * Creates a resource. Under one key it is created once: the same order gets the same reference for as long as it exists.
     * A refusal does nothing, and if its reason has gone, the same order may be granted. What was deleted under the key is
     * not created again but refused, also where the order was on its way before: a late one leaves nothing behind.
     *
     * @throws IllegalArgumentException if another order was given under the key; nothing is created
     */
    CreateOutcome create(ResourceOrder order);

    /**
     * When it returns there is nothing under the key of the order, and never will be: whether it was created, was deleted
     * before, or was never heard of.
     */
    void delete(ResourceOrder order);
}
