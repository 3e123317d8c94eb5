/**
 * What somebody gets at a provider of infrastructure: an account its service account, identity and storage, a session its
 * sandbox. Several steps that nobody can take in one transaction, so each is one that can be taken back.
 *
 * <p>Invariant: a provision ends with all of its resources or with none of them. What may exist is known before anybody is
 * asked to create it, and what is undone is deleted in the reverse order.
 *
 * <p>Not here: the provider, who is asked outside; what follows for the account or the session, which is theirs to say.
 *
 * <p>Start at {@link dev.countinghouse.billing.domain.provision.Provision}.
 */
@NullMarked
package dev.countinghouse.billing.domain.provision;

import org.jspecify.annotations.NullMarked;
