/**
 * Where the payment provider's notices come in, and where the administrator sees what has become of them.
 *
 * <p>Invariant: what is answered with 2xx is kept; what is not from the provider is not. Nothing of a body is shown but to
 * keys of scope {@code admin} for all accounts, and of no body a secret.
 *
 * <p>Not here: what follows from a notice, which {@link dev.countinghouse.app.payment.NoticeWorkers} has done.
 *
 * <p>Start at {@link dev.countinghouse.app.rest.notice.NoticeDoor}.
 */
@NullMarked
package dev.countinghouse.app.rest.notice;

import org.jspecify.annotations.NullMarked;
