/**
 * Keys that programs call with: what a key may be used for, for which account, until when, and the secrets that prove it.
 *
 * <p>Invariant: a secret is known to its holder only. A key keeps hashes of its secrets, and no text of this package but
 * {@link dev.countinghouse.billing.domain.access.Credential#text} contains one.
 *
 * <p>Not here: people, their passwords and roles, and which call needs which scope.
 *
 * <p>Start at {@link dev.countinghouse.billing.domain.access.ApiKey}.
 */
@NullMarked
package dev.countinghouse.billing.domain.access;

import org.jspecify.annotations.NullMarked;
